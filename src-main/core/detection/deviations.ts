// How far each watched column of each row is from its usual value, in its own spreads on the common scale. Pure.
import { placeOf } from '../../../src-shared/scales.ts'
import { columns } from '../../../src-shared/signals.ts'
import { takeDemand } from './demand.ts'
import type { Usual } from './usual.ts'
import { watched } from './watched.ts'

/**
 * Signed deviations, [rows, watched]; NaN where there is no value. A rate or a mean that the baseline never had counts from
 * 0: an operation that was never called. A gauge that it never had is one of another version or configuration, of which
 * nobody knows what is usual: it has no deviation. What all rates rose by is taken from each (takeDemand). A mean of 0 ms
 * is no value: it says "less than one" or, from 3.4 on, nothing at all, even for calls of which others take a second (NOTES
 * of the recordings, slow edit log).
 */
export function deviationsOf(values: Float64Array, usual: readonly Usual[]): Float64Array {
  const rows = values.length / columns.length
  const deviations = new Float64Array(rows * watched.length)
  watched.forEach(({ id, index }, position) => {
    const { median = null, spread = 1 } = usual[index] ?? {}
    const kind = columns[index]?.kind
    const isMean = kind === 'mean'
    const isUnknown = kind === 'gauge' && median === null
    const centre = placeOf(id, median ?? 0)
    for (let row = 0; row < rows; row += 1) {
      const value = values[row * columns.length + index] ?? Number.NaN
      const place = isUnknown || (isMean && value === 0) ? Number.NaN : placeOf(id, value)
      deviations[row * watched.length + position] = (place - centre) / spread
    }
  })
  takeDemand(deviations, usual)
  return deviations
}
