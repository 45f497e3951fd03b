// Rows reduced for plotting what is in view: extremes kept, every row where few enough are in view.
import type { TimeRange } from '../../../src-shared/time.ts'
import type { ChartRow } from '../../charts/chart-rows.ts'

/** Values that a plot draws per line at most. */
const mostValues = 600

/** Index of the first row at or after a time, by bisection. */
function firstFrom(rows: readonly ChartRow[], time: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.time ?? Infinity) < time) low = middle + 1
    else high = middle
  }
  return low
}

interface Extremes {
  readonly first: number | null
  readonly second: number | null
}

/** Lowest and highest value of a line, the earlier one first. */
function extremesOf(rows: readonly ChartRow[], id: string): Extremes {
  let [low, high] = [-1, -1]
  rows.forEach((row, index) => {
    const value = row[id] ?? null
    if (value === null) return
    if (low < 0 || value < (rows[low]?.[id] ?? Infinity)) low = index
    if (high < 0 || value > (rows[high]?.[id] ?? -Infinity)) high = index
  })
  const at = (index: number): number | null => rows[index]?.[id] ?? null
  return { first: at(Math.min(low, high)), second: at(Math.max(low, high)) }
}

/** A stretch of rows as two, which hold each line's lowest and highest value. */
function merged(rows: readonly ChartRow[], ids: readonly string[]): ChartRow[] {
  const [first] = rows
  const middle = rows[rows.length >> 1]
  if (first === undefined || middle === undefined || rows.length < 3) return [...rows]
  const extremes = ids.map((id) => [id, extremesOf(rows, id)] as const)
  return [
    { ...Object.fromEntries(extremes.map(([id, { first: value }]) => [id, value])), time: first.time },
    { ...Object.fromEntries(extremes.map(([id, { second: value }]) => [id, value])), time: middle.time },
  ]
}

/**
 * The rows (in the order of time) within a range and their neighbours, so that lines go on to the edge. More than `most` are
 * reduced to as many stretches as fit, each to the lowest and highest value of every line: no peak is lost.
 */
export function reducedRows(
  rows: readonly ChartRow[],
  ids: readonly string[],
  range: TimeRange,
  most = mostValues,
): ChartRow[] {
  const from = Math.max(0, firstFrom(rows, range.from) - 1)
  const shown = rows.slice(from, firstFrom(rows, range.to + 1) + 1)
  if (shown.length <= most) return shown
  const stretches = Math.max(1, Math.floor(most / 2))
  return Array.from({ length: stretches }, (_, index) =>
    merged(
      shown.slice(
        Math.floor((index * shown.length) / stretches),
        Math.floor(((index + 1) * shown.length) / stretches),
      ),
      ids,
    ),
  ).flat()
}
