// What one audited call costs the NameNode: its time, weighted by the lock that it holds meanwhile.
import { leastMs, lockOfAudit, lockWeights, operationsOfAudit } from './operations.ts'

/** The mean of a column in the incident, ms; undefined where it has none there. */
export type MeanTime = (id: string) => number | undefined

/** Time in the handler without the wait for the lock: of operations that have no mean of their own. */
function anyCall(mean: MeanTime): number {
  return (mean('RpcProcessingTimeAvgTime') ?? 0) - (mean('RpcLockWaitTimeAvgTime') ?? 0)
}

/** Cost of one call of an audited command (`contentSummary`): ms in the incident x 1, 10 or 100 by its lock. */
export function costOf(command: string, mean: MeanTime): number {
  const times = operationsOfAudit(command).flatMap(({ time }) => (time === null ? [] : (mean(time) ?? [])))
  const ms = times.length > 0 ? Math.max(...times) : anyCall(mean)
  return Math.max(leastMs, ms) * lockWeights[lockOfAudit(command)]
}
