// Reports as a service: makes them from a window, saves them complete, finds them again.
import { Report } from '../../../src-shared/contract/reports.ts'
import { type TimeRange, orderedRange } from '../../../src-shared/time.ts'
import type { Host } from '../host.ts'
import type { JobContext, Jobs, StartedJob } from '../jobs.ts'
import type { Models } from '../model/models.ts'
import type { WritableDatabase } from '../store/database.ts'
import {
  type AnomalyRow,
  type ReportHead,
  deleteReport,
  getReport,
  insertAnomalies,
  insertReport,
  listAnomalies,
  listReports,
} from '../store/reports.ts'
import type { Sources } from '../sources.ts'
import { runTask, workerFile } from '../worker/task.ts'
import type { AnalyzeTask } from './analyze-worker.ts'

const analyzeWorker = workerFile('analyze-worker', import.meta.url)

export interface AnalyzeRequest {
  readonly source: number | undefined
  readonly node: string | undefined
  /** Epoch ms, both ends included. */
  readonly window: TimeRange
  readonly thresholdOverride: number | undefined
  /** By default the source's latest model. */
  readonly model?: string | undefined
}

export interface SavedReport {
  readonly id: number
  readonly report: Report
}

interface Parts {
  readonly db: WritableDatabase
  readonly host: Host
  readonly jobs: Jobs
  readonly sources: Sources
  readonly models: Models
}

export class Reports {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Starts an analysis. Throws at once NOT_FOUND, NO_DATA, NO_MODEL, BAD_INPUT; the rest is in the outcome. */
  analyze(request: AnalyzeRequest): StartedJob<SavedReport> {
    const { sources, models, jobs } = this.#parts
    const sourceId = sources.choose(request.source, 'analysis')
    orderedRange(request.window, 'a window')
    const model = request.model === undefined ? models.current(sourceId) : models.get(sourceId, request.model)
    return jobs.start(
      'analyze',
      (context) => this.#run(sourceId, model.id, request, context),
      ({ id }) => ({ kind: 'report', id: String(id) }),
    )
  }

  async #run(
    sourceId: number,
    modelId: string,
    request: AnalyzeRequest,
    context: JobContext,
  ): Promise<SavedReport> {
    const { host, models } = this.#parts
    const { report, nodeId } = await runTask<AnalyzeTask>(
      analyzeWorker,
      {
        dataFolder: host.dataFolder,
        modelFolder: models.folderOf(modelId),
        modelId,
        sourceId,
        node: request.node,
        window: request.window,
        thresholdOverride: request.thresholdOverride,
        createdAt: host.clock.now(),
        appVersion: host.version,
      },
      {
        signal: context.signal,
        onProgress: ({ done, total }) => context.progress({ done, total, unit: 'windows' }),
      },
    )
    return { id: this.#save(sourceId, nodeId, report), report }
  }

  #save(sourceId: number, nodeId: number, report: Report): number {
    const { db } = this.#parts
    const { window, incidents, model } = report.analysis
    return db.transaction(() => {
      const head = {
        sourceId,
        createdAt: report.createdAt,
        title: report.title,
        from: window.from,
        to: window.to,
        incidents: incidents.length,
      }
      const reportId = insertReport(db, head, JSON.stringify(report))
      insertAnomalies(
        db,
        { sourceId, nodeId, reportId, threshold: model.threshold },
        report.anomalies.map(({ end, score, metrics }) => ({
          time: end,
          score,
          topMetric: metrics[0]?.metric ?? '',
        })),
      )
      return reportId
    })
  }

  /** Saved reports, newest first. */
  list(limit: number): ReportHead[] {
    return listReports(this.#parts.db, limit)
  }

  /** One report. Throws NOT_FOUND. */
  get(id: number): Report {
    return Report.parse(JSON.parse(getReport(this.#parts.db, id).body))
  }

  /** Deletes a report with its anomalies. Throws NOT_FOUND. */
  delete(id: number): void {
    deleteReport(this.#parts.db, id)
  }

  /** Kept anomalies of a source, newest first; epoch ms. */
  anomalies(query: {
    readonly source: number | undefined
    readonly from: number | undefined
    readonly to: number | undefined
    readonly limit: number
  }): AnomalyRow[] {
    const { from = 0, to = Number.MAX_SAFE_INTEGER, limit } = query
    const sourceId = this.#parts.sources.choose(query.source, 'reading')
    return listAnomalies(this.#parts.db, { sourceId, from, to, limit })
  }
}
