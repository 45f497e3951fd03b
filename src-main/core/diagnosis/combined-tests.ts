// Tests over several others: any, all, which came first.
import { nameOf } from './names.ts'
import type { Test } from './rule.ts'
import { settingFor } from './settings.ts'
import { isSeen } from './tests.ts'

/** One of them holds: the first that does speaks, else the first that could be looked at. */
export function anyOf(first: Test, ...others: readonly Test[]): Test {
  return (facts) => {
    const outcome = first(facts)
    const seen = [outcome, ...others.map((test) => test(facts))].filter(isSeen)
    return seen.find((one) => one.holds) ?? seen[0] ?? outcome
  }
}

/** All of them hold: the first speaks for them, else the first that does not; unmeasured ones are passed over. */
export function allOf(first: Test, ...others: readonly Test[]): Test {
  return (facts) => {
    const outcome = first(facts)
    const seen = [outcome, ...others.map((test) => test(facts))].filter(isSeen)
    const failed = seen.find((one) => !one.holds)
    return failed ?? seen[0] ?? outcome
  }
}

/**
 * The first column left its normal before the second did, by more than `slack` rows (metrics of different beans are up
 * to one sample apart). Holds as well where the second never left it; not where the first never did.
 */
export function leads(first: string, second: string, slack = 1): Test {
  return (facts) => {
    const [one, other] = [facts.level(first), facts.level(second)]
    if (one === undefined)
      return { unmeasured: `${nameOf(first)}: not in this dump`, setting: settingFor(first) }
    const from = one.onset
    const to = other?.onset ?? null
    const holds = from !== null && (to === null || from + slack * facts.spacing * 1000 < to)
    return { holds, text: orderText(first, second, from, to), metric: first, at: from }
  }
}

function orderText(first: string, second: string, from: number | null, to: number | null): string {
  if (from === null) return `${nameOf(first)} did not rise`
  if (to === null) return `${nameOf(first)} rose, ${nameOf(second)} did not`
  const seconds = Math.round((to - from) / 1000)
  if (seconds === 0) return `${nameOf(first)} and ${nameOf(second)} rose together`
  const order = seconds > 0 ? 'before' : 'after'
  return `${nameOf(first)} rose ${String(Math.abs(seconds))} s ${order} ${nameOf(second)}`
}
