// Who is behind an incident: nntop in it beside nntop in the baseline, exceptions, connections, heavy callers.
import { type CallRate, type CallRates, callRates, nearMs } from './call-rates.ts'
import type { UserCalls, Who } from './facts.ts'
import { type MeanTime, costOf } from './operation-cost.ts'
import type { BaselineWitness, DocumentWitness, IncidentWitness } from './witness.ts'

/**
 * Standard deviations of chance by which more calls than usual must have come. There are up to some thousand pairs of
 * user and command: 5 lets less than one in a thousand incidents have one of them by chance.
 */
const significance = 5
/** Calls that are too few to tell anything, whatever is usual: what one person makes by hand. */
const fewCalls = 10
/** A user's load doubles in the course of a healthy day; more than that is a change. */
const leastFactor = 2
/** Beyond the busiest window of the baseline by what an operator begins to notice (src-shared/scales.ts). */
const beyondHighest = 1.5
/** Part of everybody's usual calls or cost below which added ones cannot have moved the NameNode. */
const leastPart = 0.1

interface Added extends CallRate {
  readonly usual: number
  readonly added: number
  readonly addedCost: number
  readonly rose: boolean
}

function hasRisen(perSecond: number, usual: number, highest: number, seconds: number): boolean {
  const more = (perSecond - usual) * seconds
  const chance = Math.sqrt(usual * seconds + 1)
  return (
    more >= Math.max(fewCalls, significance * chance) &&
    perSecond >= leastFactor * usual &&
    perSecond >= beyondHighest * highest
  )
}

const sumOf = <Item>(items: readonly Item[], value: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0)

/**
 * Who rose, with their parts. What the others added together, ups and downs against each other, counts in the whole,
 * too: somebody who rose amid a general rise has not made all of it.
 */
export function risenUsers(
  { rates, seconds }: CallRates,
  baseline: BaselineWitness,
  mean: MeanTime,
): readonly UserCalls[] {
  const known = new Map(baseline.users.map((one) => [`${one.operation}\n${one.user}`, one]))
  const judged = rates.map((rate): Added => {
    const usualOf = known.get(`${rate.operation}\n${rate.user}`)
    const most = baseline.unlisted[rate.operation] ?? 0
    const usual = usualOf?.perSecond ?? most
    const added = rate.perSecond - usual
    return {
      ...rate,
      usual,
      added,
      addedCost: added * costOf(rate.operation, mean),
      rose: hasRisen(rate.perSecond, usual, usualOf?.highest ?? most, seconds),
    }
  })
  const usualCalls = sumOf(baseline.users, ({ perSecond }) => perSecond)
  const usualCost = sumOf(baseline.users, (one) => one.perSecond * costOf(one.operation, mean))
  const matters = (one: Added): boolean =>
    one.added >= leastPart * usualCalls || one.addedCost >= leastPart * usualCost
  const risen = judged.filter((one) => one.rose && matters(one))
  const others = judged.filter((one) => !risen.includes(one))
  const calls =
    sumOf(risen, ({ added }) => added) +
    Math.max(
      0,
      sumOf(others, ({ added }) => added),
    )
  const cost =
    sumOf(risen, ({ addedCost }) => addedCost) +
    Math.max(
      0,
      sumOf(others, ({ addedCost }) => addedCost),
    )
  return risen
    .map(({ user, operation, perSecond, usual, added, addedCost }) => ({
      user,
      operation,
      perSecond,
      usualPerSecond: usual,
      callShare: added / calls,
      share: addedCost / cost,
    }))
    .toSorted((one, other) => other.share - one.share)
}

/** Documents of the process that ran at the end: counters of another one do not go on. */
function ofLastProcess(documents: readonly DocumentWitness[]): readonly DocumentWitness[] {
  const started = documents.at(-1)?.startedAt ?? null
  return documents.filter(({ startedAt }) => startedAt === started)
}

