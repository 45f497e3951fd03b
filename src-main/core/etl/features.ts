// Rows → the model's input: which value a metric has under a profile, and its scaling to [0, 1] by the baseline.
import { metrics } from '../../../src-shared/metrics.ts'
import type { Profile } from '../../../src-shared/profiles.ts'
import { quantile } from '../../../src-shared/statistics.ts'
import { columns, signals } from '../../../src-shared/signals.ts'
import type { FullRows, Rows } from './rows.ts'
import { counts, status } from './sample.ts'

/** How one metric is scaled: `(value - offset) * scale`; a missing value counts as `fill` (raw units). */
export interface ColumnScaler {
  readonly metric: string
  readonly offset: number
  readonly scale: number
  readonly fill: number
}

/** What is normal for a metric, in raw units: the baseline's 5th and 95th percentile and median; null without values. */
export interface Normal {
  readonly metric: string
  readonly normal: readonly [low: number, high: number] | null
  readonly median: number | null
}

/** The time that a counter's rate covers: back to the last row that had one, since a repeated bean skips rows. */
function secondsOf(rows: Rows, row: number, column: number): number {
  let seconds = rows.intervals[row] ?? 0
  for (let before = row - 1; before >= 0; before -= 1) {
    const interval = rows.intervals[before] ?? Number.NaN
    const isSkipped = rows.status[before * metrics.length + column] === status.missing
    if (!isSkipped || rows.breaks[before + 1] !== null || Number.isNaN(interval)) break
    seconds += interval
  }
  return seconds
}

function valueUnder(profile: Profile, rows: Rows, row: number, column: number): number {
  const cell = row * metrics.length + column
  const value = rows.values[cell] ?? Number.NaN
  const state = rows.status[cell]
  if (profile === 'default') return counts(state) ? value : Number.NaN
  if (Number.isNaN(value)) return 0
  return metrics[column]?.kind === 'counter' ? value * secondsOf(rows, row, column) || 0 : value
}

/** Values of the metrics under a profile, [rows, 28]; NaN where missing (`default` only). */
export function profileValues(profile: Profile, rows: Rows): Float64Array {
  const values = new Float64Array(rows.times.length * metrics.length)
  for (let row = 0; row < rows.times.length; row += 1) {
    for (let column = 0; column < metrics.length; column += 1) {
      values[row * metrics.length + column] = valueUnder(profile, rows, row, column)
    }
  }
  return values
}

/** Values of all columns, [rows, columns]; NaN where there is none that counts: under the default profile. */
export function columnValues(rows: FullRows): Float64Array {
  const metricValues = profileValues('default', rows)
  const values = new Float64Array(rows.times.length * columns.length)
  for (let row = 0; row < rows.times.length; row += 1) {
    const [of, from] = [row * metrics.length, row * columns.length]
    values.set(metricValues.subarray(of, of + metrics.length), from)
    const signal = row * signals.length
    values.set(rows.signals.subarray(signal, signal + signals.length), from + metrics.length)
  }
  return values
}

/** The present values of one metric in the given rows, sorted. */
function presentSorted(values: Float64Array, rows: readonly number[], column: number): number[] {
  return rows
    .map((row) => values[row * metrics.length + column] ?? Number.NaN)
    .filter((value) => !Number.isNaN(value))
    .sort((left, right) => left - right)
}

/**
 * Learns the scaling from the baseline's rows, as scikit-learn's MinMaxScaler: a constant column keeps the scale 1.
 * A metric without a single value in the baseline has no scale: it is left out (0 throughout).
 */
export function fitScaler(values: Float64Array, baselineRows: readonly number[]): readonly ColumnScaler[] {
  return metrics.map(({ id: metric }, column) => {
    const present = presentSorted(values, baselineRows, column)
    const [low, high] = [present[0], present.at(-1)]
    if (low === undefined || high === undefined) return { metric, offset: 0, scale: 0, fill: 0 }
    const scale = high > low ? 1 / (high - low) : 1
    return { metric, offset: low, scale, fill: quantile(present, 0.5) }
  })
}

/** The model's input, [rows, 28]. */
export function scaled(values: Float64Array, scaler: readonly ColumnScaler[]): Float32Array {
  const input = new Float32Array(values.length)
  for (let cell = 0; cell < values.length; cell += 1) {
    const column = scaler[cell % scaler.length]
    const value = values[cell] ?? Number.NaN
    if (column !== undefined)
      input[cell] = ((Number.isNaN(value) ? column.fill : value) - column.offset) * column.scale
  }
  return input
}

/** What was normal for each metric in the given rows. */
export function normals(values: Float64Array, baselineRows: readonly number[]): readonly Normal[] {
  return metrics.map(({ id: metric }, column) => {
    const present = presentSorted(values, baselineRows, column)
    if (present.length === 0) return { metric, normal: null, median: null }
    return {
      metric,
      normal: [quantile(present, 0.05), quantile(present, 0.95)],
      median: quantile(present, 0.5),
    }
  })
}
