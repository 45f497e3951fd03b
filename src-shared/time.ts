// Times are epoch milliseconds inside; this file reads what people type and writes what they read.
import { DeclaredError } from './errors.ts'

/** A stretch of time, epoch ms, both ends included. */
export interface TimeRange {
  readonly from: number
  readonly to: number
}

const local = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?$/
const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d{2}(?::?\d{2})?)$/i

const wanted = 'epoch milliseconds, ISO 8601 (2026-02-24T21:00:00Z) or YYYY-MM-DD HH:MM:SS in local time'

/** Local wall-clock time, refusing dates such as 30 February and times such as 21:75 that Date would quietly shift. */
function fromLocal(parts: RegExpExecArray): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part))
  const millis = Math.trunc(Number(`0.${parts[7] ?? '0'}`) * 1000)
  const [hours = 0, minutes = 0, seconds = 0] = [hour, minute, second].map((value) => value || 0)
  const date = new Date(year, month - 1, day, hours, minutes, seconds, millis)
  const isThatDay = date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day
  return isThatDay && hours < 24 && minutes < 60 && seconds < 60 ? date.getTime() : undefined
}

/** Whether YYYY-MM-DD is in the calendar; Date.parse would quietly shift 30 February. */
function isCalendarDay(text: string): boolean {
  const midnight = Date.parse(text)
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text)
}

/** Reads a time in any of the three forms, or undefined. Local forms are in this machine's zone. */
export function readTime(text: string): number | undefined {
  const trimmed = text.trim()
  if (/^-?\d{11,14}$/.test(trimmed)) return Number(trimmed)
  const parts = local.exec(trimmed)
  if (parts !== null) return fromLocal(parts)
  if (!zoned.test(trimmed) || !isCalendarDay(trimmed.slice(0, 10))) return undefined
  const iso = trimmed
    .replace(' ', 'T')
    .replace(/\s/, '')
    .replace(',', '.')
    .replace(/([+-]\d{2})$/, '$1:00')
    .replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
  const time = Date.parse(iso)
  return Number.isNaN(time) ? undefined : time
}

/** As `readTime`; throws BAD_INPUT that says what was wanted. */
export function parseTime(text: string, what = 'a time'): number {
  const time = readTime(text)
  if (time === undefined) throw new DeclaredError('BAD_INPUT', `Wanted ${what} as ${wanted}, got "${text}".`)
  return time
}

/** Reads `FROM..TO`; throws BAD_INPUT where an end is missing or they are the wrong way round. */
export function parseRange(text: string, what = 'a range'): TimeRange {
  const [from, to, ...rest] = text.split('..')
  if (from === undefined || to === undefined || rest.length > 0) {
    throw new DeclaredError('BAD_INPUT', `Wanted ${what} as FROM..TO, got "${text}".`)
  }
  return orderedRange(
    { from: parseTime(from, `the start of ${what}`), to: parseTime(to, `the end of ${what}`) },
    what,
  )
}

/** The range itself; throws BAD_INPUT where it ends before it starts. */
export function orderedRange(range: TimeRange, what = 'a range'): TimeRange {
  if (range.to > range.from) return range
  const { from, to } = range
  throw new DeclaredError(
    'BAD_INPUT',
    `Wanted ${what} that ends after it starts, got ${formatLocal(from)} to ${formatLocal(to)}: swap or correct its ends.`,
  )
}

/** From the earliest start to the latest end of some ranges, one at least. */
export function hullOf(ranges: readonly TimeRange[]): TimeRange {
  return {
    from: Math.min(...ranges.map(({ from }) => from)),
    to: Math.max(...ranges.map(({ to }) => to)),
  }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** `YYYY-MM-DD HH:MM:SS` in this machine's zone: the original's form. */
export function formatLocal(time: number): string {
  const date = new Date(time)
  const day = `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** Name of this machine's zone, for example `Europe/Berlin`. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** A length of time for people: `45 s`, `12 min`, `3.5 h`, `30.0 days`. */
export function formatDuration(ms: number): string {
  if (ms < 120_000) return `${String(Math.round(ms / 1000))} s`
  if (ms < 7_200_000) return `${String(Math.round(ms / 60_000))} min`
  if (ms < 172_800_000) return `${(ms / 3_600_000).toFixed(1)} h`
  return `${(ms / 86_400_000).toFixed(1)} days`
}
