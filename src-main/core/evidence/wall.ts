// Between epoch ms and what a clock on the wall of a zone shows, written as if it were UTC: times of logs lack a zone.
import type { TimeRange } from '../../../src-shared/time.ts'
import { zoneOffset } from '../../../src-shared/zones.ts'

/** What the zone's clock shows at a time (epoch ms). */
export function wallOf(time: number, zone: string): number {
  return time + zoneOffset(time, zone)
}

/**
 * Epoch ms of what the zone's clock showed. Of an hour that it showed twice (end of summer time) one is meant; of one that
 * it skipped, the hour after: a log of another zone than believed must not fail on it.
 */
export function epochOf(wall: number, zone: string): number {
  const near = wall - zoneOffset(wall, zone)
  return wall - zoneOffset(near, zone)
}

/** What the zone's clock shows in a stretch of time; where it is put on or back meanwhile, all that it may have shown. */
export function wallRange({ from, to }: TimeRange, zone: string): TimeRange {
  const offsets = [zoneOffset(from, zone), zoneOffset(to, zone)]
  return { from: from + Math.min(...offsets), to: to + Math.max(...offsets) }
}

/**
 * Epoch ms of what the clock showed when something began that lasted `ms`, read so that it is in the stretch: of an hour that
 * the clock showed twice the one that the stretch is in. Undefined where it is not in it.
 */
export function epochWithin(
  wall: number,
  ms: number,
  { from, to }: TimeRange,
  zone: string,
): number | undefined {
  const readings = [epochOf(wall, zone), wall - zoneOffset(from, zone), wall - zoneOffset(to, zone)]
  return readings.find((time) => time <= to && time + ms >= from)
}
