// R5: the call queue sends clients away, by FairCallQueue's backoff.
import { figure } from '../../../../src-shared/figures.ts'
import { anyOf } from '../combined-tests.ts'
import type { Facts } from '../facts.ts'
import { jmx } from '../commands.ts'
import type { Rule, Test } from '../rule.ts'
import { counted, raised } from '../tests.ts'
import { oneUser } from '../who-tests.ts'
import { perSecond } from '../words.ts'

/** A caller below the best priority (0): the scheduler has found it heavy. */
const demoted = ({ who }: Facts): Facts['who']['callers'][number] | undefined =>
  who.callers.find(({ priority }) => priority !== null && priority > 0)

const heavyCaller: Test = (facts) => {
  if (facts.who.callers.length === 0)
    return {
      unmeasured: 'callers by priority',
      setting: `ipc.${facts.clientPort}.scheduler.impl=org.apache.hadoop.ipc.DecayRpcScheduler`,
    }
  const found = demoted(facts)
  const text =
    found === undefined
      ? 'The scheduler has put nobody behind the others'
      : `The scheduler has put ${found.caller} behind the others (priority ${String(found.priority)}, ${figure(found.perSecond)} /s)`
  return { holds: found !== undefined, text, metric: null, at: null }
}

/** Calls that did not fit into a priority's queue in the incident (FairCallQueue's OverflowedCalls, one per priority). */
const overflowed: Test = ({ attributes, clientPort }) => {
  const values = [...(attributes.get('FairCallQueue') ?? [])].filter(([name]) =>
    name.startsWith('OverflowedCalls'),
  )
  if (values.length === 0)
    return {
      unmeasured: 'calls that overflowed',
      setting: `ipc.${clientPort}.callqueue.impl=org.apache.hadoop.ipc.FairCallQueue`,
    }
  const calls = values.reduce((sum, [, value]) => sum + (typeof value === 'number' ? value : 0), 0)
  return {
    holds: calls > 0,
    text: `Calls that overflowed their queue: ${figure(calls)}`,
    metric: null,
    at: null,
  }
}

const callQueueThrottling: Rule = {
  id: 'call-queue-throttling',
  role: 'symptom',
  reference: 'R5; FairCallQueue and Metrics documentation of Hadoop',
  needs: [anyOf(counted('RpcClientBackoff'), overflowed)],
  clues: [
    { weight: 2, test: heavyCaller },
    { weight: 1, test: overflowed },
    { weight: 1, test: oneUser() },
    { weight: 1, test: raised('CallQueueLength', { steps: 1 }) },
  ],
  confidence: [0.7, 0.95],
  title: (facts) => {
    const caller = demoted(facts)?.caller
    return `Clients sent away by the call queue${caller === undefined ? '' : `, ${caller} first`}`
  },
  story: (facts) =>
    `The call queue turned away ${perSecond(facts, 'RpcClientBackoff', 'calls')}, to be tried again later, and so kept ` +
    'the others from waiting.',
  checks: (facts) => [
    jmx(facts, `DecayRpcSchedulerMetrics2.ipc.${facts.clientPort}`),
    `${jmx(facts, 'RpcActivityForPort*')} | grep -E 'RpcClientBackoff|CallQueueLength'`,
  ],
  remedies: () => [
    { text: 'Slow the heavy caller down; the queue does what it is for.', key: null, advised: null },
  ],
}

export const throttlingRules: readonly Rule[] = [callQueueThrottling]
