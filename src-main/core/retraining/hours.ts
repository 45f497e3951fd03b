// The same hours of many days in a zone, as ranges: over midnight, and where clocks are put forward or back. Pure.
import type { TimeRange } from '../../../src-shared/time.ts'
import { wallClock, zoneOffset } from '../../../src-shared/zones.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

/** Hours of a day: from the start of one to the start of another, which may be the next day's. */
export interface Hours {
  readonly from: number
  readonly to: number
  /** IANA. */
  readonly zone: string
}

/**
 * When the zone's clock comes to a time of its own, given as epoch ms as if that were UTC: of two such times the first; of
 * none (the clock is put forward over it) when it is put forward.
 */
function whenShown(wall: number, zone: string): number {
  const before = wall - zoneOffset(wall - dayMs, zone)
  const after = wall - zoneOffset(wall + dayMs, zone)
  const shown = [before, after].toSorted((left, right) => left - right)
  return shown.find((time) => time + zoneOffset(time, zone) === wall) ?? before
}

/**
 * These hours of every day in a range (epoch ms, both ends included), in the order of time; the same hour at both ends is a
 * whole day. The first and the last may be cut by the range. An hour that a clock shows twice counts twice.
 */
export function hoursIn(range: TimeRange, { from, to, zone }: Hours): readonly TimeRange[] {
  const { year, month, day } = wallClock(range.from, zone)
  // The hours of the day before may reach over midnight.
  const first = Date.UTC(year, month - 1, day) - dayMs
  const days = Math.ceil((range.to - range.from) / dayMs) + 3
  const length = ((to - from + 24) % 24 || 24) * hourMs
  return Array.from({ length: days }, (_, index) => first + index * dayMs + from * hourMs)
    .map((wall) => ({
      from: Math.max(range.from, whenShown(wall, zone)),
      to: Math.min(range.to, whenShown(wall + length, zone) - 1),
    }))
    .filter((hours) => hours.to >= hours.from)
}
