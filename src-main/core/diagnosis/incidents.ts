// Scored windows → incidents, and which metric is to blame. Pure.
import type { Incident, MetricShare } from '../../../src-shared/contract/analysis.ts'
import { severityOf } from './severity.ts'

/** What was scored: windows over rows, their errors and the values behind them. */
export interface Scored {
  /** Rows per window. */
  readonly length: number
  /** Rows at a window's end that its score speaks of: all in the profile original. */
  readonly reach: number
  /** Flagged windows that make an incident at least. */
  readonly persistence: number
  /** Part of the threshold that scores must fall to before an incident is over; 1: the next window that is not flagged. */
  readonly endsBelow: number
  /** First row of each window, rising, [windows]. */
  readonly starts: Int32Array
  /** Ids of what was scored. */
  readonly columns: readonly string[]
  /** Of them those in which low is what is wrong. */
  readonly falling: ReadonlySet<string>
  /** Part of each column in its window's score, [windows, columns]; only their proportions count. */
  readonly errors: Float32Array
  /** [windows] */
  readonly scores: Float64Array
  readonly threshold: number
  /** How far each single row is, on the scores' scale, [rows]; null where a score speaks of whole windows. */
  readonly rowScores: Float64Array | null
  /** Epoch ms, [rows]. */
  readonly times: Float64Array
  /** Raw values, [rows, columns]; NaN where missing. */
  readonly values: Float64Array
  /** What was normal in the baseline, per column in order. */
  readonly normals: readonly { readonly normal: readonly [number, number] | null }[]
}

const timeAt = (scored: Scored, row: number): number => scored.times[row] ?? Number.NaN

/** Last row of a window. */
const lastRow = (scored: Scored, window: number): number => (scored.starts[window] ?? 0) + scored.length - 1

/**
 * The first row that the score of the window ending at `last` speaks of. Where it speaks of the last rows, those before the
 * first window's last one are there to be looked back at, not to be judged.
 */
function firstJudged(scored: Scored, last: number): number {
  const first = last - scored.reach + 1
  return scored.rowScores === null ? first : Math.max(first, lastRow(scored, 0))
}

/** Whether a window's score is above the threshold. */
export function isFlagged(scored: Scored, window: number): boolean {
  return (scored.scores[window] ?? 0) > scored.threshold
}

interface Extreme {
  readonly value: number
  readonly row: number
}

/** The highest and the lowest value of a column in some rows, both the first of their kind. */
function extremesBetween(
  { values, columns }: Scored,
  column: number,
  first: number,
  last: number,
): { highest: Extreme; lowest: Extreme } | undefined {
  let found: { highest: Extreme; lowest: Extreme } | undefined
  for (let row = first; row <= last; row += 1) {
    const value = values[row * columns.length + column] ?? Number.NaN
    if (Number.isNaN(value)) continue
    const here = { value, row }
    if (found === undefined) found = { highest: here, lowest: here }
    else if (value > found.highest.value) found = { ...found, highest: here }
    else if (value < found.lowest.value) found = { ...found, lowest: here }
  }
  return found
}

/**
 * Each column's part in the score of some windows, largest first; the parts sum to 1. The peak is looked for in all rows
 * that these windows speak of, with its time: the spike may sit anywhere in a window.
 */
export function metricShares(scored: Scored, windows: readonly number[]): MetricShare[] {
  const { columns, errors, falling } = scored
  const sums = columns.map((_, column) =>
    windows.reduce((sum, window) => sum + (errors[window * columns.length + column] ?? 0), 0),
  )
  const total = sums.reduce((sum, value) => sum + value, 0)
  const first = firstJudged(scored, lastRow(scored, windows[0] ?? 0))
  const last = lastRow(scored, windows.at(-1) ?? 0)
  return columns
    .map((metric, column) => {
      const found = extremesBetween(scored, column, first, last)
      const normal = scored.normals[column]?.normal ?? null
      const fell =
        falling.has(metric) &&
        found !== undefined &&
        normal !== null &&
        (sums[column] ?? 0) > 0 &&
        found.highest.value <= normal[1]
      const peak = fell ? found.lowest : found?.highest
      return {
        metric,
        contribution: total > 0 ? (sums[column] ?? 0) / total : 0,
        normal: normal === null ? null : ([normal[0], normal[1]] as [number, number]),
        peak: peak?.value ?? null,
        peakAt: peak === undefined ? null : timeAt(scored, peak.row),
        fell,
      }
    })
    .toSorted((left, right) => right.contribution - left.contribution)
}

