// A sample: the 28 metrics and the signals of one node at one time, and what is known about each value.
import type { HaState } from './identity.ts'

/** What a column's value is worth. */
export const status = {
  /** Measured in this interval. */
  ok: 0,
  /** The attribute is absent, or a counter has nothing to be differenced with. */
  missing: 1,
  /** A mean without operations: the served value is 0 (3.4 and later) or an old one (3.3 and before). */
  idle: 2,
  /** 3.4 and later: there were operations, yet the mean is 0: under one unit, or a sink took the interval. */
  ambiguous: 3,
  /** The bean is a cached copy of the poll before: the served value is not a new one. */
  repeated: 4,
} as const

/** Whether a value of this status is one to reckon with: measured, and new. */
export function counts(state: number | undefined): boolean {
  return state === status.ok || state === status.ambiguous
}

/** Why a sample does not continue the one before it. Gaps are found when rows are read (sequences.ts). */
export type Break = 'start' | 'restart' | 'ha-change' | 'version-change'

export interface Sample {
  /** Epoch ms. */
  readonly time: number
  readonly break: Break | null
  readonly haState: HaState
  readonly safeMode: boolean
  /** Seconds since the sample before; NaN for the first of a process. */
  readonly interval: number
  /** Per column of signals.ts: gauges and means as served, counters per second; NaN where there is none. */
  readonly values: Float64Array
  /** Per column: one of `status`. */
  readonly status: Uint8Array
}
