// Parts of sentences that several rules use: how many and how long, what other calls had of it, where it was.
import { impactWord } from '../../../src-shared/causes.ts'
import { figure, metricFigure, metricUnit } from '../../../src-shared/figures.ts'
import type { Facts, Level } from './facts.ts'
import { culpritName, loggedPath } from './who-tests.ts'

/** What is counted one by one: half a thread is none. */
const things: ReadonlySet<string> = new Set(['threads', 'calls', 'blocks', 'files', 'nodes'])

/** A figure without digits that nobody can use: `0.04`, `1.96`, `5,413`. */
const plain = (value: number): string =>
  Math.abs(value) < 1 ? String(Number(value.toFixed(2))) : figure(value)

const usualText = (usual: number | null, none = '0'): string =>
  usual === null ? 'none in the baseline' : `usually ${plain(usual) === '0' ? none : plain(usual)}`

/** `53.7 content summaries a second (usually 1.96)`; the noun alone where the rate is unmeasured. */
export function perSecond(facts: Facts, id: string, noun: string): string {
  const level = facts.level(id)
  if (level === undefined) return noun
  return `${plain(level.mean)} ${noun} a second (${usualText(level.usual, 'none')})`
}

function mostThings({ id, peak, usual }: Level): string {
  const count = Math.round(peak)
  const unit = count === 1 ? metricUnit(id).slice(0, -1) : metricUnit(id)
  return `up to ${figure(count)} ${unit} (${usualText(usual === null ? null : Math.round(usual), 'none')})`
}

/**
 * `39.7 ms (usually 0.75)`, a mean; of threads, calls and the like the most at a time: `up to 9 threads (usually none)`.
 * `an unknown amount` where there is no value.
 */
export function amount(facts: Facts, id: string): string {
  const level = facts.level(id)
  if (level === undefined) return 'an unknown amount'
  if (things.has(metricUnit(id))) return mostThings(level)
  const mean = Math.abs(level.mean) < 1 ? Number(level.mean.toFixed(2)) : level.mean
  return `${metricFigure(id, mean)} (${usualText(level.usual)})`
}

/** Columns that everybody feels, as subject and predicate. */
const effects: readonly (readonly [id: string, subject: string, tell: (amount: string) => string])[] = [
  ['RpcProcessingTimeAvgTime', 'on average calls', (each) => `took ${each}`],
  ['RpcQueueTimeAvgTime', 'on average calls', (each) => `waited ${each} for a handler`],
  ['RpcQueueTimeAvgTime@service', 'calls of DataNodes', (each) => `waited ${each} for a handler`],
  ['CallQueueLength', '', (each) => `${each} stood in the queue`],
  ['FsLockQueueLength', '', (each) => `${each} waited for the namesystem lock`],
]

/**
 * What everybody's calls had of it, a sentence: the two figures of waiting that rose most, one step at least.
 */
export function effect(facts: Facts): string {
  if (effects.every(([id]) => facts.level(id) === undefined)) return `${impactWord}not measured.`
  const deviationOf = (id: string): number => facts.level(id)?.deviation ?? -Infinity
  const [first, second] = effects
    .filter(([id]) => deviationOf(id) >= 1)
    .toSorted(([one], [other]) => deviationOf(other) - deviationOf(one))
    .map(([id, subject, tell]) => ({ subject, text: tell(amount(facts, id)) }))
  if (first === undefined) return `${impactWord}other calls hardly waited.`
  const spoken = ({ subject, text }: typeof first): string => (subject === '' ? text : `${subject} ${text}`)
  if (second === undefined) return `${impactWord}${spoken(first)}.`
  const isSame = second.subject === first.subject && first.subject !== ''
  return `${impactWord}${spoken(first)}${isSame ? ` and ${second.text}` : `, and ${spoken(second)}`}.`
}

/** The user who made most of the added calls of these operations, or `Clients` where nobody in particular did. */
export function subject(facts: Facts, operations: readonly string[] = []): string {
  const name = culpritName(facts, operations)
  return name === null ? 'Clients' : `User ${name}`
}

/** ` of etl`, or nothing where no single user is to blame: whose job a remedy is about. */
export function ofCulprit(facts: Facts, operations: readonly string[] = []): string {
  const name = culpritName(facts, operations)
  return name === null ? '' : ` of ${name}`
}

/** ` (most of them under /data/deep)` where an audit log says where; else nothing. */
export function place(facts: Facts, operations: readonly string[]): string {
  const path = loggedPath(facts, operations, culpritName(facts, operations))
  return path === null ? '' : ` (most of them under ${path})`
}
