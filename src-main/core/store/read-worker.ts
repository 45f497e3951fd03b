// Worker: reads long ranges and reduces them, so that the main thread never does.
import { serveRequests } from '../worker/serve-requests.ts'
import type { Standing } from '../worker/standing-worker.ts'
import { openReadable } from './database.ts'
import { chooseNode } from './history.ts'
import { readSeries, seriesColumns } from './series.ts'

export interface ReadSeriesRequest {
  readonly sourceId: number
  readonly node: string | undefined
  /** Epoch ms; by default the node's first and last document. */
  readonly from: number | undefined
  readonly to: number | undefined
  readonly points: number
}

export interface SeriesColumns {
  readonly node: string
  readonly pointMs: number
  readonly times: number[]
  readonly metrics: ReturnType<typeof seriesColumns>
}

export type ReadSeries = Standing<string, ReadSeriesRequest, SeriesColumns>

serveRequests<ReadSeries>((dataFolder) => {
  const db = openReadable(dataFolder)
  return (request) => {
    const range = { from: request.from ?? 0, to: request.to ?? Number.MAX_SAFE_INTEGER }
    const node = chooseNode(db, request.sourceId, request.node, [range])
    const from = request.from ?? node.first ?? 0
    const to = request.to ?? node.last ?? 0
    const series = readSeries(db, node.id, from, to, request.points)
    return {
      node: node.name,
      pointMs: series.pointMs,
      times: series.points.map((point) => point.time),
      metrics: seriesColumns(series),
    }
  }
})
