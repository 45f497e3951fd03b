// Worker: reads long ranges and reduces them, so that the main thread never does.
import { serveTask } from '../worker/serve-task.ts'
import type { Task } from '../worker/task.ts'
import { openReadable } from './database.ts'
import { chooseNode } from './history.ts'
import { readSeries, seriesColumns } from './series.ts'

export interface ReadSeriesInput {
  readonly dataFolder: string
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

export type ReadSeriesTask = Task<ReadSeriesInput, never, SeriesColumns>

serveTask<ReadSeriesTask>((input) => {
  const db = openReadable(input.dataFolder)
  try {
    const range = { from: input.from ?? 0, to: input.to ?? Number.MAX_SAFE_INTEGER }
    const node = chooseNode(db, input.sourceId, input.node, [range])
    const from = input.from ?? node.first ?? 0
    const to = input.to ?? node.last ?? 0
    const series = readSeries(db, node.id, from, to, input.points)
    return Promise.resolve({
      node: node.name,
      pointMs: series.pointMs,
      times: series.points.map((point) => point.time),
      metrics: seriesColumns(series),
    })
  } finally {
    db.close()
  }
})
