// The rows that VUS-PR is computed on, with their truth.
import type { Detection } from './detection.ts'
import type { Labels } from '../../src-main/core/fixtures/imported.ts'
import { rowsOf } from './ranges.ts'
import { vusPr } from './vus-pr.ts'

/** 1 for the rows within events of a class, [rows]. */
export function rowsOfClass(times: Float64Array, { events }: Labels, name: 'fault' | 'event'): Uint8Array {
  const rows = new Uint8Array(times.length)
  for (const event of events) {
    const range = event.class === name ? rowsOf(times, event) : undefined
    if (range !== undefined) rows.fill(1, range.first, range.last + 1)
  }
  return rows
}

/**
 * VUS-PR of a detection: rows of class `event` and rows at which no window ends are left out before, the others follow
 * one another. Null where no fault is left.
 */
export function vusPrOf({ times, scores }: Detection, labels: Labels): number | null {
  const isFault = rowsOfClass(times, labels, 'fault')
  const isEvent = rowsOfClass(times, labels, 'event')
  const kept = Int32Array.from(times.keys()).filter(
    (row) => isEvent[row] === 0 && !Number.isNaN(scores[row] ?? Number.NaN),
  )
  return vusPr(
    Uint8Array.from(kept, (row) => isFault[row] ?? 0),
    Float64Array.from(kept, (row) => scores[row] ?? 0),
  )
}
