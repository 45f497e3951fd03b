// The axis of time of a printed chart: round times with the clock, and the day where it changes.
import type { TimeRange } from '../../../../src-shared/time.ts'
import { timeTicks } from '../../../../src-shared/time-ticks.ts'
import { clockText, dayText } from '../../../../src-shared/zones.ts'

export interface LabelledTick {
  readonly time: number
  /** `16:06`, with seconds where ticks are closer than a minute; empty where they are days apart. */
  readonly clock: string
  /** `2026-11-22` at the first tick and wherever the day has changed, else empty. */
  readonly day: string
}

const [minute, day] = [60_000, 86_400_000]

/** About `count` ticks at most within a range (epoch ms). */
export function labelledTicks(range: TimeRange, zone: string, count: number): LabelledTick[] {
  const { step, times } = timeTicks(range, zone, count)
  return times.map((time, index) => {
    const today = dayText(time, zone)
    const before = times[index - 1]
    const isNewDay = before === undefined || dayText(before, zone) !== today
    const clock = step >= day ? '' : clockText(time, zone).slice(0, step < minute ? 8 : 5)
    return { time, clock, day: isNewDay ? today : '' }
  })
}
