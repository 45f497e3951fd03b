// Facts and rules → causes: what happened, with all that speaks for and against it. Pure.
import type { Cause, Evidence, Remedy, Unmeasured } from '../../../src-shared/contract/analysis.ts'
import { causeRoles } from '../../../src-shared/causes.ts'
import { catalogue } from './catalogue.ts'
import type { Configuration, Facts } from './facts.ts'
import type { Clue, Rule, Seen } from './rule.ts'
import { isSeen } from './tests.ts'

interface Finding {
  readonly rule: Rule
  readonly cause: Cause
}

const evidenceOf = ({ text, metric, at }: Seen): Evidence => ({ text, metric, at })

/** The first statement of each text: a clue may look at what a need has looked at. */
function distinct(list: readonly Evidence[]): Evidence[] {
  return list.filter(({ text }, index) => list.findIndex((other) => other.text === text) === index)
}

/** What each clue found, the weightiest first. */
function judged(clues: readonly Clue[], facts: Facts) {
  const seen: { readonly weight: number; readonly outcome: Seen }[] = []
  const unmeasured: Unmeasured[] = []
  for (const { weight, test } of clues.toSorted((one, other) => other.weight - one.weight)) {
    const outcome = test(facts)
    if (isSeen(outcome)) seen.push({ weight, outcome })
    else unmeasured.push({ text: outcome.unmeasured, setting: outcome.setting })
  }
  return { seen, unmeasured }
}

/**
 * A rule's confidence: its least, and of the rest up to its most the part that the clues which hold have in the weight
 * of all that could be measured. What was not measured counts neither way; with nothing measured it is the least.
 */
export function confidenceOf(
  [least, most]: Rule['confidence'],
  seen: readonly { readonly weight: number; readonly outcome: Pick<Seen, 'holds'> }[],
): number {
  const weigh = (list: typeof seen): number => list.reduce((sum, { weight }) => sum + weight, 0)
  const all = weigh(seen)
  if (all === 0) return least
  return least + ((most - least) * weigh(seen.filter(({ outcome }) => outcome.holds))) / all
}

/** A key's value now: null where no configuration was handed over, `not set` where it does not have the key. */
function currentOf(key: string | null, configuration: Configuration): string | null {
  if (key === null || configuration.files.length === 0) return null
  return configuration.get(key) ?? 'not set'
}

/** Without those that the configuration has already. */
function remediesOf(rule: Rule, facts: Facts): Remedy[] {
  return rule
    .remedies(facts)
    .map((remedy) => ({ ...remedy, current: currentOf(remedy.key, facts.configuration) }))
    .filter(({ current, advised }) => current === null || current !== advised)
}

/** The rule's finding; undefined where one of its needs does not hold or could not be looked at. */
function findingOf(rule: Rule, facts: Facts): Finding | undefined {
  const needs = rule.needs.map((test) => test(facts)).filter((outcome) => isSeen(outcome) && outcome.holds)
  if (needs.length === 0 || needs.length < rule.needs.length) return undefined
  const met = needs.filter(isSeen)
  const { seen, unmeasured } = judged(rule.clues, facts)
  const speaking = seen.filter(({ outcome }) => outcome.holds).map(({ outcome }) => outcome)
  const against = seen.filter(({ outcome }) => !outcome.holds).map(({ outcome }) => outcome)
  const began = met.find(({ at }) => at !== null)?.at
  return {
    rule,
    cause: {
      id: rule.id,
      role: rule.role,
      title: rule.title(facts),
      story: rule.story(facts),
      confidence: confidenceOf(rule.confidence, seen),
      since: began ?? facts.start,
      evidence: distinct([...met, ...speaking].map(evidenceOf)),
      against: distinct(against.map(evidenceOf)),
      unmeasured,
      checks: [...rule.checks(facts)],
      remedies: remediesOf(rule, facts),
      reference: rule.reference,
    },
  }
}

/**
 * What can be said of an incident: causes, then symptoms, then impacts, the likeliest first; empty where nothing in the
 * catalogue has its evidence. A finding that another one explains is left out, even where that one is itself explained.
 */
export function diagnose(facts: Facts, rules: readonly Rule[] = catalogue): Cause[] {
  const findings = rules.flatMap((rule) => findingOf(rule, facts) ?? [])
  const found = new Set(findings.map(({ rule }) => rule.id))
  return findings
    .filter(({ rule }) => !(rule.unless ?? []).some((id) => found.has(id)))
    .map(({ cause }) => cause)
    .toSorted(
      (one, other) =>
        causeRoles.indexOf(one.role) - causeRoles.indexOf(other.role) || other.confidence - one.confidence,
    )
}
