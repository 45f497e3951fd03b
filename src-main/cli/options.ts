// Options that several commands share, read with errors that say what was wanted.
import { InvalidArgumentError, Option } from 'commander'
import { DeclaredError, errorText } from '../../src-shared/errors.ts'
import { type Profile, profiles } from '../../src-shared/profiles.ts'
import { type TimeRange, parseRange } from '../../src-shared/time.ts'

/** Commander shows these errors with the option's name and the command's help. */
function asUsageError<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof DeclaredError) throw new InvalidArgumentError(errorText(error))
    throw error
  }
}

/** One range; given again it is a second one. */
export function rangesArgument(text: string, before: readonly TimeRange[] | undefined): readonly TimeRange[] {
  return [...(before ?? []), asUsageError(() => parseRange(text))]
}

/** One range. */
export function rangeArgument(text: string): TimeRange {
  return asUsageError(() => parseRange(text))
}

/** A number above 0. */
export function positiveNumber(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value > 0) || !Number.isFinite(value)) {
    throw new InvalidArgumentError(`Wanted a number above 0, got "${text}".`)
  }
  return value
}

/** A whole number from 1 on. */
export function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new InvalidArgumentError(`Wanted a whole number from 1 on, got "${text}".`)
  return Number(text)
}

/** A port, 0 for any free one. */
export function portNumber(text: string): number {
  const value = Number(text)
  if (/^\d{1,5}$/.test(text) && value <= 65_535) return value
  throw new InvalidArgumentError(`Wanted a port from 0 to 65535, got "${text}".`)
}

/** Address of nnad's screens for links; comes back without a slash at its end. */
export function screensUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url !== undefined && `${url.username}${url.password}${url.search}${url.hash}` === ''
  if (!isPlain || !['http:', 'https:'].includes(url.protocol)) {
    throw new InvalidArgumentError(
      'Wanted an address such as https://nnad.example.org, without user or query.',
    )
  }
  return url.href.replace(/\/+$/, '')
}

const units = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** A length of time such as `10s`, `500ms`, `5m`, `1h`: ms. */
export function duration(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|min|h|d)$/.exec(text.trim()) ?? []
  const factor = Object.entries(units).find(([name]) => name === unit)?.[1]
  if (factor === undefined || Number(number) <= 0) {
    throw new InvalidArgumentError(`Wanted a length of time such as 10s, 5m or 1h, got "${text}".`)
  }
  return Math.round(Number(number) * factor)
}

/** `--profile`, checked. */
export function profileOption(): Option {
  return new Option('--profile <profile>', 'how values become the model’s input').choices(profiles)
}

/** `--leave-out`, which may be given several times. */
export function leaveOutOption(): Option {
  return new Option(
    '--leave-out <from..to>',
    'a stretch of the baseline that is not learned; may be given several times',
  ).argParser(rangesArgument)
}

/** What commands that choose a source and train have in common. */
export interface TrainingOptions {
  readonly source?: string
  readonly node?: string
  readonly profile?: Profile
  readonly epochs?: number
}
