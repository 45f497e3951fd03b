// Times in any zone: written for people, and read back from what they type. Zones are IANA names.
import { DeclaredError } from './errors.ts'
import { readTime } from './time.ts'

interface Wall {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(zone, made)
  return made
}

/** Whether Intl knows the zone. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone)
    return true
  } catch {
    return false
  }
}

/** What a clock on the wall in the zone shows at a time (epoch ms). */
export function wallClock(time: number, zone: string): Wall {
  const parts: Partial<Record<string, number>> = Object.fromEntries(
    formatOf(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return { year, month, day, hour, minute, second }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** `2026-11-22`. */
export function dayText(time: number, zone: string): string {
  const { year, month, day } = wallClock(time, zone)
  return `${String(year)}-${two(month)}-${two(day)}`
}

/** `16:06:38`. */
export function clockText(time: number, zone: string): string {
  const { hour, minute, second } = wallClock(time, zone)
  return `${two(hour)}:${two(minute)}:${two(second)}`
}

/** `2026-11-22 16:06:38`. */
export function timeText(time: number, zone: string): string {
  return `${dayText(time, zone)} ${clockText(time, zone)}`
}

/** A range with its date once where both ends share it: `2026-11-22 16:06:38 to 16:14:05`. */
export function rangeText(from: number, to: number, zone: string): string {
  const end = dayText(from, zone) === dayText(to, zone) ? clockText(to, zone) : timeText(to, zone)
  return `${timeText(from, zone)} to ${end}`
}

const wallText = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/

/** How far the zone's clock is ahead of UTC at a time, ms. */
export function zoneOffset(time: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallClock(time, zone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000
}

/**
 * Reads `YYYY-MM-DD HH:MM[:SS]` as the zone's wall clock shows it; epoch ms and ISO 8601 with a zone of its own mean what
 * they say. Throws BAD_INPUT. Of a time that the clock shows twice (end of summer time) the first is meant.
 */
export function timeIn(text: string, zone: string): number {
  const trimmed = text.trim()
  const parts = wallText
    .exec(trimmed)
    ?.slice(1)
    .map((part) => Number(part))
  const time = parts === undefined ? readTime(trimmed) : timeOfWall(parts, zone)
  if (time !== undefined) return time
  throw new DeclaredError('BAD_INPUT', `Wanted a time as YYYY-MM-DD HH:MM:SS, got "${trimmed}".`)
}

function timeOfWall(parts: readonly number[], zone: string): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => part || 0)
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  const offsets = [wall - 86_400_000, wall + 86_400_000].map((time) => zoneOffset(time, zone))
  // A time that the clock skips (start of summer time) or a day that no calendar has reads back differently.
  return offsets
    .map((offset) => wall - offset)
    .toSorted((left, right) => left - right)
    .find(
      (time) => wallClock(time, zone).hour === hour && time + zoneOffset(time, zone) === wall && isDay(parts),
    )
}

function isDay([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[]): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCDate() === day && (hour || 0) < 24 && (minute || 0) < 60 && (second || 0) < 60
}
