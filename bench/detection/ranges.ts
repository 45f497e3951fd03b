// Rows and stretches of them.
import type { LabelledEvent } from '../../src-main/core/fixtures/imported.ts'

/** Neighbouring rows, both ends included. */
export interface RowRange {
  readonly first: number
  readonly last: number
}

/** The runs of ones, in order. */
export function rangesOf(ones: Uint8Array): RowRange[] {
  const ranges: RowRange[] = []
  ones.forEach((one, row) => {
    if (one === 0) return
    const before = ranges.at(-1)
    if (before?.last === row - 1) ranges[ranges.length - 1] = { first: before.first, last: row }
    else ranges.push({ first: row, last: row })
  })
  return ranges
}

/** The rows in which something was done; undefined where the recording has none of them. */
export function rowsOf(times: Float64Array, { start, end }: LabelledEvent): RowRange | undefined {
  const first = times.findIndex((time) => time >= start)
  const last = times.findLastIndex((time) => time <= end)
  return first === -1 || last < first ? undefined : { first, last }
}
