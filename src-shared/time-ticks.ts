// Round times for an axis of time: on the zone's own clock, also across a change to or from summer time.
import type { TimeRange } from './time.ts'
import { zoneOffset } from './zones.ts'

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000]

const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28, 91, 182, 364, 1820, 3640].map((count) => count * day),
]

export interface TimeTicks {
  /** From one to the next on the clock, ms. */
  readonly step: number
  /** Epoch ms, rising. */
  readonly times: readonly number[]
}

/** The last time at or before `time` at which the zone's clock shows a multiple of the step. */
function roundTime(time: number, step: number, zone: string): number {
  const wall = time + zoneOffset(time, zone)
  const round = Math.floor(wall / step) * step
  // The offset at the round time may be another one than at `time`.
  return round - zoneOffset(round - (wall - time), zone)
}

/** About `count` round times at most within a range (epoch ms). */
export function timeTicks({ from, to }: TimeRange, zone: string, count: number): TimeTicks {
  const step = steps.find((one) => (to - from) / one <= count) ?? steps.at(-1) ?? day
  const times: number[] = []
  // Half a step beyond a tick's place is still nearer to it than to the next, whatever the clock does in between.
  for (let near = from; near <= to + step; near += step) {
    const time = roundTime(near + step / 2, step, zone)
    if (time >= from && time <= to && time !== times.at(-1)) times.push(time)
  }
  return { step, times }
}
