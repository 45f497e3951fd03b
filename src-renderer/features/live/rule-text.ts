// A source's baseline rule in words, and as it stands in the form. Pure.
import { BaselineRule } from '../../../src-shared/contract/sources.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import type { TimeRange } from '../../../src-shared/time.ts'

/** What retraining learns, in a sentence. */
export function ruleText(rule: BaselineRule | null): string {
  if (rule === null) return 'Nobody has said what is normal here, so nothing is retrained.'
  if (rule.kind === 'fixed') {
    const length = rule.ranges.reduce((sum, { from, to }) => sum + to - from, 0)
    const which =
      rule.ranges.length === 1
        ? `the same stretch of ${formatDuration(length)}`
        : `the same ${String(rule.ranges.length)} stretches, ${formatDuration(length)} together`
    return `Always ${which}; trained again only where rows there, the settings or the engine have changed.`
  }
  const days = rule.days === 1 ? 'the last day' : `the last ${String(rule.days)} days`
  return rule.hours === null
    ? `At each retraining ${days} before it.`
    : `At each retraining ${days} before it, of each day from ${hourText(rule.hours.from)} to ${hourText(rule.hours.to)} (${rule.hours.zone}).`
}

/** `06:00`. */
export function hourText(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}

export interface RuleDraft {
  readonly kind: 'none' | 'fixed' | 'rolling'
  /** As typed. */
  readonly days: string
  readonly hasHours: boolean
  readonly from: number
  readonly to: number
  readonly zone: string
}

/** The form of a rule; `zone` where the rule names none. */
export function draftOf(rule: BaselineRule | null, zone: string): RuleDraft {
  const rolling = rule?.kind === 'rolling' ? rule : undefined
  return {
    kind: rule?.kind ?? 'none',
    days: String(rolling?.days ?? 7),
    hasHours: rolling !== undefined && rolling.hours !== null,
    from: rolling?.hours?.from ?? 8,
    to: rolling?.hours?.to ?? 18,
    zone: rolling?.hours?.zone ?? zone,
  }
}

/** The rule that a form describes; undefined where it describes none that can be kept. `fixed` are the stretches of a fixed one. */
export function ruleOf(draft: RuleDraft, fixed: readonly TimeRange[]): BaselineRule | null | undefined {
  const { kind, days, hasHours, from, to, zone } = draft
  if (kind === 'none') return null
  const read = BaselineRule.safeParse(
    kind === 'fixed'
      ? { kind, ranges: fixed.map((range) => ({ from: range.from, to: range.to })) }
      : {
          kind,
          days: days.trim() === '' ? undefined : Number(days),
          hours: hasHours ? { from, to, zone } : null,
        },
  )
  return read.success && !(kind === 'rolling' && hasHours && from === to) ? read.data : undefined
}
