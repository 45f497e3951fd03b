// The axis of time of a chart on the screen: round times with their texts.
import type { TimeRange } from '../../src-shared/time.ts'
import { timeTicks } from '../../src-shared/time-ticks.ts'
import { clockText, dayText } from '../../src-shared/zones.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export interface LabelledTicks {
  /** Epoch ms. */
  readonly times: readonly number[]
  readonly label: (time: number) => string
}

/** About `most` round times at most within a range (epoch ms); a day's first tick names it. */
export function labelledTicks(range: TimeRange, zone: string, most: number): LabelledTicks {
  const { step, times } = timeTicks(range, zone, most)
  const label = (time: number): string => {
    if (step >= day) return dayText(time, zone)
    const clock = clockText(time, zone)
    if (clock === '00:00:00' && range.to - range.from > 12 * hour) return dayText(time, zone).slice(5)
    return step < minute ? clock : clock.slice(0, 5)
  }
  return { times, label }
}
