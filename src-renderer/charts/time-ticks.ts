// Round times on a time axis, as the zone's clock shows them.
import type { TimeRange } from '../../src-shared/time.ts'
import { clockText, dayText, zoneOffset } from '../../src-shared/zones.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28, 91, 365].map((count) => count * day),
]

export interface TimeTicks {
  /** Epoch ms. */
  readonly times: readonly number[]
  readonly label: (time: number) => string
}

/** The time at which the zone's clock shows a wall time (ms, as if in UTC); undefined where it skips that. */
function timeOfWall(wall: number, zone: string): number | undefined {
  const near = wall - zoneOffset(wall, zone)
  return [near, wall - zoneOffset(near, zone)].find((time) => time + zoneOffset(time, zone) === wall)
}

/**
 * At most `most` round times within a range, as the zone's clock counts them: where it jumps, days stay at midnight and a
 * time that it skips has no tick.
 */
export function timeTicks({ from, to }: TimeRange, zone: string, most: number): TimeTicks {
  const step = steps.find((one) => (to - from) / one < most) ?? 365 * day
  const first = Math.ceil((from + zoneOffset(from, zone)) / step) * step
  const count = Math.max(0, Math.floor((to + zoneOffset(to, zone) - first) / step) + 1)
  const times = Array.from({ length: count }, (_, index) => first + index * step).flatMap((wall) => {
    const time = timeOfWall(wall, zone)
    return time === undefined || time < from || time > to ? [] : [time]
  })
  const label = (time: number): string => {
    if (step >= day) return dayText(time, zone)
    const clock = clockText(time, zone)
    // A day's first tick names it.
    if (clock === '00:00:00' && to - from > 12 * hour) return dayText(time, zone).slice(5)
    return step < minute ? clock : clock.slice(0, 5)
  }
  return { times, label }
}