/** Flagged windows that belong together. */
export interface Run {
  /** Rising, one at least. */
  readonly windows: readonly number[]
  /** Whether no window after the last scored one can join them; a break before that one is not known here. */
  readonly isOver: boolean
}

/**
 * Runs of flagged windows; two belong together while they are half a window of rows or less apart, or while it has not
 * ended between them. `carried`: a window that counts as flagged, whatever its score: the last one of an earlier look.
 */
export function runsOf(scored: Scored, carried?: number): Run[] {
  const { scores, starts, length, threshold, endsBelow } = scored
  const runs: number[][] = []
  let isOn = false
  for (let window = 0; window < scores.length; window += 1) {
    const row = starts[window] ?? 0
    // A break between two windows makes their first rows at least a whole window apart.
    isOn &&= row - (starts[window - 1] ?? 0) <= length / 2 && (scores[window] ?? 0) > endsBelow * threshold
    if (!isFlagged(scored, window) && window !== carried) continue
    const run = runs.at(-1)
    const before = starts[run?.at(-1) ?? 0] ?? 0
    if (run !== undefined && (isOn || row - before <= length / 2)) run.push(window)
    else runs.push([window])
    isOn = true
  }
  const next = (starts.at(-1) ?? 0) + 1
  return runs.map((windows, index) => ({
    windows,
    isOver: index < runs.length - 1 || (!isOn && next - (starts[windows.at(-1) ?? 0] ?? 0) > length / 2),
  }))
}

/** The runs that are long enough to be incidents. */
const lastingRuns = (scored: Scored): Run[] =>
  runsOf(scored).filter(({ windows }) => windows.length >= scored.persistence)

/** A row belongs to an incident while it is this far by itself, as a part of the threshold. */
const belongs = 0.5

/**
 * When it happened, where a score speaks of whole windows: from the row that made the first window bad to the row whose
 * leaving made the last one good again. In a run shorter than a window these are the other way round: the rows common
 * to all its windows. Where scores of single rows are known: from the first to the last bad row of those.
 */
function spanOf(scored: Scored, run: readonly number[]): { start: number; end: number } {
  const entered = lastRow(scored, run[0] ?? 0)
  const left = lastRow(scored, run.at(-1) ?? 0) - scored.reach + 1
  const { rowScores, reach } = scored
  if (rowScores === null) {
    return { start: timeAt(scored, Math.min(entered, left)), end: timeAt(scored, Math.max(entered, left)) }
  }
  const isBad = (row: number): boolean => (rowScores[row] ?? 0) > belongs * scored.threshold
  let [first, last] = [entered, left + reach - 1]
  const judged = firstJudged(scored, entered)
  for (let row = entered; row >= judged; row -= 1) if (isBad(row)) first = row
  for (let row = left; row < left + reach; row += 1) if (isBad(row)) last = row
  return { start: timeAt(scored, first), end: timeAt(scored, Math.max(first, last)) }
}

/** How many incidents there are, without looking into them. */
export function countIncidents(scored: Scored): number {
  return lastingRuns(scored).length
}

/** A run's windows as an incident. Users, causes and opinions come from later steps. */
export function incidentOf(scored: Scored, run: readonly number[]): Incident {
  const peak = run.reduce((highest, window) => Math.max(highest, scored.scores[window] ?? 0), 0)
  return {
    ...spanOf(scored, run),
    peak,
    severity: scored.rowScores === null ? null : severityOf(peak),
    metrics: metricShares(scored, run),
    users: [],
    causes: [],
    opinions: [],
  }
}

/** Flagged windows merged into incidents, the highest score first. */
export function incidentsOf(scored: Scored): Incident[] {
  return lastingRuns(scored)
    .map(({ windows }) => incidentOf(scored, windows))
    .toSorted((left, right) => right.peak - left.peak)
}
