// What a detector made of a recording: what the measures of this folder judge.
import type { Incident } from '../../src-shared/contract/analysis.ts'

export interface Detection {
  /** Epoch ms, rising, [rows]: the rows that are judged, the baseline's where it is left out not among them. */
  readonly times: Float64Array
  /** Score of the window that ends at the row, [rows]; NaN where none does. */
  readonly scores: Float64Array
  /** 1 where that window is flagged, [rows]. */
  readonly flags: Uint8Array
  /** In any order. */
  readonly incidents: readonly Incident[]
}
