// R8: handlers that block on the counters of RPC quantiles.
import { anyOf } from '../combined-tests.ts'
import { configuredValue, handlerStacks } from '../commands.ts'
import type { Rule, Test } from '../rule.ts'
import { notRaised, raised } from '../tests.ts'
import { configured, logged } from '../who-tests.ts'
import { amount } from '../words.ts'
import { mostRaised } from '../work-tests.ts'

const key = 'rpc.metrics.quantile.enable'

/** Quantiles are on where /jmx serves them: `RpcQueueTime60s99thPercentileLatency`. */
const served: Test = ({ attributes }) => {
  const names = [...attributes.values()].flatMap((values) => [...values.keys()])
  if (names.length === 0) return { unmeasured: 'attributes of quantiles', setting: null }
  const found = names.find((name) => /^rpc\w+\d+s\d+thPercentile/i.test(name))
  return {
    holds: found !== undefined,
    text:
      found === undefined ? 'No attribute of quantiles is served' : `${found} is served: quantiles are on`,
    metric: null,
    at: null,
  }
}

/** Thread dumps with handlers in Hadoop's MutableQuantiles. */
const blockedThere = logged('stacks', 'Thread dumps: no handler in MutableQuantiles', ({ handlers }) => {
  const found = handlers.find(({ doing }) => /quantile/i.test(doing))
  return found === undefined
    ? null
    : { text: `${String(found.threads)} of ${String(found.of)} handlers: ${found.doing}`, at: null }
})

const isOn = configured(key, 'false', (value) => value === 'true')

const quantilesContention: Rule = {
  id: 'metrics-quantiles-contention',
  role: 'cause',
  reference: 'R8; HADOOP-19918',
  needs: [
    raised('ThreadsBlocked'),
    mostRaised(['RpcQueueTimeAvgTime', 'CallQueueLength'], 1),
    anyOf(isOn, blockedThere, served),
  ],
  clues: [
    { weight: 3, test: blockedThere },
    { weight: 2, test: notRaised('FsLockQueueLength') },
    { weight: 1, test: notRaised('GetGroupsAvgTime') },
  ],
  confidence: [0.5, 0.95],
  title: () => 'Handlers blocked on the metrics of RPC quantiles',
  story: (facts) =>
    `Threads blocked one another, ${amount(facts, 'ThreadsBlocked')} at a time, and RPC quantiles are on, to which calls ` +
    `add one at a time. Calls waited ${amount(facts, 'RpcQueueTimeAvgTime')} for a handler on average.`,
  checks: () => [handlerStacks, configuredValue(key)],
  remedies: () => [{ text: 'Turn RPC quantiles off; the means stay.', key, advised: 'false' }],
}

export const quantileRules: readonly Rule[] = [quantilesContention]
