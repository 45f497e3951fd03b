// Samples as a service: the latest rows of a range; series for charts and who did what (by a reading worker).
import type { BaselineVerdict } from '../../../src-shared/contract/models.ts'
import type { History, Suggestion } from '../../../src-shared/contract/samples.ts'
import { metricCount } from '../../../src-shared/metrics.ts'
import { columnIndex, columns, signals as signalColumns } from '../../../src-shared/signals.ts'
import { type TimeRange, orderedRange } from '../../../src-shared/time.ts'
import { status } from '../etl/sample.ts'
import type { Host } from '../host.ts'
import type { Sources } from '../sources.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { chooseNode } from '../store/history.ts'
import { readLatestRows, readSignals } from '../store/samples.ts'
import { StandingWorker } from '../worker/standing-worker.ts'
import { workerFile } from '../worker/task.ts'
import type { NodeContexts, Reads, SequenceLength, SeriesColumns } from './read-worker.ts'

export interface NodeQuery {
  readonly source: number | undefined
  readonly node: string | undefined
}

export interface RowQuery extends NodeQuery {
  /** Epoch ms. */
  readonly from: number | undefined
  readonly to: number | undefined
}

const readWorker = workerFile('read-worker', import.meta.url)

const signalCount = signalColumns.length

/** A value that was measured in its interval; null for any other. */
function presentValue(
  from: { readonly values: Float64Array; readonly status: Uint8Array } | undefined,
  cell: number,
): number | null {
  const state = from?.status[cell]
  return state === status.ok || state === status.ambiguous ? (from?.values[cell] ?? null) : null
}

export class Samples {
  readonly #db: ReadableDatabase
  readonly #reader: StandingWorker<Reads>
  readonly #sources: Sources

  constructor(db: ReadableDatabase, host: Host, sources: Sources) {
    this.#db = db
    this.#reader = new StandingWorker(readWorker, host.dataFolder)
    this.#sources = sources
  }

  /** The latest rows of a range in the order of time, the named metrics of each; null where there is no value. */
  rows(
    query: RowQuery & { readonly metrics: readonly string[]; readonly limit: number },
  ): Record<string, number | null>[] {
    const { from = 0, to = Number.MAX_SAFE_INTEGER } = query
    const sourceId = this.#sources.choose(query.source, 'reading')
    const node = chooseNode(this.#db, sourceId, query.node, [{ from, to }])
    const rows = readLatestRows(this.#db, node.id, from, to, query.limit)
    const wanted = query.metrics.flatMap((id) => columnIndex.get(id) ?? [])
    // Signals are four times as much: read only where one is asked for.
    const signals = wanted.some((column) => column >= metricCount)
      ? readSignals(this.#db, node.id, rows.times[0] ?? from, to, signalCount)
      : undefined
    return Array.from(rows.times, (timestamp, row) => {
      const cells = wanted.map((column): [string, number | null] => {
        const value =
          column < metricCount
            ? presentValue(rows, row * metricCount + column)
            : presentValue(signals, row * signalCount + column - metricCount)
        return [columns[column]?.id ?? '', value]
      })
      return { timestamp, ...Object.fromEntries(cells) }
    })
  }

  /** Who did what in the first `limit` documents of a range, in a worker. Throws NOT_FOUND, NO_DATA. */
  async contexts({ source, ...request }: RowQuery & { readonly limit: number }): Promise<NodeContexts> {
    const sourceId = this.#sources.choose(source, 'reading')
    return this.#reader.ask('contexts', { ...request, sourceId })
  }

  /** Metrics of a range (all 28 by default), reduced by minimum and maximum. Throws NOT_FOUND, NO_DATA. */
  async series({
    source,
    ...request
  }: RowQuery & {
    readonly points: number
    readonly metrics?: readonly string[] | undefined
  }): Promise<SeriesColumns> {
    const sourceId = this.#sources.choose(source, 'reading')
    return this.#reader.ask('series', { ...request, sourceId })
  }

  /** A node's extent, roles, gaps and breaks. Throws NOT_FOUND, NO_DATA. */
  async history({ source, node }: NodeQuery): Promise<History> {
    const sourceId = this.#sources.choose(source, 'reading')
    return this.#reader.ask('history', { sourceId, node })
  }

  /** Stretches that offer themselves as baseline or suspect window. Throws NOT_FOUND, NO_DATA. */
  async suggestions({ source, ...request }: NodeQuery & SequenceLength): Promise<Suggestion[]> {
    const sourceId = this.#sources.choose(source, 'reading')
    return this.#reader.ask('suggestions', { ...request, sourceId })
  }

  /** Whether a stretch makes a good baseline. Throws NOT_FOUND, NO_DATA (no source), BAD_INPUT (its ends). */
  async verdict({
    source,
    ...request
  }: NodeQuery & SequenceLength & { readonly range: TimeRange }): Promise<BaselineVerdict> {
    const sourceId = this.#sources.choose(source, 'reading')
    orderedRange(request.range, 'a baseline')
    return this.#reader.ask('verdict', { ...request, sourceId })
  }

  /** Ends the reading thread. */
  stop(): Promise<void> {
    return this.#reader.stop()
  }
}
