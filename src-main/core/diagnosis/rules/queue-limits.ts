// R4: what clients had of it, by the limits that vendors and operators alarm at.
import { metricFigure } from '../../../../src-shared/figures.ts'
import { anyOf } from '../combined-tests.ts'
import { jmx } from '../commands.ts'
import type { Facts } from '../facts.ts'
import { nameOf } from '../names.ts'
import type { Rule, Test } from '../rule.ts'
import { onLevel, levelText } from '../tests.ts'

interface Limit {
  readonly metric: string
  /** ms or calls. */
  readonly value: number
  readonly source: string
}

/** From mild to severe. */
const limits: readonly Limit[] = [
  { metric: 'RpcProcessingTimeAvgTime', value: 50, source: 'operators begin to look' },
  { metric: 'RpcQueueTimeAvgTime', value: 100, source: 'operators begin to look' },
  { metric: 'CallQueueLength', value: 50, source: 'clients begin to time out' },
  { metric: 'RpcProcessingTimeAvgTime', value: 100, source: 'Huawei alarm 14022' },
  { metric: 'RpcQueueTimeAvgTime', value: 200, source: 'Huawei alarm 14021' },
  { metric: 'RpcQueueTimeAvgTime', value: 3000, source: 'Ambari namenode_rpc_latency' },
]

/** Above the limit, and higher than usual: where all days are like that it is no event. */
function exceeds({ metric, value, source }: Limit): Test {
  return onLevel(metric, (level) => ({
    holds: level.mean >= value && level.deviation >= 1,
    text: `${levelText(level)}; limit ${metricFigure(metric, value)}: ${source}`,
    at: level.onset,
  }))
}

const [first, ...others] = limits.map(exceeds)

/** The severest limit of each column that was reached, in words. */
function reached(facts: Facts): string {
  const above = limits.filter(({ metric, value }) => (facts.level(metric)?.mean ?? 0) >= value)
  const severest = new Map(above.map((limit) => [limit.metric, limit]))
  return [...severest.values()]
    .map(({ metric, value, source }) => {
      const mean = metricFigure(metric, facts.level(metric)?.mean ?? null)
      return `${nameOf(metric)} ${mean} (${source} at ${metricFigure(metric, value)})`
    })
    .join('; ')
}

const latencyOverLimits: Rule = {
  id: 'rpc-latency-over-limits',
  role: 'impact',
  reference: 'R4; Ambari namenode_rpc_latency; Huawei alarms 14021, 14022; juejin.cn 7536157649580949540',
  needs: first === undefined ? [] : [anyOf(first, ...others)],
  clues: limits.slice(3).map((limit) => ({ weight: 1, test: exceeds(limit) })),
  confidence: [0.8, 1],
  title: () => 'Clients waited longer than the usual alarm limits',
  story: (facts) => `On average over the incident: ${reached(facts)}.`,
  checks: (facts) => [
    `${jmx(facts, 'RpcActivityForPort*')} | grep -E 'RpcQueueTimeAvgTime|RpcProcessingTimeAvgTime|CallQueueLength'`,
  ],
  remedies: () => [
    { text: 'Latency is what came of it: remove the cause named above.', key: null, advised: null },
  ],
}

export const limitRules: readonly Rule[] = [latencyOverLimits]
