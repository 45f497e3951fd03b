// Parts of sentences that several rules use: how many and how long, what other calls had of it, where it was.
import { figure, metricFigure } from '../../../src-shared/figures.ts'
import type { Facts } from './facts.ts'
import { culpritName } from './who-tests.ts'

/** `53.6 content summaries a second (usually 1.96)`; the noun alone where the rate is unmeasured. */
export function perSecond(facts: Facts, id: string, noun: string): string {
  const level = facts.level(id)
  if (level === undefined) return noun
  const usual = level.usual === null ? 'none in the baseline' : `usually ${figure(level.usual)}`
  return `${figure(level.mean)} ${noun} a second (${usual})`
}

/** `39.7 ms (usually 0.75)`; `an unknown amount` where there is no value. */
export function amount(facts: Facts, id: string): string {
  const level = facts.level(id)
  if (level === undefined) return 'an unknown amount'
  const usual = level.usual === null ? 'none in the baseline' : `usually ${figure(level.usual)}`
  return `${metricFigure(id, level.mean)} (${usual})`
}

const effects: readonly (readonly [id: string, tell: (facts: Facts) => string])[] = [
  ['RpcProcessingTimeAvgTime', (facts) => `a call took ${amount(facts, 'RpcProcessingTimeAvgTime')}`],
  ['RpcQueueTimeAvgTime', (facts) => `a call waited ${amount(facts, 'RpcQueueTimeAvgTime')} for a handler`],
  ['CallQueueLength', (facts) => `${amount(facts, 'CallQueueLength')} stood in the queue`],
  ['FsLockQueueLength', (facts) => `${amount(facts, 'FsLockQueueLength')} waited for the namesystem lock`],
]

/** What everybody's calls had of it, a sentence: the two figures of waiting that rose most, one step at least. */
export function effect(facts: Facts): string {
  const deviationOf = (id: string): number => facts.level(id)?.deviation ?? -Infinity
  const risen = effects
    .filter(([id]) => deviationOf(id) >= 1)
    .toSorted(([one], [other]) => deviationOf(other) - deviationOf(one))
    .slice(0, 2)
    .map(([, tell]) => tell(facts))
  return risen.length === 0 ? 'Other calls hardly waited.' : `Meanwhile ${risen.join(', and ')}.`
}

/** The user who made most of the added calls of these operations, or `Clients` where nobody in particular did. */
export function subject(facts: Facts, operations: readonly string[] = []): string {
  return culpritName(facts, operations) ?? 'Clients'
}

/** ` (most of them under /data/deep)` where an audit log says where; else nothing. */
export function place(facts: Facts, operations: readonly string[]): string {
  const user = culpritName(facts, operations)
  const found = facts.logs.commands.find(
    (one) => operations.includes(one.command) && (user === null || one.user === user) && one.path !== null,
  )
  return found?.path === null || found?.path === undefined ? '' : ` (most of them under ${found.path})`
}
