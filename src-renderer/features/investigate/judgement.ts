// What is to be said of a baseline: the findings of its rows and those of its check, each stretch once. Pure.
import type { BaselineCheck, BaselineVerdict } from '../../../src-shared/contract/models.ts'
import type { TimeRange } from '../../../src-shared/time.ts'

type Finding = BaselineVerdict['findings'][number]
type Stretch = BaselineCheck['stretches'][number]

export interface Judgement {
  readonly level: BaselineVerdict['level']
  readonly findings: readonly Finding[]
  /** Those of the check, in the order of time. */
  readonly stretches: readonly Stretch[]
}

/** Where a finding is; undefined for one without a place. */
export function placeOf({ from, to }: Finding): TimeRange | undefined {
  return from === null || to === null ? undefined : { from, to }
}

/** How much of a range lies in the stretches, which are apart from each other, 0 to 1; a moment counts as a whole. */
function shareIn({ from, to }: TimeRange, stretches: readonly TimeRange[]): number {
  const shared = stretches.reduce(
    (sum, stretch) => sum + Math.max(0, Math.min(to, stretch.to) - Math.max(from, stretch.from)),
    0,
  )
  if (to > from) return shared / (to - from)
  return stretches.some((stretch) => stretch.from <= from && to <= stretch.to) ? 1 : 0
}

/** A finding of which so much is left out, or so much is found by the check, too, need not be told. */
const told = 0.5

/** `check`: of the same baseline, where there is one; `leftOut`: what of it is not learned. */
export function judged(
  { findings: all }: BaselineVerdict,
  check: BaselineCheck | undefined,
  leftOut: readonly TimeRange[],
): Judgement {
  const stretches = (check?.stretches ?? []).toSorted((left, right) => left.from - right.from)
  const findings = all.filter((finding) => {
    const place = placeOf(finding)
    // The rest of what is unusual, without places: the check knows better.
    if (place === undefined) return finding.kind !== 'unusual' || check === undefined
    return shareIn(place, leftOut) < told && (finding.kind !== 'unusual' || shareIn(place, stretches) < told)
  })
  const isUnusable = findings.some(({ level }) => level === 'unusable')
  const level = isUnusable ? 'unusable' : findings.length + stretches.length > 0 ? 'fair' : 'good'
  return { level, findings, stretches }
}
