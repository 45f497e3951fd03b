// What clients and DataNodes had of an incident: findings of that role, else the metrics that clients feel.
import type { Incident, MetricShare } from '../contract/analysis.ts'
import { hasFallen, hasMoved } from './heights.ts'

/** What every client feels: wait in the handler, wait before it, calls waiting; and how many calls are served at all. */
const felt = ['RpcProcessingTimeAvgTime', 'RpcQueueTimeAvgTime', 'CallQueueLength'] as const
const served = 'RpcProcessingTimeNumOps'

export interface Impact {
  /** Positions of findings of that role in the incident's causes. */
  readonly causes: readonly number[]
  /** Metrics that show it, where no finding does. */
  readonly metrics: readonly MetricShare[]
  /** Whether what clients feel was measured at all. */
  readonly isMeasured: boolean
}

/** The impact of an incident. */
export function impactOf({ causes, metrics }: Incident): Impact {
  const found = causes.flatMap(({ role }, index) => (role === 'impact' ? [index] : []))
  const measured = metrics.filter(({ metric, peak }) => peak !== null && felt.some((one) => one === metric))
  const fallen = metrics.filter((share) => share.metric === served && hasFallen(share))
  const order = (share: MetricShare): number => felt.findIndex((one) => one === share.metric)
  const risen = measured.filter(hasMoved).toSorted((left, right) => order(left) - order(right))
  return {
    causes: found,
    metrics: found.length > 0 ? [] : [...risen, ...fallen],
    isMeasured: measured.length > 0,
  }
}
