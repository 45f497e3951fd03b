// Times as recordings write them: epoch numbers of any unit, ISO 8601 and its relatives, digits in file names.

const earliest = Date.UTC(2000, 0, 1)
const latest = Date.UTC(2100, 0, 1)

/** Whether epoch ms lie in 2000 … 2100, where a recording may be from. */
export function isPlausibleTime(ms: number): boolean {
  return ms >= earliest && ms < latest
}

/** Epoch ms of a number in seconds, ms, µs or ns: the unit that puts it in 2000 … 2100; undefined where none does. */
export function epochTime(value: number): number | undefined {
  for (const perMs of [1e-3, 1, 1e3, 1e6]) {
    const ms = Math.round(value / perMs)
    if (isPlausibleTime(ms)) return ms
  }
  return undefined
}

const zone = String.raw`(?<zone>[zZ]|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?`
const isoForm = new RegExp(
  String.raw`^(?<y>\d{4})[-/.]?(?<mo>\d{2})[-/.]?(?<d>\d{2})(?:[T ]+(?<h>\d{2}):?(?<mi>\d{2})(?::?(?<s>\d{2})(?:[.,](?<f>\d{1,9}))?)?)? ?${zone}$`,
)
const nameForm = new RegExp(
  String.raw`(?<!\d)(?<y>20\d{2})[-_.]?(?<mo>\d{2})[-_.]?(?<d>\d{2})[-_. /T]?(?<h>\d{2})[-_.:h]?(?<mi>\d{2})(?:[-_.:m]?(?<s>\d{2})(?:[-_.,]?(?<f>\d{3}))?)?${zone.replace('[+-]\\d{2}(?!\\d)', '(?!)')}(?!\d)`,
)
const epochForm = /(?<!\d)(?:1\d{9}|[1-9]\d{11,12}|[1-9]\d{15}|[1-9]\d{18})(?!\d)/g

const numeral = (text: string | undefined): number => Number(text ?? 0)

function zoneMinutes(text: string): number {
  const digits = /^([+-])(\d{2}):?(\d{2})?$/.exec(text)
  if (digits === null) return 0
  return (digits[1] === '-' ? -1 : 1) * (numeral(digits[2]) * 60 + numeral(digits[3]))
}

function calendarTime(parts: Readonly<Record<string, string | undefined>>): number | undefined {
  const [year, month, day] = [numeral(parts['y']), numeral(parts['mo']), numeral(parts['d'])]
  const [hour, minute, second] = [numeral(parts['h']), numeral(parts['mi']), numeral(parts['s'])]
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
    return undefined
  const ms = Math.floor(Number(`0.${parts['f'] ?? '0'}`) * 1000)
  const time =
    parts['zone'] === undefined
      ? new Date(year, month - 1, day, hour, minute, second, ms).getTime()
      : Date.UTC(year, month - 1, day, hour, minute, second, ms) - zoneMinutes(parts['zone']) * 60_000
  return isPlausibleTime(time) ? time : undefined
}

/** Epoch ms of a value in a record: an epoch number (also as text) or ISO 8601, in the local zone where it has none. */
export function valueTime(value: unknown): number | undefined {
  if (typeof value === 'number') return epochTime(value)
  if (typeof value !== 'string' || value.length > 64) return undefined
  const text = value.trim()
  if (/^\d{9,19}(?:\.\d+)?$/.test(text)) return epochTime(Number(text))
  const parts = isoForm.exec(text)?.groups
  return parts === undefined ? undefined : calendarTime(parts)
}

function namedCalendarTime(text: string): number | undefined {
  const parts = nameForm.exec(text)?.groups
  return parts === undefined ? undefined : calendarTime(parts)
}

function namedEpochTime(text: string): number | undefined {
  for (const [digits] of text.matchAll(epochForm)) {
    const time = epochTime(Number(digits))
    if (time !== undefined) return time
  }
  return undefined
}

/**
 * Epoch ms out of the digits in a path: its last part (`nn-20260224-210000.json`, `1771966800.json`,
 * `2026-02-24T21_00_00Z.json`), else its last two (`2026-02-24/210000.json`). Local zone unless Z or an offset stands there.
 * A date without hour and minute is none.
 */
export function nameTime(path: string): number | undefined {
  const parts = path.split(/[/\\]/)
  const last = parts.at(-1) ?? ''
  return namedCalendarTime(last) ?? namedEpochTime(last) ?? namedCalendarTime(parts.slice(-2).join('/'))
}
