// R1 and R2: too few handlers for a load that is healthy, and handlers that are held by something else.
import { percent } from '../../../../src-shared/figures.ts'
import { leads } from '../combined-tests.ts'
import { configuredValue, handlerStacks, jmx, loggedLockHolds } from '../commands.ts'
import type { Facts } from '../facts.ts'
import { advisedHandlers, presetHandlers } from '../handlers.ts'
import { operationStorms } from '../operation-storms.ts'
import type { Rule, Test } from '../rule.ts'
import { levelText, notRaised, raised, spiky, steady } from '../tests.ts'
import { configured, logged } from '../who-tests.ts'
import { amount } from '../words.ts'
import { mostRaised } from '../work-tests.ts'

/** Calls wait longer for a handler than they take in one. */
const waitExceedsWork: Test = (facts) => {
  const [queue, processing] = [facts.level('RpcQueueTimeAvgTime'), facts.level('RpcProcessingTimeAvgTime')]
  if (queue === undefined || processing === undefined)
    return { unmeasured: 'RPC queue time beside processing time', setting: null }
  return {
    holds: queue.mean > processing.mean,
    text: `${levelText(queue)}; ${levelText(processing)}`,
    metric: 'RpcQueueTimeAvgTime',
    at: queue.onset,
  }
}

/** As many calls are served as usual or more: the handlers work, there are only too few. */
const servesAsMany: Test = (facts) => {
  const calls = facts.level('RpcProcessingTimeNumOps')
  if (calls === undefined) return { unmeasured: 'RPC calls', setting: null }
  return { holds: calls.deviation > -1, text: levelText(calls), metric: calls.id, at: null }
}

const key = 'dfs.namenode.handler.count'

function adviceOn(facts: Facts): string | null {
  const nodes = facts.level('NumLiveDataNodes')?.mean
  if (nodes === undefined) return null
  const advised = advisedHandlers(nodes)
  const current = Number(facts.configuration.get(key) ?? 0)
  return current >= advised ? null : String(advised)
}

const tooFewHandlers: Rule = {
  id: 'too-few-handlers',
  role: 'cause',
  reference: 'R1; Scaling the HDFS NameNode part 2; NameNode RPC latency notes; Huawei alarms 14021, 14022',
  needs: [
    raised('CallQueueLength'),
    steady('CallQueueLength'),
    waitExceedsWork,
    notRaised('RpcProcessingTimeAvgTime'),
    servesAsMany,
  ],
  clues: [
    { weight: 2, test: steady('NumInProcessHandler') },
    { weight: 2, test: notRaised('RpcLockWaitTimeAvgTime') },
    {
      weight: 2,
      test: (facts) => {
        const nodes = facts.level('NumLiveDataNodes')?.mean ?? 1
        const test = configured(
          key,
          String(presetHandlers),
          (value) => Number(value) < advisedHandlers(nodes),
        )
        return test(facts)
      },
    },
    { weight: 1, test: notRaised('GcTimeMillis') },
  ],
  confidence: [0.4, 0.85],
  unless: ['client-flood', ...operationStorms, 'gc-pressure', 'host-pause', 'metrics-quantiles-contention'],
  title: () => 'Too few RPC handlers for the load',
  story: (facts) =>
    `Calls waited ${amount(facts, 'RpcQueueTimeAvgTime')} for a handler on average, and the queue was never empty for ` +
    `long: ${amount(facts, 'CallQueueLength')}. Once it had a handler, a call took ${amount(facts, 'RpcProcessingTimeAvgTime')}.`,
  checks: (facts) => [
    configuredValue(key),
    `${jmx(facts, 'RpcActivityForPort*')} | grep -E 'NumInProcessHandler|CallQueueLength|RpcQueueTimeAvgTime'`,
    handlerStacks,
  ],
  remedies: (facts) => {
    const advised = adviceOn(facts)
    const text =
      advised === null
        ? 'Raise the number of handlers by half, if the processors have room.'
        : 'Raise the number of handlers: 20 x log2(DataNodes), 200 at most.'
    return [
      { text, key, advised },
      {
        text: 'Threads that read requests off the connections.',
        key: 'ipc.server.read.threadpool.size',
        advised: '5',
      },
    ]
  },
}

/** How much of a call's time in its handler is waiting for the lock. */
function lockPart(facts: Facts): string {
  const [wait, processing] = [facts.level('RpcLockWaitTimeAvgTime'), facts.level('RpcProcessingTimeAvgTime')]
  // Less than a tenth is not worth a word.
  if (wait === undefined || processing === undefined || wait.mean * 10 < processing.mean) return ''
  return `, ${percent(Math.min(1, wait.mean / processing.mean))} of it waiting for the namesystem lock`
}

/** What most handlers do in the thread dumps. */
const busyHandlers = logged('stacks', 'Thread dumps: handlers do nothing in common', ({ handlers }) => {
  const [most] = handlers
  if (most === undefined || most.threads * 2 < most.of) return null
  return { text: `${String(most.threads)} of ${String(most.of)} handlers: ${most.doing}`, at: null }
})

const handlersStuck: Rule = {
  id: 'handlers-stuck',
  role: 'symptom',
  reference: 'R2; HDP 1.2.1 monitoring book 5.3.8; NameNode RPC latency notes',
  needs: [
    raised('RpcProcessingTimeAvgTime'),
    mostRaised(['CallQueueLength', 'RpcQueueTimeAvgTime', 'NumInProcessHandler', 'FsLockQueueLength'], 1),
  ],
  clues: [
    { weight: 2, test: leads('RpcProcessingTimeAvgTime', 'RpcQueueTimeAvgTime', 0) },
    { weight: 2, test: raised('RpcLockWaitTimeAvgTime', { steps: 1 }) },
    { weight: 1, test: raised('NumInProcessHandler', { steps: 1 }) },
    { weight: 1, test: raised('ThreadsWaiting', { steps: 1 }) },
    { weight: 1, test: spiky('CallQueueLength') },
    { weight: 2, test: busyHandlers },
  ],
  confidence: [0.6, 0.95],
  title: (facts) =>
    lockWaits(facts)
      ? 'Handlers held, waiting for the namesystem lock'
      : 'Handlers held by calls that take long',
  story: (facts) =>
    `On average a call kept its handler for ${amount(facts, 'RpcProcessingTimeAvgTime')}${lockPart(facts)}; before that it ` +
    `waited ${amount(facts, 'RpcQueueTimeAvgTime')} for one. More handlers would not help.`,
  checks: (facts) => [handlerStacks, loggedLockHolds, `${jmx(facts, 'FSNamesystem')} | grep LockQueueLength`],
  remedies: () => [
    { text: 'Remove what holds the handlers; leave their number as it is.', key: null, advised: null },
    {
      text: 'See which operation holds the lock, from now on.',
      key: 'dfs.namenode.lock.detailed-metrics.enabled',
      advised: 'true',
    },
  ],
}

/** More than half of the time in handlers is waiting for the lock. */
function lockWaits(facts: Facts): boolean {
  const [wait, processing] = [facts.level('RpcLockWaitTimeAvgTime'), facts.level('RpcProcessingTimeAvgTime')]
  return wait !== undefined && processing !== undefined && wait.mean > processing.mean / 2
}

export const handlerRules: readonly Rule[] = [tooFewHandlers, handlersStuck]
