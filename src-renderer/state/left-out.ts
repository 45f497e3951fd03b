// Stretches of a baseline that are not to be learned. Pure.
import { takeOut } from '../../src-shared/ranges.ts'
import type { TimeRange } from '../../src-shared/time.ts'

/** A baseline: its window, and what of it is left out. */
export interface Baseline {
  readonly window: TimeRange
  /** In the order of time, apart from each other; each shares a stretch with the window. */
  readonly leftOut: readonly TimeRange[]
}

/** The stretches with one more, joined with those that it touches; in the order of time. */
export function withLeftOut(stretches: readonly TimeRange[], { from, to }: TimeRange): readonly TimeRange[] {
  const touched = stretches.filter((one) => one.from <= to && one.to >= from)
  const joined = {
    from: Math.min(from, ...touched.map((one) => one.from)),
    to: Math.max(to, ...touched.map((one) => one.to)),
  }
  return [...stretches.filter((one) => !touched.includes(one)), joined].toSorted(
    (left, right) => left.from - right.from,
  )
}

/** Those that share a stretch with a window; none without a window. */
export function stretchesIn(
  stretches: readonly TimeRange[],
  window: TimeRange | undefined,
): readonly TimeRange[] {
  if (window === undefined) return []
  return stretches.filter(({ from, to }) => from < window.to && to > window.from)
}

/** The parts of the stretches that lie within the window: what a training is told. */
export function partsLeftOut({ window, leftOut }: Baseline): readonly TimeRange[] {
  return stretchesIn(leftOut, window).map(({ from, to }) => ({
    from: Math.max(from, window.from),
    to: Math.min(to, window.to),
  }))
}

/** The same text for the same baseline. */
export function baselineKey(baseline: Baseline): string {
  return [baseline.window, ...partsLeftOut(baseline)]
    .map(({ from, to }) => `${String(from)}..${String(to)}`)
    .join()
}

/** What a model of the baseline learns, epoch ms. */
export function rangesLearned(baseline: Baseline): readonly TimeRange[] {
  return takeOut([baseline.window], partsLeftOut(baseline))
}

/** Whether some ranges are those that a model of the baseline learns. */
export function isOfBaseline(ranges: readonly TimeRange[], baseline: Baseline | undefined): boolean {
  if (baseline === undefined) return false
  const wanted = rangesLearned(baseline)
  return (
    wanted.length === ranges.length &&
    wanted.every(({ from, to }, index) => from === ranges[index]?.from && to === ranges[index].to)
  )
}
