// Deviations → what the network reads and writes: a quarter of them, within -1 and 1. Pure.
import { metricCount } from '../../../src-shared/metrics.ts'
import type { Architecture } from '../model/architecture.ts'
import type { WindowsView } from '../model/windows-view.ts'
import { watched } from './watched.ts'

/**
 * The farthest deviation that the network sees: beyond it a value says no more than "far", so that one spike does not
 * drown the other metrics of its window.
 */
export const farthest = 4

/** The 28 metrics' deviations as the network's rows, [rows, 28]; NaN where there is no value. */
export function networkRows(deviations: Float64Array): Float32Array {
  const rows = new Float32Array((deviations.length / watched.length) * metricCount)
  for (let cell = 0; cell < rows.length; cell += 1) {
    const metric = cell % metricCount
    const value = deviations[((cell - metric) / metricCount) * watched.length + metric] ?? Number.NaN
    rows[cell] = Math.min(1, Math.max(-1, value / farthest))
  }
  return rows
}

/** The network's windows over rows with these deviations; `starts`: first row of each. */
export function networkWindows(
  { features, sequenceLength: length }: Architecture,
  deviations: Float64Array,
  starts: Int32Array,
): WindowsView {
  return { rows: networkRows(deviations), features, length, starts }
}

/** What the network made of some rows, as deviations, in place. */
export function asDeviations(reconstruction: Float32Array): Float32Array {
  for (let cell = 0; cell < reconstruction.length; cell += 1) {
    reconstruction[cell] = (reconstruction[cell] ?? 0) * farthest
  }
  return reconstruction
}
