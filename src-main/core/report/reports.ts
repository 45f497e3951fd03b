// Reports as a service: makes them from a window, saves them complete, finds, annotates, compares and exports them.
import {
  type Comparison,
  Report,
  type Replacement,
  type ReportHead,
  type SavedReport,
} from '../../../src-shared/contract/reports.ts'
import { type TimeRange, orderedRange } from '../../../src-shared/time.ts'
import type { Host } from '../host.ts'
import type { JobContext, Jobs, StartedJob } from '../jobs.ts'
import type { ModelChoice } from '../model/model-choice.ts'
import type { Models } from '../model/models.ts'
import type { WritableDatabase } from '../store/database.ts'
import { insertAnomalies } from '../store/anomalies.ts'
import {
  deleteReport,
  getReport,
  insertReport,
  listReports,
  purgeReports,
  restoreReport,
  updateReport,
} from '../store/reports.ts'
import type { Settings } from '../settings.ts'
import type { Sources } from '../sources.ts'
import { runTask, workerFile } from '../worker/task.ts'
import type { AnalyzeTask } from './analyze-worker.ts'
import { type Side, compareReports } from './compare.ts'
import { type ExportRequest, type ReportFile, exportReport } from './export.ts'
import { paperFor } from './paper.ts'
import { redacted, redactionOf } from './redaction.ts'

const analyzeWorker = workerFile('analyze-worker', import.meta.url)

export interface AnalyzeRequest {
  readonly source: number | undefined
  readonly node: string | undefined
  /** Epoch ms, both ends included. */
  readonly window: TimeRange
  readonly thresholdOverride: number | undefined
  /** By default the source's latest model of the state that most of the window's rows are in. */
  readonly model?: string | undefined
}

/** How long a deleted report can be restored at least, ms. */
const keptDeleted = 7 * 86_400_000

/** Stands for the source of a report whose data are not here. */
const noSource = 0

/** What an analysis has made. */
export interface MadeReport {
  readonly id: number
  readonly report: Report
}

interface Parts {
  readonly db: WritableDatabase
  readonly host: Host
  readonly jobs: Jobs
  readonly sources: Sources
  readonly models: Models
  readonly settings: Settings
}

export class Reports {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Starts an analysis. Throws at once NOT_FOUND, NO_DATA, NO_MODEL, BAD_INPUT; the rest is in the outcome. */
  analyze(request: AnalyzeRequest): StartedJob<MadeReport> {
    const { sources, models, jobs } = this.#parts
    const sourceId = sources.choose(request.source, 'analysis')
    orderedRange(request.window, 'a window')
    const choices = models.choices(sourceId, request.model)
    return jobs.start({
      kind: 'analyze',
      subject: sources.nameOf(sourceId),
      sourceId,
      range: request.window,
      work: (context) => this.#run(sourceId, choices, request, context),
      describe: ({ id }) => ({ kind: 'report', id: String(id) }),
    })
  }

  async #run(
    sourceId: number,
    choices: readonly ModelChoice[],
    request: AnalyzeRequest,
    context: JobContext,
  ): Promise<MadeReport> {
    const { host } = this.#parts
    const { report, nodeId } = await runTask<AnalyzeTask>(
      analyzeWorker,
      {
        dataFolder: host.dataFolder,
        models: choices,
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
        leading: incidents[0]?.metrics[0]?.metric ?? null,
      }
      const reportId = insertReport(db, head, model.id, JSON.stringify(report))
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

  #side(id: number): Side {
    const { head, body } = getReport(this.#parts.db, id)
    return { head, report: Report.parse(JSON.parse(body)) }
  }

  /** One report under its present title, with its note. Throws NOT_FOUND. */
  get(id: number): SavedReport {
    const { head, report } = this.#side(id)
    const { title, note, sourceId, receivedAt } = head
    // Whose number a received report has is another source here, or none.
    const source = { ...report.analysis.source, id: sourceId ?? noSource }
    return { ...report, analysis: { ...report.analysis, source }, id, title, note, sourceId, receivedAt }
  }

  /** Renames or annotates a report. Throws NOT_FOUND. */
  update(
    id: number,
    change: { readonly title?: string | undefined; readonly note?: string | undefined },
  ): ReportHead {
    return updateReport(this.#parts.db, id, change)
  }

  /** Deletes a report with its anomalies; for a week it can be restored. Throws NOT_FOUND. */
  delete(id: number): void {
    deleteReport(this.#parts.db, id, this.#parts.host.clock.now())
  }

  /** Undoes a deletion. Throws NOT_FOUND. */
  restore(id: number): ReportHead {
    return restoreReport(this.#parts.db, id)
  }

  /** Drops for good what was deleted a week ago or earlier. */
  purgeDeleted(): void {
    purgeReports(this.#parts.db, this.#parts.host.clock.now() - keptDeleted)
  }

  /** What changed from one report to another. Throws NOT_FOUND. */
  compare(left: number, right: number): Comparison {
    return compareReports(this.#side(left), this.#side(right))
  }

  /** What an export with this redaction replaces by what. Throws NOT_FOUND, BAD_INPUT for unknown kinds. */
  redaction(id: number, redact: string): readonly Replacement[] {
    return redacted(this.get(id), redactionOf(redact)).replacements
  }

  /**
   * A report as a file, on the paper of the setting where the request names none. Throws NOT_FOUND, BAD_INPUT for an
   * unknown zone or redaction, and as `Host.printPdf` does.
   */
  async export(id: number, request: ExportRequest, signal?: AbortSignal): Promise<ReportFile> {
    const { host, settings } = this.#parts
    const paper = request.paper ?? paperFor(settings.all()['report.paper'], host.locale)
    const print = (html: string): Promise<Uint8Array> => host.printPdf(html, signal)
    return exportReport(this.get(id), { ...request, paper }, { print, appVersion: host.version })
  }
}
