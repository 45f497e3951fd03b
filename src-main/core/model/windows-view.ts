// Overlapping windows over rows that are stored once.
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { Architecture } from './architecture.ts'

/** Windows address into the rows, so 100,000 windows cost 13 MB of rows instead of 30 copies of them. */
export interface WindowsView {
  /** [rowCount, features], scaled; NaN for a value that is missing, else finite. */
  readonly rows: Float32Array
  readonly features: number
  /** Rows per window. */
  readonly length: number
  /** First row of each window. Any order; windows may overlap and may skip rows. */
  readonly starts: Int32Array
}

/** Throws BAD_INPUT unless the windows fit the architecture, lie within the rows and no value is infinite. */
export function checkWindows(windows: WindowsView, architecture: Architecture): void {
  const { rows, features, length, starts } = windows
  if (features !== architecture.features || length !== architecture.sequenceLength) {
    throw new DeclaredError(
      'BAD_INPUT',
      `The model takes windows of ${architecture.sequenceLength} rows x ${architecture.features} metrics, got ${length} x ${features}. Use a model trained with these settings, or train again.`,
    )
  }
  const rowCount = rows.length / features
  const outside = starts.findIndex((start) => start < 0 || start + length > rowCount)
  if (outside >= 0) {
    throw new DeclaredError(
      'BAD_INPUT',
      `Window ${outside} must lie within the ${rowCount} rows, got row ${String(starts[outside])}. Give windows that the rows hold.`,
    )
  }
  const bad = rows.findIndex((value) => Math.abs(value) === Infinity)
  if (bad >= 0) {
    throw new DeclaredError(
      'BAD_INPUT',
      `Every scaled value must be finite, or NaN where it is missing; got ${String(rows[bad])} in row ${Math.floor(bad / features)}, metric ${bad % features}. Check the scaling.`,
    )
  }
}

/** Whether any value is missing. */
export function hasMissing({ rows }: WindowsView): boolean {
  return rows.some((value) => Number.isNaN(value))
}

/** Copies the windows named by `indexes` into one new array [indexes, length, features]. */
export function gatherWindows(windows: WindowsView, indexes: Int32Array): Float32Array {
  const { rows, features, length, starts } = windows
  const size = length * features
  const batch = new Float32Array(indexes.length * size)
  indexes.forEach((index, position) => {
    const first = (starts[index] ?? 0) * features
    batch.set(rows.subarray(first, first + size), position * size)
  })
  return batch
}

/** Rows that lie in at least one window of `length` rows, each once, in the order of the windows. */
export function rowsInWindows(starts: Int32Array, length: number): number[] {
  const rows = new Set<number>()
  for (const start of starts) for (let row = start; row < start + length; row += 1) rows.add(row)
  return [...rows]
}
