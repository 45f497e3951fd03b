// What another threshold would flag, from the scores that a report carries: the same rule as the core's incidents.
import type { Analysis } from '../../../src-shared/contract/analysis.ts'
import type { TimeRange } from '../../../src-shared/time.ts'

type Windows = Analysis['windows']

export interface WhatIfIncident extends TimeRange {
  /** Highest score of its windows. */
  readonly peak: number
}

export interface WhatIf {
  /** Windows above the threshold. */
  readonly flagged: number
  /** Highest peak first, as a report ranks them. */
  readonly incidents: readonly WhatIfIncident[]
}

/** When a run of windows happened: the rows that came and went bad; in a short run those common to all its windows. */
function spanOf(first: Windows[number], last: Windows[number]): TimeRange {
  return { from: Math.min(first.end, last.start), to: Math.max(first.end, last.start) }
}

/** Flagged windows and incidents at a threshold; `length` is how many rows a window has. */
export function whatIf(windows: Windows, threshold: number, length: number): WhatIf {
  const runs: { first: Windows[number]; last: Windows[number]; row: number; peak: number }[] = []
  let [flagged, row] = [0, 0]
  windows.forEach((window, index) => {
    const before = windows[index - 1]
    // Windows of one unbroken sequence begin one row apart; after a break nothing is common to both.
    if (before !== undefined) row += window.start > before.end ? length : 1
    if (window.score <= threshold) return
    flagged += 1
    const run = runs.at(-1)
    const { score: peak } = window
    if (run === undefined || row - run.row > length / 2) runs.push({ first: window, last: window, row, peak })
    else Object.assign(run, { last: window, row, peak: Math.max(peak, run.peak) })
  })
  const incidents = runs
    .map(({ first, last, peak }) => ({ ...spanOf(first, last), peak }))
    .toSorted((left, right) => right.peak - left.peak)
  return { flagged, incidents }
}

/** Lowest and highest score above 0; undefined where none is. */
export function scoreExtent(windows: Windows): readonly [number, number] | undefined {
  let [low, high] = [Infinity, 0]
  for (const { score } of windows) {
    if (score <= 0) continue
    low = Math.min(low, score)
    high = Math.max(high, score)
  }
  return high > 0 ? [low, high] : undefined
}
