// Holds of the namesystem lock by operation, as detailed metrics count them.
import assert from 'node:assert/strict'
import test from 'node:test'
import { madeFacts } from './fixtures/made-facts.ts'
import { heldMost, lockHolds, loggedHoldText } from './lock-tests.ts'

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

test('where holds are not counted the longest one in the NameNode’s log speaks', () => {
  const hold = { time: 5, ms: 8123, mode: 'read', via: 'FSNamesystem.getContentSummary' } as const
  const logs = {
    lockHolds: [
      { ...hold, user: 'ada', path: '/data/deep' },
      { ...hold, ms: 9 },
    ],
  }
  const text =
    'NameNode log: read lock held for 8,123 ms via FSNamesystem.getContentSummary (ada, /data/deep)'
  const facts = madeFacts({ logs })
  assert.deepEqual(heldMost(['contentSummary'])(facts), { holds: true, text, metric: null, at: 5 })
  assert.deepEqual(heldMost(['delete'])(facts), { holds: false, text, metric: null, at: 5 })
  assert.equal(loggedHoldText(hold), text.replace(' (ada, /data/deep)', ''))
  // The counters know more than one hold.
  const counted = heldMost(['delete'])(madeFacts({ attributes, logs }))
  assert.ok('holds' in counted && counted.holds)
})
