// A baseline of which it is known what happened in it, and how a check's stretches are held against that.
import type { TimeRange } from '../../src-shared/time.ts'

export interface KnownBaseline {
  /** The row of the table that it counts in. */
  readonly row: string
  /** A label's class, or `clean` where there is nothing to find. */
  readonly kind: string
  /** Epoch ms, both ends included. */
  readonly ranges: readonly TimeRange[]
  /** Every so manieth row is taken: 1 for all. */
  readonly every: number
  /** What is to be found; null where there is nothing. */
  readonly subject: TimeRange | null
  /** Whatever is known to have happened in the recording: a stretch where the baseline holds it is not a false one. */
  readonly known: readonly TimeRange[]
}

/** What a check said, held against what is known. */
export interface Judged {
  readonly isFound: boolean
  /** Whether a stretch is where nothing is known to have happened. */
  readonly hasFalse: boolean
  /** The strongest stretch at the subject: the share of the subject that it covers, 0 to 1; null where none is. */
  readonly cover: number | null
  /** And its length over the subject's. */
  readonly length: number | null
}

/** How far off a stretch may be and still count as at the subject, ms. */
const nearSubject = 3000
/** And as at something known: what was done goes on to be felt. */
const nearKnown = 10_000
/** A baseline holds what it has so much of, ms: what was done just beside it excuses nothing. */
const leastHeld = 5000

const doTouch = (left: TimeRange, right: TimeRange, slack: number): boolean =>
  left.from <= right.to + slack && right.from - slack <= left.to

/** From the first to the last instant of the range that lies in the baseline. */
function within({ ranges }: KnownBaseline, subject: TimeRange): TimeRange {
  const parts = ranges.filter((range) => doTouch(range, subject, 0))
  return {
    from: Math.max(subject.from, Math.min(...parts.map(({ from }) => from))),
    to: Math.min(subject.to, Math.max(...parts.map(({ to }) => to))),
  }
}

const isHeld = ({ ranges }: KnownBaseline, one: TimeRange): boolean =>
  ranges.some((range) => Math.min(range.to, one.to) - Math.max(range.from, one.from) >= leastHeld)

/** Judges a check's stretches, the strongest first. */
export function judged(baseline: KnownBaseline, stretches: readonly TimeRange[]): Judged {
  const { subject } = baseline
  const known = [
    ...baseline.known.filter((one) => isHeld(baseline, one)),
    ...(subject === null ? [] : [subject]),
  ]
  const hasFalse = stretches.some((stretch) => !known.some((one) => doTouch(stretch, one, nearKnown)))
  const found = subject === null ? undefined : stretches.find((one) => doTouch(one, subject, nearSubject))
  if (found === undefined || subject === null) return { isFound: false, hasFalse, cover: null, length: null }
  const { from, to } = within(baseline, subject)
  const common = Math.max(0, Math.min(found.to, to) - Math.max(found.from, from))
  return {
    isFound: true,
    hasFalse,
    cover: common / (to - from),
    length: (found.to - found.from) / (to - from),
  }
}
