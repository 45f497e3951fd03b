// Samples as a service: the latest rows of a range, and series for charts (in a worker).
import { metricCount, metrics } from '../../../src-shared/metrics.ts'
import type { Host } from '../host.ts'
import { status } from '../etl/sample.ts'
import { StandingWorker } from '../worker/standing-worker.ts'
import { workerFile } from '../worker/task.ts'
import type { ReadableDatabase } from './database.ts'
import { chooseNode } from './history.ts'
import type { ReadSeries, SeriesColumns } from './read-worker.ts'
import { readLatestRows } from './samples.ts'
import type { Sources } from './source-list.ts'

export interface RowQuery {
  readonly source: number | undefined
  readonly node: string | undefined
  /** Epoch ms. */
  readonly from: number | undefined
  readonly to: number | undefined
}

const readWorker = workerFile('read-worker', import.meta.url)

export class Samples {
  readonly #db: ReadableDatabase
  readonly #reader: StandingWorker<ReadSeries>
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
    const wanted = metrics.flatMap(({ id }, index) => (query.metrics.includes(id) ? [{ id, index }] : []))
    return Array.from(rows.times, (timestamp, row) => {
      const cells = wanted.map(({ id, index }): [string, number | null] => {
        const cell = row * metricCount + index
        const state = rows.status[cell]
        const isThere = state === status.ok || state === status.ambiguous
        return [id, isThere ? (rows.values[cell] ?? null) : null]
      })
      return { timestamp, ...Object.fromEntries(cells) }
    })
  }

  /** The 28 metrics of a range, reduced by minimum and maximum. Throws NOT_FOUND, NO_DATA. */
  async series({ source, ...request }: RowQuery & { readonly points: number }): Promise<SeriesColumns> {
    return this.#reader.ask({ ...request, sourceId: this.#sources.choose(source, 'reading') })
  }

  /** Ends the reading thread. */
  stop(): Promise<void> {
    return this.#reader.stop()
  }
}
