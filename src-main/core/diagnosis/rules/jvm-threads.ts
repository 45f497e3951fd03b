// R30 and R23: threads that wait for each other inside the JVM, and logging that makes them.
import { figure, percent } from '../../../../src-shared/figures.ts'
import { anyOf } from '../combined-tests.ts'
import { configuredValue, handlerStacks } from '../commands.ts'
import type { Facts } from '../facts.ts'
import type { Rule, Test } from '../rule.ts'
import { holds, notRaised, raised } from '../tests.ts'
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
    `Threads blocked one another: ${amount(facts, 'ThreadsBlocked')} at a time. It is not the namesystem lock, which shows ` +
    `otherwise, but logging, metrics, a cache or a log-in. ${effect(facts)}`,
  checks: () => [handlerStacks],
  remedies: () => [{ text: 'Remove what the thread dumps show them waiting for.', key: null, advised: null }],
}

const asyncKey = 'dfs.namenode.audit.log.async'

/** From Hadoop 3.4 on log4j.properties alone decide (HADOOP-18631): the key is no longer read. */
const isByLog4j = ({ version }: Facts): boolean => /^(3\.([4-9]|\d\d)|[4-9])\b/.test(version ?? '')

const auditWaits: Test = (facts) =>
  isByLog4j(facts)
    ? {
        unmeasured: 'whether the audit log is written asynchronously',
        setting: 'log4j.properties: hdfs.audit.logger',
      }
    : configured(asyncKey, 'false', (value) => value !== 'true')(facts)

const logging = handlersDoing(/log4j|logback|audit|appender|\blog\b/i, 'logging')

/** Without either of both it is a guess: whatever else blocks threads would look the same. */
const isShown: Test = (facts) => {
  const shown = [logging, auditWaits].some((one) => holds(one, facts))
  const text = shown
    ? 'Thread dumps or the configuration say that handlers write the log'
    : 'Neither thread dumps nor the configuration say that handlers write the log'
  return { holds: shown, text, metric: null, at: null }
}

const synchronousLogging: Rule = {
  id: 'synchronous-logging',
  role: 'cause',
  reference: 'R23; Scaling the HDFS NameNode part 5; ApacheCon 2021, NameNode scalability (logging)',
  needs: [raised('ThreadsBlocked'), raised('RpcProcessingTimeAvgTime', { steps: 1 }), noLockQueue],
  clues: [
    { weight: 4, test: isShown },
    { weight: 3, test: logging },
    { weight: 3, test: auditWaits },
    { weight: 2, test: configured('rpc.metrics.quantile.enable', 'false', (value) => value !== 'true') },
    { weight: 1, test: raised('RpcProcessingTimeNumOps', { steps: 1 }) },
    { weight: 1, test: notRaised('GetGroupsAvgTime') },
    { weight: 1, test: notRaised('GcTimeMillis') },
  ],
  confidence: [0.2, 0.85],
  unless: ['metrics-quantiles-contention'],
  title: () => 'Handlers waiting for the log (synchronous audit log)',
  story: (facts) =>
    `Threads blocked one another, ${amount(facts, 'ThreadsBlocked')} at a time, while hardly any waited for the ` +
    `namesystem lock: writing log lines one after another is the usual reason. ${effect(facts)}`,
  checks: (facts) => [
    handlerStacks,
    isByLog4j(facts)
      ? 'grep -n audit $HADOOP_CONF_DIR/log4j.properties # an AsyncAppender?'
      : configuredValue(asyncKey),
    'iostat -x 2 10 # the disk that the logs are on',
  ],
  remedies: (facts) => [
    isByLog4j(facts)
      ? {
          text: 'Write the audit log behind the calls: in log4j.properties put an AsyncAppender before its file.',
          key: null,
          advised: null,
        }
      : { text: 'Write the audit log behind the calls.', key: asyncKey, advised: 'true' },
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
