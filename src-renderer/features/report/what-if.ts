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

/** How flagged windows become incidents, as the core has it. */
export interface Merging {
  /** Rows of a window. */
  readonly length: number
  /** Whether a score speaks of all rows of its window, not of the last few alone. */
  readonly isWhole: boolean
  /** Flagged windows that make an incident at least. */
  readonly persistence: number
  /** Part of the threshold that scores must fall to before an incident is over. */
  readonly endsBelow: number
}

/** How a model's windows are merged: in the default profile scores speak of the last rows, and a single one is chance. */
export function mergingOf({ model, version }: Pick<Analysis, 'model' | 'version'>, length: number): Merging {
  const isRecent = version > 1 && model.profile === 'default'
  return { length, isWhole: !isRecent, persistence: isRecent ? 3 : 1, endsBelow: isRecent ? 0.5 : 1 }
}

/**
 * When a run of windows happened: the rows that came and went bad; in a short run those common to all its windows. Where
 * scores speak of the last rows, the ends of the first and the last window.
 */
function spanOf(first: Windows[number], last: Windows[number], isWhole: boolean): TimeRange {
  if (!isWhole) return { from: first.end, to: last.end }
  return { from: Math.min(first.end, last.start), to: Math.max(first.end, last.start) }
}

interface Run {
  readonly first: Windows[number]
  readonly last: Windows[number]
  /** First row of the last window. */
  readonly row: number
  readonly peak: number
  readonly count: number
}

/** Flagged windows and incidents at a threshold. */
export function whatIf(
  windows: Windows,
  threshold: number,
  { length, isWhole, persistence, endsBelow }: Merging,
): WhatIf {
  const runs: Run[] = []
  let [flagged, row, isOn] = [0, 0, false]
  windows.forEach((window, index) => {
    const before = windows[index - 1]
    // Windows of one unbroken sequence begin one row apart; after a break nothing is common to both.
    const isBroken = before === undefined || window.start > before.end
    if (before !== undefined) row += isBroken ? length : 1
    isOn &&= !isBroken && window.score > endsBelow * threshold
    if (window.score <= threshold) return
    flagged += 1
    const run = runs.at(-1)
    const { score: peak } = window
    if (run === undefined || (!isOn && row - run.row > length / 2))
      runs.push({ first: window, last: window, row, peak, count: 1 })
    else
      runs.splice(-1, 1, {
        ...run,
        last: window,
        row,
        peak: Math.max(peak, run.peak),
        count: run.count + 1,
      })
    isOn = true
  })
  const incidents = runs
    .filter(({ count }) => count >= persistence)
    .map(({ first, last, peak }) => ({ ...spanOf(first, last, isWhole), peak }))
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
