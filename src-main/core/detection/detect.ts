// A trained network and deviations from usual values → scores of windows, for the default profile.
import { metricCount } from '../../../src-shared/metrics.ts'
import type { Architecture } from '../model/architecture.ts'
import type { Engine, ScoringListener } from '../model/engine.ts'
import type { Weights } from '../model/weights.ts'
import { asDeviations, networkWindows } from './network-input.ts'
import { reach } from './recent.ts'
import { watched } from './watched.ts'
import { rowScores, scoreWindow } from './window-score.ts'

/** What was learned from a baseline. */
export interface Learned {
  readonly architecture: Architecture
  readonly weights: Weights
  /** Per metric, see Expectation. */
  readonly errorSpreads: readonly number[]
}

export interface Detected {
  /** [windows] */
  readonly scores: Float64Array
  /** Each watched column's part in the square of its window's score, [windows, watched]. */
  readonly parts: Float32Array
  /** How far single rows are, [rows]. */
  readonly rowScores: Float64Array
}

/**
 * Scores the windows that begin at `starts` over rows with these deviations from what is usual (see deviationsOf). Errors
 * as Engine.reconstructions.
 */
export async function detect(
  engine: Engine,
  { architecture, weights, errorSpreads }: Learned,
  deviations: Float64Array,
  starts: Int32Array,
  on: ScoringListener = {},
): Promise<Detected> {
  const windows = networkWindows(architecture, deviations, starts)
  const scores = new Float64Array(starts.length)
  const parts = new Float32Array(starts.length * watched.length)
  await engine.reconstructions(
    architecture,
    weights,
    windows,
    reach,
    (window, rows) => {
      const last = (starts[window] ?? 0) + windows.length - 1
      const own = parts.subarray(window * watched.length, (window + 1) * watched.length)
      scores[window] = scoreWindow(deviations, last, { deviations: asDeviations(rows), errorSpreads }, own)
    },
    on,
  )
  return { scores, parts, rowScores: rowScores(deviations) }
}

/** The network's errors on the last row of each window, as deviations, [windows, 28]; NaN where there is no value. */
export async function lastRowErrors(
  engine: Engine,
  { architecture, weights }: Omit<Learned, 'errorSpreads'>,
  deviations: Float64Array,
  starts: Int32Array,
  on: ScoringListener = {},
): Promise<Float64Array> {
  const windows = networkWindows(architecture, deviations, starts)
  const errors = new Float64Array(starts.length * metricCount)
  const use = (window: number, rows: Float32Array): void => {
    const last = (starts[window] ?? 0) + windows.length - 1
    asDeviations(rows).forEach((expected, metric) => {
      errors[window * metricCount + metric] =
        (deviations[last * watched.length + metric] ?? Number.NaN) - expected
    })
  }
  await engine.reconstructions(architecture, weights, windows, 1, use, on)
  return errors
}
