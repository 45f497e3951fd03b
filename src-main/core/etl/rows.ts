// Samples as columns: what training and scoring read. One node's rows in the order of time.
import type { HaState } from './identity.ts'
import type { Break } from './sample.ts'

export interface Rows {
  /** Epoch ms, [rows], strictly rising. */
  readonly times: Float64Array
  /** [rows] */
  readonly breaks: readonly (Break | null)[]
  /** [rows] */
  readonly haStates: readonly HaState[]
  /** Seconds since the row before, [rows]; NaN for the first of a process. */
  readonly intervals: Float64Array
  /** The 28 metrics, [rows, metrics]. */
  readonly values: Float64Array
  /** One of `status` each, [rows, metrics]. */
  readonly status: Uint8Array
}

/** Rows with the signals beside the metrics. */
export interface FullRows extends Rows {
  /** In the order of src-shared/signals.ts, [rows, signals]; NaN where there is no value that counts. */
  readonly signals: Float64Array
}

/** A stretch of rows, `end` excluded. */
export interface RowSpan {
  readonly start: number
  readonly end: number
}
