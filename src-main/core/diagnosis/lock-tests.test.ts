// Holds of the namesystem lock by operation, as detailed metrics count them.
import assert from 'node:assert/strict'
import test from 'node:test'
import { madeFacts } from './fixtures/made-facts.ts'
import { heldMost, lockHolds } from './lock-tests.ts'

const attributes = {
  FSNamesystem: {
    FSNWriteLockDeleteNanosAvgTime: 9e8,
    FSNWriteLockDeleteNanosNumOps: 2,
    FSNReadLockListStatusNanosAvgTime: 3e6,
    FSNReadLockListStatusNanosNumOps: 100,
    FSNWriteLockOverallNanosAvgTime: 9e8,
    FSNWriteLockOverallNanosNumOps: 50,
  },
}

test('nanoseconds times holds, the most first, without the sum of all', () => {
  assert.deepEqual(lockHolds(madeFacts({ attributes })), [
    { operation: 'Delete', mode: 'exclusive', ms: 900, total: 1800 },
    { operation: 'ListStatus', mode: 'shared', ms: 3, total: 300 },
  ])
})

test('it speaks for the operations that held it most, and against others', () => {
  const outcome = heldMost(['delete'])(madeFacts({ attributes }))
  assert.deepEqual(outcome, {
    holds: true,
    text: 'Delete held the exclusive lock for 900 ms at a time, 1,800 ms in all',
    metric: null,
    at: null,
  })
  const other = heldMost(['listStatus'])(madeFacts({ attributes }))
  assert.ok('holds' in other && !other.holds)
})

test('by default the NameNode does not count holds: the setting that would', () => {
  assert.deepEqual(heldMost(['delete'])(madeFacts()), {
    unmeasured: 'which operation held the lock',
    setting: 'dfs.namenode.lock.detailed-metrics.enabled=true',
  })
})
