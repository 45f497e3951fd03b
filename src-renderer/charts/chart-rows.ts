// Series of the contract as rows for plotting: at most 600 values a line, gaps left open.
import type { ReportSeries } from '../../src-shared/contract/reports.ts'
import type { TimeRange } from '../../src-shared/time.ts'
import type { z } from 'zod'

/** One moment: its time and a value per line; null where the line is open. */
export interface ChartRow {
  readonly time: number
  readonly [line: string]: number | null
}

type Columns = z.infer<typeof ReportSeries>

/** A gap is more than so many times the usual spacing. */
const gapFactor = 5

function usualSpacing(times: readonly number[]): number {
  const spacings = times.slice(1).map((time, index) => time - (times[index] ?? time))
  return spacings.toSorted((left, right) => left - right)[spacings.length >> 1] ?? 0
}

const valuesAt = (
  { metrics }: Columns,
  ids: readonly string[],
  side: 'low' | 'high',
  index: number,
): Record<string, number | null> =>
  Object.fromEntries(ids.map((id) => [id, metrics[id]?.[side][index] ?? null]))

/**
 * Rows of some metrics in the order of time. A point that stands for a stretch becomes two rows, its lowest and its
 * highest value, so that no peak is lost; after a gap a row without values keeps the line open.
 */
export function chartRows(series: Columns, ids: readonly string[]): ChartRow[] {
  const { times, pointMs } = series
  const gap = gapFactor * Math.max(pointMs, usualSpacing(times))
  const open: Record<string, null> = Object.fromEntries(ids.map((id) => [id, null]))
  return times.flatMap((time, index) => {
    const rows: ChartRow[] = []
    const before = times[index - 1]
    if (before !== undefined && time - before > gap) rows.push({ ...open, time: before + 1 })
    rows.push({ ...valuesAt(series, ids, 'low', index), time })
    if (pointMs > 0)
      rows.push({ ...valuesAt(series, ids, 'high', index), time: time + Math.floor(pointMs / 2) })
    return rows
  })
}

/** Index of the first row at or after a time; the number of rows where all are before. */
function firstFrom(rows: readonly ChartRow[], time: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.time ?? 0) < time) low = middle + 1
    else high = middle
  }
  return low
}

/** Rows of a range, and one more on either side, so that lines run on to the edges. */
export function rowsIn(rows: readonly ChartRow[], { from, to }: TimeRange): readonly ChartRow[] {
  return rows.slice(Math.max(0, firstFrom(rows, from) - 1), firstFrom(rows, to + 1) + 1)
}

/**
 * Rows of a whole with finer ones in place of those of a part, the stretch that these cover. The line is open between them:
 * one from a fine value to a coarse one would rise or fall where nothing did.
 */
export function joinedRows(
  whole: readonly ChartRow[],
  detail: readonly ChartRow[],
  { from, to }: TimeRange,
): readonly ChartRow[] {
  const [first] = detail
  if (first === undefined) return whole
  const open = Object.fromEntries(Object.keys(first).map((id) => [id, null]))
  return [
    ...whole.slice(0, firstFrom(whole, from)),
    { ...open, time: from - 1 },
    ...detail,
    { ...open, time: to + 1 },
    ...whole.slice(firstFrom(whole, to + 1)),
  ]
}

/** The row nearest to a time, by bisection; undefined without rows. */
export function rowAt(rows: readonly ChartRow[], time: number): ChartRow | undefined {
  const index = Math.min(firstFrom(rows, time), rows.length - 1)
  const [right, left] = [rows[index], rows[index - 1]]
  if (right === undefined || left === undefined) return right ?? left
  return time - left.time <= right.time - time ? left : right
}
