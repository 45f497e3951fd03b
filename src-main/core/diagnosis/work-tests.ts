// Tests over what the operations added to the NameNode's work together.
import { figure, percent } from '../../../src-shared/figures.ts'
import type { Facts } from './facts.ts'
import { type Work, addedWork, operations } from './operations.ts'
import type { Outcome, Test } from './rule.ts'
import { holds, isSeen, raised, raisedSteps } from './tests.ts'

/** Operations with this part of the added work or more have made it: more than all others together. */
const mostWork = 0.5

/**
 * Added time in handlers, ms a second, that is worth a cause: a fortieth of one handler. Below it any share is a share of
 * nothing.
 */
const leastWorkMs = 25

const sumOf = (work: readonly Work[], value: (one: Work) => number): number =>
  work.reduce((sum, one) => sum + value(one), 0)

/** Calls a second and their part in the work added by these RPCs together. */
function workOf(facts: Facts, rpcs: readonly string[]): { addedMs: number; share: number } {
  const own = addedWork(facts).filter(({ operation }) => rpcs.includes(operation.rpc))
  return { addedMs: sumOf(own, ({ addedMs }) => addedMs), share: sumOf(own, ({ share }) => share) }
}

/** These RPCs (`what` in words: `Content summaries`) made most of the work that was added. */
export function tookMost(rpcs: readonly string[], what: string): Test {
  const rates = operations.filter(({ rpc }) => rpcs.includes(rpc)).map(({ rate }) => rate)
  return (facts): Outcome => {
    const [rate] = rates.filter((id) => facts.level(id) !== undefined)
    if (rate === undefined) return raised(rates[0] ?? '')(facts)
    const { addedMs, share } = workOf(facts, rpcs)
    return {
      holds: share >= mostWork && addedMs >= leastWorkMs,
      text: `${what}: ${percent(share)} of the work added to the handlers (${figure(addedMs)} ms of each second)`,
      metric: rate,
      at: facts.level(rate)?.onset ?? null,
    }
  }
}

/** One of the RPCs is called far more often; the one with the largest rise speaks. */
export function calledMore(rpcs: readonly string[]): Test {
  return mostRaised(rpcs.map((rpc) => `${rpc}NumOps`))
}

/**
 * One of the RPCs takes far longer by itself, and not because everything does: statuses of single paths, the cheapest of
 * calls, stay quick. Lock wait is not in these times (HADOOP-16266), a pause of the process is.
 */
export function takesLonger(rpcs: readonly string[]): Test {
  const slower = mostRaised(rpcs.map((rpc) => `${rpc}AvgTime`))
  return (facts) => {
    const outcome = slower(facts)
    if (!isSeen(outcome) || !outcome.holds) return outcome
    return { ...outcome, holds: !holds(raised('GetFileInfoAvgTime'), facts) }
  }
}

/** The column of several that is raised most; it need not be called, nor measured, in all of them. */
export function mostRaised(ids: readonly string[], steps = raisedSteps): Test {
  const deviationIn = (facts: Facts, id: string): number => facts.level(id)?.deviation ?? -Infinity
  return (facts) => {
    const [id = ''] = ids.toSorted((one, other) => deviationIn(facts, other) - deviationIn(facts, one))
    return raised(id, { steps })(facts)
  }
}

/** What shows that somebody waits, one step of the scale suffices: queue, lock, busy handlers. */
export const waits: Test = mostRaised(
  [
    'CallQueueLength',
    'RpcQueueTimeAvgTime',
    'RpcLockWaitTimeAvgTime',
    'FsLockQueueLength',
    'NumInProcessHandler',
    'RpcProcessingTimeAvgTime',
    'RpcQueueTimeAvgTime@service',
    'RpcLockWaitTimeAvgTime@service',
  ],
  1,
)
