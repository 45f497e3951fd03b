// Stretches of a baseline that do not look like the rest of it, out of what models that never saw them say.
import type { BaselineCheck } from '../../../src-shared/contract/models.ts'
import { quantile } from '../../../src-shared/statistics.ts'
import type { HeldOut } from './cross-validation.ts'

type Stretch = BaselineCheck['stretches'][number]

/** Windows over rows, and what was found of each. */
export interface CheckedWindows extends HeldOut {
  /** First row of each window, rising, [windows]. */
  readonly starts: Int32Array
  /** Rows per window. */
  readonly length: number
  /** Epoch ms, [rows]. */
  readonly times: Float64Array
  /** Ids of the metrics in the order of the errors. */
  readonly metrics: readonly string[]
}

/**
 * Rows stand out where all windows that hold them reach so many times the typical score; so many of them in a row make
 * a stretch: a single slow row is normal life. It lasts over the windows around it that reach `extent` times the
 * typical score. Found by trying on recordings whose faults are known: stretches without any hardly ever show one.
 */
const outstanding = { ratio: 3, rows: 3, extent: 1.55 }
/** Stretches and metrics told. */
const mostStretches = 5
const mostMetrics = 3
/** A telling metric's part in what is too much. */
const leastShare = 0.1

/** Consecutive windows by their positions, `last` included. */
interface Run {
  readonly first: number
  readonly last: number
}

const median = (values: Float64Array): number => quantile(values.toSorted(), 0.5)

/** Runs of windows that reach the score; two belong together while half a window of rows is common to both. */
function runsAbove({ scores, starts, length }: CheckedWindows, least: number): readonly Run[] {
  const runs: Run[] = []
  for (const [window, score] of scores.entries()) {
    if (score < least) continue
    const run = runs.at(-1)
    const distance = (starts[window] ?? 0) - (starts[run?.last ?? 0] ?? 0)
    if (run === undefined || distance > length / 2) runs.push({ first: window, last: window })
    else runs[runs.length - 1] = { first: run.first, last: window }
  }
  return runs
}

/**
 * The row whose coming made a run's first window bad, and the one whose going made the last one good again: later and
 * earlier where the run is shorter than a window. Where windows begin or end with the rows themselves, nothing came or
 * went: the whole window counts.
 */
function rowsOf({ starts, length }: CheckedWindows, { first, last }: Run) {
  const [begin = 0, end = 0] = [starts[first], starts[last]]
  const [doesCome, doesGo] = [starts[first - 1] === begin - 1, starts[last + 1] === end + 1]
  return {
    came: doesCome ? begin + length - 1 : begin,
    went: doesGo ? end : end + length - 1,
    isAtEdge: !doesCome || !doesGo,
  }
}

/** At an edge fewer windows hold a row, and a single one may look like many: there half a window is wanted. */
function isStretch(windows: CheckedWindows, run: Run): boolean {
  const { came, went, isAtEdge } = rowsOf(windows, run)
  return went - came + 1 >= (isAtEdge ? windows.length / 2 : outstanding.rows)
}

function peakOf({ scores }: CheckedWindows, { first, last }: Run): number {
  let peak = first
  for (let window = first; window <= last; window += 1) {
    if ((scores[window] ?? 0) > (scores[peak] ?? 0)) peak = window
  }
  return peak
}

/** Each metric's typical error, [features]. */
function typicalErrors({ errors, scores, metrics }: CheckedWindows): readonly number[] {
  return metrics.map((_, metric) =>
    median(scores.map((_score, window) => errors[window * metrics.length + metric] ?? 0)),
  )
}

/** The metrics that make a window worse than a typical one, the most telling first. */
function tellingMetrics(
  { errors, metrics }: CheckedWindows,
  typical: readonly number[],
  window: number,
): string[] {
  const excess = metrics
    .map((id, metric) => {
      const error = errors[window * metrics.length + metric] ?? 0
      return { id, value: Math.max(0, error - (typical[metric] ?? 0)) }
    })
    .toSorted((left, right) => right.value - left.value)
  const total = excess.reduce((sum, { value }) => sum + value, 0)
  return excess
    .slice(0, mostMetrics)
    .filter(({ value }, index) => index === 0 || value >= leastShare * total)
    .map(({ id }) => id)
}

/** The typical score and the stretches that are far from it, the strongest first. At least one window. */
export function unlikeStretches(windows: CheckedWindows): { typical: number; stretches: Stretch[] } {
  const { scores, times } = windows
  const typical = median(scores)
  // Where most windows are foretold perfectly, anything would be infinitely far from them.
  if (!(typical > 0)) return { typical, stretches: [] }
  const errors = typicalErrors(windows)
  const cores = runsAbove(windows, outstanding.ratio * typical).filter((run) => isStretch(windows, run))
  const stretches = runsAbove(windows, outstanding.extent * typical)
    .filter(({ first, last }) => cores.some((core) => core.first >= first && core.last <= last))
    .map((run): Stretch => {
      const { came, went } = rowsOf(windows, run)
      const peak = peakOf(windows, run)
      return {
        from: times[Math.min(came, went)] ?? 0,
        to: times[Math.max(came, went)] ?? 0,
        ratio: (scores[peak] ?? 0) / typical,
        metrics: tellingMetrics(windows, errors, peak),
      }
    })
    .toSorted((left, right) => right.ratio - left.ratio)
  return { typical, stretches: stretches.slice(0, mostStretches) }
}
