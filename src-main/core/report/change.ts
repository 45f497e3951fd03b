// When a value has changed so much that it matters, and by how much. Pure, and the same seen from either side.
import type { Comparison } from '../../../src-shared/contract/reports.ts'

export type Change = Comparison['metrics'][number]['change']

/** A change by less than this factor is none. */
const leastFactor = 1.25

/** What happened from one value to another, null where there is none; `floor` is the least difference that matters. */
export function changeOf(before: number | null, after: number | null, floor: number): Change {
  if (before === null) return after === null ? 'same' : 'appeared'
  if (after === null) return 'vanished'
  const [low, high] = [Math.min(before, after), Math.max(before, after)]
  if (high - low <= floor || high <= low * leastFactor) return 'same'
  return after > before ? 'rose' : 'fell'
}

/** Size of a change for ranking: the logarithm of the factor, small values lifted by the floor; 0 for none. */
export function magnitude(before: number, after: number, floor: number): number {
  return Math.abs(Math.log(Math.max(0, after) + floor) - Math.log(Math.max(0, before) + floor))
}

/** Rows with the largest change first; those that did not change follow. */
export function largestFirst<T extends { readonly change: Change }>(
  rows: readonly { readonly row: T; readonly size: number }[],
): T[] {
  const isSame = ({ row }: { readonly row: T }): number => Number(row.change === 'same')
  return rows
    .toSorted((left, right) => isSame(left) - isSame(right) || right.size - left.size)
    .map(({ row }) => row)
}
