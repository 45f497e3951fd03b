// What a baseline rule comes to at a time: its ranges, flagged stretches left out, those judged normal taken in. Pure.
import type { BaselinePreview, BaselineRule } from '../../../src-shared/contract/sources.ts'
import { disjoint, takeOut } from '../../../src-shared/ranges.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { FlaggedStretch } from '../store/baseline-rules.ts'
import { hoursIn } from './hours.ts'

/** Left out before and after an incident, ms: it begins before it is flagged, and its queues drain after it. */
export const marginMs = 2 * 60_000
/** Taken in around a stretch judged normal: whole windows (30 rows, 10 s apart) are learned, not the stretch alone. */
const aroundNormalMs = 5 * 60_000
/** Stretches judged normal that a fixed rule takes in, the latest. */
const mostNormal = 50

const dayMs = 86_400_000

/** A stretch with so many ms more on either side. */
export const around = ({ from, to }: TimeRange, ms: number): TimeRange => ({ from: from - ms, to: to + ms })

/** Whether two stretches have a moment in common. */
export const overlap = (one: TimeRange, other: TimeRange): boolean =>
  one.from <= other.to && other.from <= one.to

const isNormal = ({ verdict }: Pick<FlaggedStretch, 'verdict'>): boolean => verdict === 'normal'

/** What a rule comes to, in the order of time, none overlapping. */
export interface Stretches {
  readonly ranges: readonly TimeRange[]
  readonly leftOut: readonly BaselinePreview['leftOut'][number][]
  /** Judged so by a person. */
  readonly normal: readonly TimeRange[]
}

function rangesOf(rule: BaselineRule, flagged: readonly FlaggedStretch[], now: number): readonly TimeRange[] {
  if (rule.kind === 'fixed') {
    const normal = flagged.filter(({ isOpen, ...stretch }) => isNormal(stretch) && !isOpen)
    return [...rule.ranges, ...normal.slice(-mostNormal).map((stretch) => around(stretch, aroundNormalMs))]
  }
  const span = { from: now - rule.days * dayMs, to: now }
  return rule.hours === null ? [span] : hoursIn(span, rule.hours)
}

function reasonOf({ id, title, isOpen, verdict }: FlaggedStretch): string {
  const state = isOpen ? ', still open' : verdict === 'real' ? ', judged real' : ''
  return `incident ${String(id)}${state}: ${title}`
}

/**
 * The stretches that a rule comes to at a time (epoch ms), in order, none overlapping. Every incident is left out, one that
 * is open to the end, whichever node it was of, but for those judged normal; those are in a rolling baseline anyway, and are
 * added to a fixed one.
 */
export function stretchesOf(rule: BaselineRule, flagged: readonly FlaggedStretch[], now: number): Stretches {
  const ranges = disjoint(rangesOf(rule, flagged, now))
  const leftOut = flagged
    .filter((stretch) => !isNormal(stretch))
    .map((stretch) => ({
      ...around(
        { from: stretch.from, to: stretch.isOpen ? Math.max(stretch.to, now) : stretch.to },
        marginMs,
      ),
      reason: reasonOf(stretch),
    }))
    .filter((stretch) => ranges.some((range) => overlap(range, stretch)))
  return { ranges: takeOut(ranges, leftOut), leftOut, normal: flagged.filter(isNormal) }
}
