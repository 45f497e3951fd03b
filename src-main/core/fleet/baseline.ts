// What a fleet's baseline rule comes to for a window. Pure.
import type { FleetBaseline } from '../../../src-shared/contract/fleets.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type TimeRange, formatLocal, orderedRange } from '../../../src-shared/time.ts'

const hourMs = 3_600_000
const weekMs = 7 * 24 * hourMs

/** Less than so much of last week is too little to tell a threshold by, at a row a minute. */
const leastSameHours = 6 * hourMs

/** The window so many whole weeks before that both are apart, with as much around a short one as makes 6 hours. */
function sameHours({ from, to }: TimeRange): TimeRange {
  const around = Math.max(0, leastSameHours - (to - from)) / 2
  const before = Math.ceil((to - from + around) / weekMs) * weekMs
  return { from: Math.floor(from - before - around), to: Math.ceil(to - before + around) }
}

function ruleRange(rule: FleetBaseline, window: TimeRange): TimeRange {
  if (rule.kind === 'same-hours-last-week') return sameHours(window)
  if (rule.kind === 'hours-before') return { from: window.from - rule.hours * hourMs, to: window.from - 1 }
  return orderedRange({ from: rule.from, to: rule.to }, 'a baseline')
}

/**
 * The stretches that a rule comes to for a window (epoch ms, both ends included): at least one, none of which has a moment
 * in common with the window, since a model that learns an incident finds it normal. Throws BAD_INPUT for a window or a range
 * that ends before it starts, and for a range that overlaps the window.
 */
export function baselineFor(rule: FleetBaseline, window: TimeRange): readonly [TimeRange] {
  const range = ruleRange(rule, orderedRange(window, 'a window'))
  if (range.to < window.from || range.from > window.to) return [range]
  throw new DeclaredError(
    'BAD_INPUT',
    `Wanted a baseline outside the window, got ${formatLocal(range.from)} to ${formatLocal(range.to)}, which overlaps it: ` +
      'a model that learns an incident finds it normal. Name another range.',
  )
}
