// What other detectors, fitted to the same baseline, make of incidents: are they sure, too?
import type { Incident, Opinion } from '../../../src-shared/contract/analysis.ts'
import { placeOf } from '../../../src-shared/scales.ts'
import { columns } from '../../../src-shared/signals.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { budgetThreshold } from '../detection/budget.ts'
import { watched } from '../detection/watched.ts'
import { scoreWindow } from '../detection/window-score.ts'
import type { Rows } from '../etl/rows.ts'
import { sequencesOf, windowStarts } from '../etl/sequences.ts'
import { fitKolmogorovSmirnov, lastRows } from './kolmogorov-smirnov.ts'
import { fitPca } from './pca.ts'
import type { Detector, Places } from './places.ts'
import { fitRobustZ } from './robust-z.ts'

/** Rows with the values of all columns, [rows, columns], NaN where there is no value. */
export interface ValuedRows extends Pick<Rows, 'times' | 'breaks'> {
  readonly values: Float64Array
}

/** Scores of windows by a detector. */
export interface DetectorScores {
  /** [windows] */
  readonly scores: Float64Array
  /** Part of each watched column in the square of its window's score, [windows, watched]. */
  readonly parts: Float32Array
}

/** The detectors by name: each is fitted to a baseline's places. */
export const detectors = {
  pca: fitPca,
  'robust-z': fitRobustZ,
  'kolmogorov-smirnov': fitKolmogorovSmirnov,
} as const satisfies Record<Opinion['detector'], (baseline: Places) => Detector>

/** The watched columns on the common scale. */
export function watchedPlaces({ times, values }: ValuedRows): Places {
  const places = new Float64Array(times.length * watched.length)
  watched.forEach(({ id, index }, position) => {
    for (let row = 0; row < times.length; row += 1) {
      places[row * watched.length + position] = placeOf(
        id,
        values[row * columns.length + index] ?? Number.NaN,
      )
    }
  })
  return { values: places, columns: watched.length }
}

/** A detector's deviations, [rows, watched]; each unbroken sequence by itself: it may look back at the rows before. */
export function detectorDeviations(detector: Detector, rows: ValuedRows): Float64Array {
  const { values, columns: width } = watchedPlaces(rows)
  const deviations = new Float64Array(values.length)
  for (const { start, end } of sequencesOf(rows)) {
    const part = values.subarray(start * width, end * width)
    deviations.set(detector({ values: part, columns: width }), start * width)
  }
  return deviations
}

/** Scores windows of `length` rows that begin at `starts` as the default profile does, by deviations, [rows, watched]. */
export function scoresBy(deviations: Float64Array, starts: Int32Array, length: number): DetectorScores {
  const parts = new Float32Array(starts.length * watched.length)
  const scores = Float64Array.from(starts, (start, window) =>
    scoreWindow(
      deviations,
      start + length - 1,
      null,
      parts.subarray(window * watched.length, (window + 1) * watched.length),
    ),
  )
  return { scores, parts }
}

function leadingColumns({ scores, parts }: DetectorScores): string[] {
  return watched
    .map(({ id }, position) => ({
      id,
      sum: scores.reduce((sum, _, window) => sum + (parts[window * watched.length + position] ?? 0), 0),
    }))
    .filter(({ sum }) => sum > 0)
    .toSorted((left, right) => right.sum - left.sum)
    .slice(0, 3)
    .map(({ id }) => id)
}

/** What detectors judge windows by. */
interface Judging {
  /** Rows per window. */
  readonly length: number
  /** See budgetThreshold. */
  readonly falseAlarms: number
}

/** The rows of a range (epoch ms, both ends included), and at most so many before it. */
export function rowsAround(
  { times, breaks, values }: ValuedRows,
  { from, to }: TimeRange,
  before: number,
): ValuedRows {
  const first = times.findIndex((time) => time >= from)
  const start = Math.max(0, (first === -1 ? times.length : first) - before)
  const end = times.findLastIndex((time) => time <= to) + 1
  return {
    times: times.slice(start, end),
    breaks: breaks.slice(start, end),
    values: values.slice(start * columns.length, end * columns.length),
  }
}

/** Detectors that have learned a baseline, with thresholds of their own; none where it has no window. */
export type Judges = readonly {
  readonly name: Opinion['detector']
  readonly threshold: number
  readonly detector: Detector
}[]

/** Fits all detectors to a baseline: seconds of work for 10,000 rows. */
export function judgesOf(baseline: ValuedRows, { length, falseAlarms }: Judging): Judges {
  const starts = windowStarts(baseline, length)
  if (starts.length === 0) return []
  const places = watchedPlaces(baseline)
  return Object.entries(detectors).map(([name, fit]) => {
    const detector = fit(places)
    const usual = scoresBy(detectorDeviations(detector, baseline), starts, length)
    return {
      name: name as Opinion['detector'],
      threshold: budgetThreshold(usual.scores, falseAlarms),
      detector,
    }
  })
}

/** The incidents with the opinions of the detectors on their windows of `length` rows. */
export function withOpinions(
  judges: Judges,
  rows: ValuedRows,
  incidents: readonly Incident[],
  length: number,
): Incident[] {
  if (judges.length === 0) return [...incidents]
  return incidents.map((incident) => {
    const { start: from, end: to } = incident
    // A window of rows before it, and what a detector looks back from there.
    const around = rowsAround(rows, { from, to }, length + lastRows)
    const starts = windowStarts(around, length).filter(
      (start) => (around.times[start + length - 1] ?? Number.NaN) >= from,
    )
    const opinions = judges.map(({ name, threshold, detector }): Opinion => {
      const found = scoresBy(detectorDeviations(detector, around), starts, length)
      const highest = found.scores.reduce((most, score) => Math.max(most, score), 0)
      return {
        detector: name,
        agrees: highest > threshold,
        ratio: highest / threshold,
        metrics: leadingColumns(found),
      }
    })
    return { ...incident, opinions }
  })
}
