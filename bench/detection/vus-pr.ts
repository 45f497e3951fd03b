// VUS-PR as the Python package `vus` computes it: how well scores rank anomalous rows first, lenient by some rows.
import { type RowRange, rangesOf } from './ranges.ts'

/** Rows that the truth is widened by at most, half on each side; and thresholds tried: the package's parameters. */
interface Options {
  readonly slidingWindow?: number
  readonly thresholds?: number
}

/** Ranges widened by so many rows on each side, those that meet joined. The package joins ranges that touch. */
function widened(ranges: readonly RowRange[], by: number, rows: number): RowRange[] {
  const joined: RowRange[] = []
  for (const { first, last } of ranges) {
    const range = { first: Math.max(0, first - by), last: Math.min(rows - 1, last + by) }
    const before = joined.at(-1)
    if (before !== undefined && before.last >= range.first) {
      joined[joined.length - 1] = { first: before.first, last: range.last }
    } else joined.push(range)
  }
  return joined
}

/**
 * How much a row belongs to the truth, 0 to 1, [rows]: 1 within a range, falling as sqrt(1 - distance / window) up to
 * half a window outside.
 */
function softLabels(ranges: readonly RowRange[], window: number, rows: number): Float64Array {
  const labels = new Float64Array(rows)
  const add = (row: number, share: number): void => {
    if (row >= 0 && row < rows) labels[row] = Math.min(1, (labels[row] ?? 0) + share)
  }
  for (const { first, last } of ranges) {
    labels.fill(1, first, last + 1)
    for (let distance = 1; distance <= Math.floor(window / 2); distance += 1) {
      const share = Math.sqrt(1 - distance / window)
      add(first - distance, share)
      add(last + distance, share)
    }
  }
  return labels
}

/** How many rows each threshold takes: numpy.linspace over the sorted scores, ties taken whole. */
function takenByThreshold(sorted: Float64Array, thresholds: number): readonly number[] {
  const last = sorted.length - 1
  // Divided first, as numpy does: the truncation below must meet the same last bit.
  const step = last / (thresholds - 1)
  return Array.from({ length: thresholds }, (_, index) => {
    const place = index === thresholds - 1 ? last : Math.trunc(index * step)
    const threshold = sorted[place]
    let taken = place + 1
    while (taken < sorted.length && sorted[taken] === threshold) taken += 1
    return taken
  })
}

/** Area under precision over recall for the truth softened by one window. */
function rangeAreaOf(
  ranges: readonly RowRange[],
  window: number,
  order: Int32Array,
  rankOf: Int32Array,
  taken: readonly number[],
): number {
  const rows = order.length
  const labels = softLabels(ranges, window, rows)
  const isTrue = new Uint8Array(rows)
  for (const { first, last } of ranges) isTrue.fill(1, first, last + 1)
  const positives = isTrue.reduce((sum, one) => sum + one, 0)
  // A range counts as met from the threshold on that takes its best row.
  const best = widened(ranges, Math.floor(window / 2), rows).map(({ first, last }) =>
    rankOf.subarray(first, last + 1).reduce((least, rank) => Math.min(least, rank), rows),
  )
  let [hits, soft, counted, area, recallBefore] = [0, 0, 0, 0, 0]
  for (const count of taken) {
    for (; counted < count; counted += 1) {
      const row = order[counted] ?? 0
      hits += labels[row] ?? 0
      // What is softened counts as truth only where it was taken.
      if (isTrue[row] === 0) soft += labels[row] ?? 0
    }
    const met = best.filter((rank) => rank < count).length / best.length
    const recall = Math.min(hits / (positives + soft / 2), 1) * met
    area += (recall - recallBefore) * (hits / count)
    recallBefore = recall
  }
  return area
}

/**
 * Volume under the surface of precision over recall, 0 to 1, over windows of 0 to `slidingWindow` rows (Paparrizos et
 * al., VLDB 2022; package `vus` 0.0.6, `get_metrics(score, labels, metric='vus')`, version `opt`, `thre` 250).
 * `truth` is 1 for anomalous rows, [rows]; `scores` are finite, [rows]. Null where no row is anomalous.
 */
export function vusPr(
  truth: Uint8Array,
  scores: Float64Array,
  { slidingWindow = 30, thresholds = 250 }: Options = {},
): number | null {
  const ranges = rangesOf(truth)
  if (ranges.length === 0) return null
  const order = Int32Array.from(scores.keys()).sort(
    (left, right) => (scores[right] ?? 0) - (scores[left] ?? 0),
  )
  const rankOf = new Int32Array(order.length)
  order.forEach((row, rank) => {
    rankOf[row] = rank
  })
  const taken = takenByThreshold(
    Float64Array.from(order, (row) => scores[row] ?? 0),
    thresholds,
  )
  const areas = Array.from({ length: slidingWindow + 1 }, (_, window) =>
    rangeAreaOf(ranges, window, order, rankOf, taken),
  )
  return areas.reduce((sum, area) => sum + area, 0) / areas.length
}
