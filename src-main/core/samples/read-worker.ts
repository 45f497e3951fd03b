// Worker: reads long ranges and reduces them, so that the main thread never does.
import { z } from 'zod'
import { type Context, contextOf } from '../etl/context.ts'
import { storedJmx } from '../importer/stored-jmx.ts'
import { type ReadableDatabase, openReadable } from '../store/database.ts'
import { documentsBetween } from '../store/documents.ts'
import { chooseNode } from '../store/history.ts'
import { readSeries, seriesColumns } from '../store/series.ts'
import { serveRequests } from '../worker/serve-requests.ts'

export interface NodeRange {
  readonly sourceId: number
  readonly node: string | undefined
  /** Epoch ms; by default the node's first and last document. */
  readonly from: number | undefined
  readonly to: number | undefined
}

export interface SeriesColumns {
  readonly node: string
  readonly pointMs: number
  readonly times: number[]
  readonly metrics: ReturnType<typeof seriesColumns>
}

export interface NodeContexts {
  readonly node: string
  readonly contexts: ({ readonly time: number } & Context)[]
}

/** What the reading worker is asked. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface has no index signature
export type Reads = {
  series(request: NodeRange & { readonly points: number }): SeriesColumns
  contexts(request: NodeRange & { readonly limit: number }): NodeContexts
}

function resolved(
  db: ReadableDatabase,
  { sourceId, node, from, to }: NodeRange,
): { id: number; name: string; from: number; to: number } {
  const chosen = chooseNode(db, sourceId, node, [{ from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER }])
  return { id: chosen.id, name: chosen.name, from: from ?? chosen.first ?? 0, to: to ?? chosen.last ?? 0 }
}

serveRequests((dataFolder): Reads => {
  const db = openReadable(z.string().parse(dataFolder))
  return {
    series: ({ points, ...range }) => {
      const { id, name, from, to } = resolved(db, range)
      const series = readSeries(db, id, from, to, points)
      return {
        node: name,
        pointMs: series.pointMs,
        times: series.points.map((point) => point.time),
        metrics: seriesColumns(series),
      }
    },
    contexts: ({ limit, ...range }) => {
      const { id, name, from, to } = resolved(db, range)
      const contexts = documentsBetween(db, id, from, to)
        .take(limit)
        .map((document) => ({ time: document.time, ...contextOf(storedJmx(document)) }))
      return { node: name, contexts: [...contexts] }
    },
  }
})
