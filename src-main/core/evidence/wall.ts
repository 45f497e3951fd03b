// Between epoch ms and what a clock on the wall of a zone shows, written as if it were UTC: times of logs lack a zone.
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