/** Exceptions a second between two documents of one process, by class. */
export function exceptionRates(documents: readonly DocumentWitness[]): ReadonlyMap<string, number> {
  const [first, last] = [documents[0], documents.at(-1)]
  const seconds = first === undefined || last === undefined ? 0 : (last.time - first.time) / 1000
  if (first === undefined || last === undefined || seconds <= 0) return new Map()
  return new Map(
    Object.entries(last.exceptions).map(([name, count]) => [
      name,
      Math.max(0, count - (first.exceptions[name] ?? 0)) / seconds,
    ]),
  )
}

function exceptionsIn(documents: readonly DocumentWitness[], baseline: BaselineWitness): Who['exceptions'] {
  const usual = new Map(baseline.exceptions.map(({ name, perSecond }) => [name, perSecond]))
  return [...exceptionRates(documents)]
    .map(([name, perSecond]) => ({ name, perSecond, usual: usual.get(name) ?? 0 }))
    .filter(({ perSecond }) => perSecond > 0)
    .toSorted((one, other) => other.perSecond - other.usual - (one.perSecond - one.usual))
}

function connectionsIn(documents: readonly DocumentWitness[], baseline: BaselineWitness): Who['connections'] {
  const usual = new Map(baseline.connections.map((one) => [one.user, one.usual]))
  const users = new Set(documents.flatMap(({ connections }) => Object.keys(connections)))
  return [...users]
    .map((user) => ({
      user,
      now: Math.max(...documents.map(({ connections }) => connections[user] ?? 0)),
      usual: usual.get(user) ?? 0,
    }))
    .toSorted((one, other) => other.now - other.usual - (one.now - one.usual))
}

/** The scheduler counts each of its top callers since it first met him. */
function callersIn(documents: readonly DocumentWitness[]): Who['callers'] {
  const told = documents.filter(({ callers }) => callers.length > 0)
  const [first, last] = [told[0], told.at(-1)]
  if (first === undefined || last === undefined || first === last) return []
  const before = new Map(first.callers.map(({ caller, volume }) => [caller, volume]))
  return last.callers
    .map(({ caller, volume, priority }) => ({
      caller,
      perSecond: (Math.max(0, volume - (before.get(caller) ?? 0)) * 1000) / (last.time - first.time),
      priority,
    }))
    .toSorted((one, other) => other.perSecond - one.perSecond)
}

const nobody = { users: [], connections: [], exceptions: [], callers: [] }

/** Who called in an incident (epoch ms). `mean` tells the mean time of a column in it. */
export function whoOf(witness: IncidentWitness, start: number, end: number, mean: MeanTime): Who {
  const documents = ofLastProcess(witness.documents)
  const within = documents.filter(({ time }) => time >= start && time <= end)
  const { baseline } = witness
  // A step into the incident is its own: the first document within it has counted already.
  const entry = documents.findLast(({ time }) => time < start && time >= start - nearMs)
  const counting = entry === undefined ? within : [entry, ...within]
  const callers = callersIn(counting)
  if (documents.length === 0)
    return { ...nobody, unknown: 'the raw documents of this time are gone', callers }
  if (baseline === null || baseline.documents === 0)
    return {
      ...nobody,
      unknown: 'the model does not know who called in its baseline, as its raw documents were gone',
      callers,
    }
  const rest = {
    connections: connectionsIn(within, baseline),
    exceptions: exceptionsIn(counting, baseline),
    callers,
  }
  const rates = callRates(counting)
  if (rates === undefined) {
    const isOff = documents.every(({ top }) => top === null)
    const unknown = isOff
      ? 'nntop is off or left out of the dump (TopUserOpCounts)'
      : 'there are too few documents of this time'
    return { ...rest, unknown, users: [] }
  }
  if (!baseline.hasUsers)
    return { ...rest, unknown: 'nntop was off in the baseline (TopUserOpCounts)', users: [] }
  return { ...rest, unknown: null, users: risenUsers(rates, baseline, mean) }
}
