// Times of log lines: ISO 8601 as log4j and the JVM write it, and the short form of Hadoop 2's console.
import type { ClockKind } from './attachment-part.ts'

/** A time as written, see ClockKind; `utc` where the text has a zone of its own. */
export interface LineTime {
  readonly time: number
  readonly clock: Exclude<ClockKind, 'uptime'>
}

const form =
  /(\d{4}|\d{2})[-/](\d{2})[-/](\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(Z|[+-]\d{2}:?\d{2}(?!\d))?/y

/** Reads the time that begins at a position of a text; undefined where none does. */
export function lineTime(text: string, position: number): LineTime | undefined {
  form.lastIndex = position
  const found = form.exec(text)
  if (found === null) return undefined
  const [, year = '', month, day, hour, minute, second, fraction, zone] = found
  const [mo, d, h, mi, s] = [month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  if (mo < 1 || mo > 12 || d < 1 || d > 31 || h > 23 || mi > 59 || s > 60) return undefined
  const ms = fraction === undefined ? 0 : Math.trunc(Number(`0.${fraction}`) * 1000)
  const wall = Date.UTC(year.length === 2 ? 2000 + Number(year) : Number(year), mo - 1, d, h, mi, s, ms)
  return zone === undefined ? { time: wall, clock: 'wall' } : { time: wall - offsetOf(zone), clock: 'utc' }
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

/** First and last of some times, in whatever order they come. */
export class TimeSpan {
  first: number | null = null
  last: number | null = null

  add(time: number): void {
    this.first = Math.min(this.first ?? time, time)
    this.last = Math.max(this.last ?? time, time)
  }
}
