// Scores along a history as rows of a chart, open where the rows were broken. Pure.
import type { ScoreSeries } from '../../../src-shared/contract/models.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { ChartRow } from '../../charts/chart-rows.ts'

/** Rows of the line `score`; `breaks` in the order of time. */
export function scoreRows(
  { times, scores }: Pick<ScoreSeries, 'times' | 'scores'>,
  breaks: readonly TimeRange[],
): ChartRow[] {
  let next = 0
  return times.flatMap((time, index) => {
    const before = times[index - 1]
    const row: ChartRow = { time, score: scores[index] ?? null }
    let isBroken = false
    for (; next < breaks.length && (breaks[next]?.to ?? time) <= time; next += 1) isBroken = true
    return isBroken && before !== undefined ? [{ time: before + 1, score: null }, row] : [row]
  })
}
