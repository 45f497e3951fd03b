// Windows at one click, relative to the history (not to now: a dump may be a year old). Pure.
import type { TimeRange } from '../../../src-shared/time.ts'

export interface Preset {
  readonly id: string
  readonly label: string
  readonly range: TimeRange
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const preset = (id: string, label: string, from: number, to: number): Preset => ({
  id,
  label,
  range: { from, to },
})

/** Those that have a length and lie in the history. */
function within(whole: TimeRange, presets: readonly Preset[]): Preset[] {
  return presets.filter(
    ({ range }) => range.to > range.from && range.from >= whole.from && range.to <= whole.to,
  )
}

/** Quick choices of a baseline; `suspect` is the window to compare with. */
export function baselinePresets(whole: TimeRange, suspect: TimeRange | undefined): Preset[] {
  const middle = Math.round((whole.from + whole.to) / 2)
  const { from, to } = suspect ?? { from: Number.NaN, to: Number.NaN }
  // A day is 24 h here: where clocks jump, load follows the clock less than the length of the day.
  const start = from - day
  return within(whole, [
    preset('first-half', 'First half', whole.from, middle),
    preset('last-hour', 'Last hour', whole.to - hour, whole.to),
    preset('yesterday', 'Same hour yesterday', start, start + Math.max(hour, to - from)),
  ])
}

/** Quick choices of a suspect window. All but the baseline would be two windows: each side is offered by itself. */
export function suspectPresets(whole: TimeRange, baseline: TimeRange | undefined): Preset[] {
  const { from, to } = baseline ?? { from: Number.NaN, to: Number.NaN }
  return within(whole, [
    preset('last-15-min', 'Last 15 min', whole.to - 15 * minute, whole.to),
    preset('last-hour', 'Last hour', whole.to - hour, whole.to),
    preset('after', from <= whole.from ? 'All but the baseline' : 'After the baseline', to, whole.to),
    preset(
      'before',
      from > whole.from && to >= whole.to ? 'All but the baseline' : 'Before the baseline',
      whole.from,
      from,
    ),
    preset('all', 'Whole history', whole.from, whole.to),
  ])
}

/** Whether two ranges are the same. */
export function isSame(left: TimeRange | undefined, right: TimeRange | undefined): boolean {
  return left !== undefined && left.from === right?.from && left.to === right.to
}
