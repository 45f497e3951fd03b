// What a baseline knows of each column: its usual value, how far it strays, what its range is. Pure.
import { placeOf } from '../../../src-shared/scales.ts'
import { columns } from '../../../src-shared/signals.ts'
import { madDeviation, quantile } from '../../../src-shared/statistics.ts'

/** One column in a baseline. */
export interface Usual {
  readonly metric: string
  /** 5th and 95th percentile in the column's unit; null where it had no value. */
  readonly normal: readonly [low: number, high: number] | null
  readonly median: number | null
  /** How far it strays, in steps of the common scale (src-shared/scales.ts), 1 at least: less nobody would notice. */
  readonly spread: number
}

/** What happens once in 200 rows of a healthy baseline is to be no more than 4 spreads: less than a threshold. */
const rare = { share: 0.995, spreads: 4 }

const sorted = (values: readonly number[]): number[] => values.toSorted((left, right) => left - right)

/**
 * The wider of two robust estimates: the median absolute deviation says how the column strays all the time, a high
 * percentile how far it jumps now and then (a disk that stalls every few minutes is no news).
 */
function spreadOf(metric: string, values: readonly number[]): number {
  const places = values.map((value) => placeOf(metric, value))
  const median = quantile(places, 0.5)
  const jump = (quantile(places, rare.share) - median) / rare.spreads
  return Math.max(1, madDeviation(places, median), jump)
}

/**
 * Learns every column from the given rows of `values`, [rows, columns], NaN where there is no value. In the order of
 * src-shared/signals.ts.
 */
export function usualOf(values: Float64Array, baselineRows: readonly number[]): readonly Usual[] {
  return columns.map(({ id: metric }, column) => {
    const present = sorted(
      baselineRows
        .map((row) => values[row * columns.length + column] ?? Number.NaN)
        .filter((value) => !Number.isNaN(value)),
    )
    if (present.length === 0) return { metric, normal: null, median: null, spread: 1 }
    return {
      metric,
      normal: [quantile(present, 0.05), quantile(present, 0.95)],
      median: quantile(present, 0.5),
      spread: spreadOf(metric, present),
    }
  })
}
