// The default profile's path with another detector in the network's place: what the network adds, and what it does not.
import type { TimeRange } from '../../src-shared/time.ts'
import { budgetThreshold } from '../../src-main/core/detection/budget.ts'
import { deviationsOf } from '../../src-main/core/detection/deviations.ts'
import { type Usual, usualOf } from '../../src-main/core/detection/usual.ts'
import { watchedScoring } from '../../src-main/core/detection/watched-scoring.ts'
import { type Scored, incidentsOf, isFlagged } from '../../src-main/core/diagnosis/incidents.ts'
import { columnValues } from '../../src-main/core/etl/features.ts'
import { windowStarts } from '../../src-main/core/etl/sequences.ts'
import type { Imported } from '../../src-main/core/fixtures/imported.ts'
import { rowsInWindows } from '../../src-main/core/model/windows-view.ts'
import {
  type ValuedRows,
  detectorDeviations,
  detectors,
  scoresBy,
  watchedPlaces,
} from '../../src-main/core/opinions/second-opinions.ts'
import { openReadable } from '../../src-main/core/store/database.ts'
import { chooseNode, readHistory } from '../../src-main/core/store/history.ts'
import { samplesBack } from '../../src-main/core/store/samples.ts'
import type { Detection } from './detection.ts'

const length = 30

/** Fits to a baseline; tells the deviations of rows, [rows, watched]. */
export type Fit = (baseline: ValuedRows, usual: readonly Usual[]) => (rows: ValuedRows) => Float64Array

/** One of the second opinions. */
export const fitOf =
  (name: keyof typeof detectors): Fit =>
  (baseline) => {
    const detector = detectors[name](watchedPlaces(baseline))
    return (rows) => detectorDeviations(detector, rows)
  }

/** The default profile's own deviations, without what a network expects. */
export const noNetwork: Fit = (_, usual) => (rows) => deviationsOf(rows.values, usual)

/** Fits to a baseline and looks at the rest; the threshold is the same budget on the baseline's own scores. */
export function detectedWithout(
  { folder }: Imported,
  fit: Fit,
  baselineRange: TimeRange,
  rest: TimeRange,
): Detection {
  const db = openReadable(folder)
  try {
    const { id } = chooseNode(db, 1, undefined, [baselineRange])
    const valued = (range: TimeRange) => {
      const rows = readHistory(db, id, [range])
      return { ...rows, values: columnValues(rows) }
    }
    const baseline = valued(baselineRange)
    const rows = valued({ from: samplesBack(db, id, rest.from, length - 1), to: rest.to })
    const baselineStarts = windowStarts(baseline, length)
    const usual = usualOf(baseline.values, rowsInWindows(baselineStarts, length))
    const deviations = fit(baseline, usual)
    const starts = windowStarts(rows, length)
    const { scores, parts } = scoresBy(deviations(rows), starts, length)
    const scored: Scored = {
      ...watchedScoring(rows.values, usual),
      ...{ length, starts, scores, errors: parts, times: rows.times },
      threshold: budgetThreshold(scoresBy(deviations(baseline), baselineStarts, length).scores, 1),
      rowScores: null,
    }
    return {
      times: Float64Array.from(starts, (start) => rows.times[start + length - 1] ?? Number.NaN),
      scores,
      flags: Uint8Array.from(starts.keys(), (window) => Number(isFlagged(scored, window))),
      incidents: incidentsOf(scored),
    }
  } finally {
    db.close()
  }
}
