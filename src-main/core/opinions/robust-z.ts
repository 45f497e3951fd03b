// The plainest opinion: how many of its own robust deviations a value is from the baseline's median.
import { madDeviation, quantile } from '../../../src-shared/statistics.ts'
import { type Detector, type Places, columnOf } from './places.ts'

/** Median and spread of a column in the baseline. */
export interface Centre {
  /** 0 where the baseline has no value: what was never there is judged from nothing. */
  readonly median: number
  /** max(1, 1.4826 MAD), the MAD's estimate of a standard deviation; never finer than what somebody would notice. */
  readonly spread: number
}

/** Of the values of one column, without NaN, in any order. */
function centreOf(values: Float64Array): Centre {
  if (values.length === 0) return { median: 0, spread: 1 }
  const median = quantile(values.toSorted(), 0.5)
  return { median, spread: Math.max(1, madDeviation(values, median)) }
}

/** Centre of each column of the baseline. */
export function centresOf(baseline: Places): readonly Centre[] {
  return Array.from({ length: baseline.columns }, (_, column) => centreOf(columnOf(baseline, column)))
}

/** Robust z of each value, [rows, columns]; 0 where there is none. */
export function deviationsFrom(centres: readonly Centre[], { values, columns }: Places): Float64Array {
  return values.map((value, index) => {
    const { median, spread } = centres[index % columns] ?? { median: 0, spread: 1 }
    return Number.isNaN(value) ? 0 : Math.abs(value - median) / spread
  })
}

/** |value - median| / max(1, 1.4826 MAD) of the column's baseline (Iglewicz and Hoaglin 1993, with a floor). */
export function fitRobustZ(baseline: Places): Detector {
  const centres = centresOf(baseline)
  return (places) => deviationsFrom(centres, places)
}
