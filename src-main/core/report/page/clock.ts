// Times as the page writes them: in one zone, with the day only where it is needed, the zone by its name.
import { momentOf } from '../../../../src-shared/summary/moments.ts'
import type { TimeRange } from '../../../../src-shared/time.ts'
import { dayText, rangeText, timeText, zoneOffset } from '../../../../src-shared/zones.ts'

export interface PageClock {
  readonly zone: string
  /** Whether the window is within one day. */
  readonly isOneDay: boolean
  /** The zone with its distance from UTC in the window, before and after a change: `Europe/Berlin, UTC+01:00`. */
  readonly zoneLabel: string
  /** What a reader of `moment` must know besides: the day, where all of the window is within one, and the zone. */
  readonly momentLabel: string
  /** A moment of the window: `16:06:38`, with its day where the window has several. */
  moment(time: number): string
  /** A moment with its day and the zone. */
  full(time: number): string
  /** A range with its day or days. */
  range(range: TimeRange): string
  /** Ranges with their days and the zone. */
  fullRanges(ranges: readonly TimeRange[]): string
}

const two = (value: number): string => String(value).padStart(2, '0')

function offsetText(time: number, zone: string): string {
  const minutes = Math.round(zoneOffset(time, zone) / 60_000)
  const size = Math.abs(minutes)
  return `UTC${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** The zone as it was at some times, which may be in and out of summer time. */
function zoneText(times: readonly number[], zone: string): string {
  if (zone === 'UTC') return zone
  const offsets = new Set(times.map((time) => offsetText(time, zone)))
  return `${zone}, ${[...offsets].join(', then ')}`
}

/** Writes times of a window (epoch ms) in a zone. */
export function pageClock(zone: string, window: TimeRange): PageClock {
  const day = dayText(window.from, zone)
  const isOneDay = day === dayText(window.to, zone)
  const zoneLabel = zoneText([window.from, window.to], zone)
  const range = ({ from, to }: TimeRange): string => rangeText(from, to, zone)
  return {
    zone,
    isOneDay,
    zoneLabel,
    momentLabel: isOneDay ? `${day}, ${zoneLabel}` : zoneLabel,
    moment: momentOf({ window }, zone),
    full: (time) => `${timeText(time, zone)} (${zoneText([time], zone)})`,
    range,
    fullRanges: (ranges) => {
      const ends = ranges.flatMap(({ from, to }) => [from, to])
      return `${ranges.map(range).join('; ')} (${zoneText(ends, zone)})`
    },
  }
}
