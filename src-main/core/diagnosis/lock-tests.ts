// Who held the namesystem lock, where the NameNode counts that by operation.
import { figure } from '../../../src-shared/figures.ts'
import type { Facts } from './facts.ts'
import type { Test } from './rule.ts'

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

/** Of all operations these (audit names) held the lock most. */
export function heldMost(operations: readonly string[]): Test {
  const names = operations.map((name) => name.toLowerCase())
  return (facts) => {
    const [most] = lockHolds(facts)
    if (most === undefined) return lockUnmeasured
    return {
      holds: names.includes(most.operation.toLowerCase()),
      text: holdText(most),
      metric: null,
      at: null,
    }
  }
}
