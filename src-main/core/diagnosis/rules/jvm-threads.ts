// R30 and R23: threads that wait for each other inside the JVM, and logging that makes them.
import { figure, percent } from '../../../../src-shared/figures.ts'
import { anyOf } from '../combined-tests.ts'
import { configuredValue, handlerStacks } from '../commands.ts'
import type { Rule, Test } from '../rule.ts'
import { notRaised, raised } from '../tests.ts'
import { configured, logged } from '../who-tests.ts'
import { amount, effect } from '../words.ts'

/** What handlers are seen doing in thread dumps. */
function handlersDoing(what: RegExp, name: string): Test {
  return logged('stacks', `Thread dumps: no handler in ${name}`, ({ handlers }) => {
    const found = handlers.find(({ doing }) => what.test(doing))
    if (found === undefined) return null
    const { threads, of, doing } = found
    return { text: `Thread dumps: ${figure(threads)} of ${figure(of)} handlers in ${doing}`, at: null }
  })
}

const noLockQueue: Test = anyOf(notRaised('FsLockQueueLength'), notRaised('LockQueueLength'))

const blockedThreads: Rule = {
  id: 'blocked-threads',
  role: 'symptom',
  reference: 'R30; JvmMetrics.java',
  needs: [raised('ThreadsBlocked')],
  clues: [
    { weight: 2, test: raised('RpcProcessingTimeAvgTime', { steps: 1 }) },
    { weight: 1, test: raised('NumInProcessHandler', { steps: 1 }) },
    {
      weight: 2,
      test: logged('stacks', 'Thread dumps: no handlers', ({ handlers: [first] }) =>
        first === undefined
          ? null
          : {
              text: `Thread dumps: ${percent(first.threads / Math.max(1, first.of))} of the handlers in ${first.doing}`,
              at: null,
            },
      ),
    },
  ],
  confidence: [0.6, 0.9],
  title: () => 'Threads blocked by one another',
  story: (facts) =>
    `${amount(facts, 'ThreadsBlocked')} stood before a Java monitor. The namesystem lock is none: what blocks them is ` +
    `logging, metrics, a cache or a log-in. ${effect(facts)}`,
  checks: () => [handlerStacks],
  remedies: () => [{ text: 'Remove what the thread dumps show them waiting for.', key: null, advised: null }],
}

const synchronousLogging: Rule = {
  id: 'synchronous-logging',
  role: 'cause',
  reference: 'R23; Scaling the HDFS NameNode part 5; ApacheCon 2021, NameNode scalability (logging)',
  needs: [raised('ThreadsBlocked'), raised('RpcProcessingTimeAvgTime', { steps: 1 }), noLockQueue],
  clues: [
    { weight: 3, test: handlersDoing(/log4j|logback|audit|appender|\blog\b/i, 'logging') },
    { weight: 3, test: configured('dfs.namenode.audit.log.async', 'false', (value) => value !== 'true') },
    { weight: 2, test: configured('rpc.metrics.quantile.enable', 'false', (value) => value !== 'true') },
    { weight: 1, test: raised('RpcProcessingTimeNumOps', { steps: 1 }) },
    { weight: 1, test: notRaised('GetGroupsAvgTime') },
    { weight: 1, test: notRaised('GcTimeMillis') },
  ],
  confidence: [0.3, 0.85],
  unless: ['metrics-quantiles-contention'],
  title: () => 'Handlers waiting for the log (synchronous audit log)',
  story: (facts) =>
    `${amount(facts, 'ThreadsBlocked')} were blocked while hardly any waited for the namesystem lock: writing log lines ` +
    `one after another is the usual reason. ${effect(facts)}`,
  checks: () => [
    handlerStacks,
    configuredValue('dfs.namenode.audit.log.async'),
    'iostat -x 2 10 # the disk that the logs are on',
  ],
  remedies: () => [
    {
      text: 'Write the audit log behind the calls.',
      key: 'dfs.namenode.audit.log.async',
      advised: 'true',
    },
    {
      text: 'Leave the commonest command out of it.',
      key: 'dfs.namenode.audit.log.debug.cmdlist',
      advised: 'getfileinfo',
    },
    {
      text: 'In log4j.properties set BlockStateChange and org.apache.hadoop.hdfs.StateChange to WARN.',
      key: null,
      advised: null,
    },
  ],
}

export const threadRules: readonly Rule[] = [synchronousLogging, blockedThreads]
