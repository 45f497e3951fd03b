// R6: the DataNodes' own port is too slow for them, while clients are served.
import { anyOf } from '../combined-tests.ts'
import { configuredValue } from '../commands.ts'
import type { Facts } from '../facts.ts'
import { advisedHandlers, presetHandlers } from '../handlers.ts'
import type { Rule } from '../rule.ts'
import { notRaised, raised } from '../tests.ts'
import { configured } from '../who-tests.ts'
import { amount, perSecond } from '../words.ts'
import { mostRaised } from '../work-tests.ts'

const key = 'dfs.namenode.service.handler.count'

/** Half of what clients should have. */
const advisedFor = (facts: Facts): number =>
  Math.max(presetHandlers, Math.round(advisedHandlers(facts.level('NumLiveDataNodes')?.mean ?? 1) / 2))

const servicePortOverload: Rule = {
  id: 'service-port-overload',
  role: 'cause',
  reference: 'R6; Scaling the HDFS NameNode parts 1 and 2; ApacheCon 2021, NameNode scalability',
  needs: [
    anyOf(raised('RpcQueueTimeAvgTime@service'), raised('CallQueueLength@service')),
    notRaised('RpcQueueTimeAvgTime'),
    notRaised('RpcLockWaitTimeAvgTime@service'),
  ],
  clues: [
    { weight: 2, test: raised('RpcProcessingTimeNumOps@service', { steps: 1 }) },
    {
      weight: 1,
      test: mostRaised(
        ['BlockReportNumOps@service', 'BlockReceivedAndDeletedNumOps@service', 'GetBlocksNumOps@service'],
        1,
      ),
    },
    {
      weight: 2,
      test: (facts) => {
        const test = configured(key, String(presetHandlers), (value) => Number(value) < advisedFor(facts))
        return test(facts)
      },
    },
    { weight: 1, test: notRaised('CallQueueLength') },
  ],
  confidence: [0.5, 0.85],
  unless: ['block-report-storm', 'incremental-block-report-flood', 'gc-pressure', 'host-pause'],
  title: () => 'Service port overloaded by DataNodes',
  story: (facts) =>
    `On the port of the DataNodes, with ${perSecond(facts, 'RpcProcessingTimeNumOps@service', 'calls')}, a call waited ` +
    `${amount(facts, 'RpcQueueTimeAvgTime@service')} for a handler; on that of the clients ` +
    `${amount(facts, 'RpcQueueTimeAvgTime')}.`,
  checks: () => [configuredValue(key), 'hdfs dfsadmin -report | head -20'],
  remedies: (facts) => [
    {
      text: 'Raise the handlers of the service port to half of those for clients.',
      key,
      advised: String(advisedFor(facts)),
    },
    {
      text: 'Keep heartbeats apart, so that a slow port does not make DataNodes look dead.',
      key: 'dfs.namenode.lifeline.rpc-address',
      advised: '<namenode>:8050',
    },
  ],
}

export const servicePortRules: readonly Rule[] = [servicePortOverload]
