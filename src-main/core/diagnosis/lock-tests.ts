// Who held the namesystem lock, where the NameNode counts that by operation or its log names long holds.
import { figure } from '../../../src-shared/figures.ts'
import type { Facts } from './facts.ts'
import { operations as known } from './operations.ts'
import type { Seen, Test } from './rule.ts'

/** What one operation held of the lock in an incident. */
export interface LockHold {
  /** The lock's own name of it, mostly the audit log's with a capital letter: `ListStatus`. */
  readonly operation: string
  readonly mode: 'shared' | 'exclusive'
  /** Mean of one hold, ms. */
  readonly ms: number
  /** All its holds, ms. */
  readonly total: number
}

/**
 * Holds by operation, the most in all first, from `FSNWriteLockDeleteNanosAvgTime` and its kind (FSNamesystemLock,
 * HDFS-10872): nanoseconds, times the holds of the incident. `Overall` is the sum of the others. Empty where the NameNode
 * does not count them, as by default.
 */
export function lockHolds({ attributes }: Facts): readonly LockHold[] {
  return [...attributes.values()]
    .flatMap((values) =>
      [...values].flatMap(([name, value]): LockHold[] => {
        const [, mode, operation = ''] = /^FSN(Read|Write)Lock(\w+)NanosAvgTime$/.exec(name) ?? []
        const holds = values.get(name.replace(/AvgTime$/, 'NumOps'))
        if (operation === '' || operation === 'Overall') return []
        if (typeof value !== 'number' || typeof holds !== 'number') return []
        const ms = value / 1e6
        return [{ operation, mode: mode === 'Read' ? 'shared' : 'exclusive', ms, total: ms * holds }]
      }),
    )
    .toSorted((one, other) => other.total - one.total)
}

/** What is missing without these counters; they can be switched on while the NameNode runs. */
export const lockUnmeasured = {
  unmeasured: 'which operation held the lock',
  setting: 'dfs.namenode.lock.detailed-metrics.enabled=true',
} as const

/** `Delete held the exclusive lock for 900 ms at a time, 1,800 ms in all`. */
export function holdText({ operation, mode, ms, total }: LockHold): string {
  return `${operation} held the ${mode} lock for ${figure(ms)} ms at a time, ${figure(total)} ms in all`
}

/** `NameNode log: write lock held for 8,123 ms via FSNamesystem.delete (etl, /tmp/big)`; who and where since Hadoop 3.4. */
export function loggedHoldText({ mode, ms, via, user, path }: Facts['logs']['lockHolds'][number]): string {
  const by = [user, path].filter((one) => one !== undefined).join(', ')
  return `NameNode log: ${mode} lock held for ${figure(ms)} ms via ${via}${by === '' ? '' : ` (${by})`}`
}

/** Whether the longest hold in the NameNode's log is by one of these (audit names): its frame is called as the RPC is. */
function loggedHold({ logs }: Facts, operations: readonly string[]): Seen | undefined {
  const [longest] = logs.lockHolds
  if (longest === undefined) return undefined
  const method = longest.via.slice(longest.via.lastIndexOf('.') + 1).toLowerCase()
  const holds = known.some(
    ({ rpc, audit }) =>
      operations.includes(audit) && [rpc, audit].some((name) => name.toLowerCase() === method),
  )
  return { holds, text: loggedHoldText(longest), metric: null, at: longest.time }
}

/** Of all operations these (audit names) held the lock most, by the NameNode's counters, else by the longest hold in its log. */
export function heldMost(operations: readonly string[]): Test {
  const names = operations.map((name) => name.toLowerCase())
  return (facts) => {
    const [most] = lockHolds(facts)
    if (most === undefined) return loggedHold(facts, operations) ?? lockUnmeasured
    return {
      holds: names.includes(most.operation.toLowerCase()),
      text: holdText(most),
      metric: null,
      at: null,
    }
  }
}
