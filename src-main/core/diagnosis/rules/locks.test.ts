// The namesystem lock held for long at a time, by whatever it was.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, culprit, madeFacts } from '../fixtures/made-facts.ts'
import { lockRules } from './locks.ts'
import { summaryRules } from './scans-summary.ts'

const causesIn = (made: MadeFacts) => diagnose(madeFacts(made), [...lockRules, ...summaryRules])
const idsIn = (made: MadeFacts) => causesIn(made).map(({ id }) => id)

const long = {
  WriteLockLongHoldCount: { mean: 0.05, peak: 1 },
  RpcLockWaitTimeAvgTime: 120,
  FsLockQueueLength: 60,
}

test('counted by the NameNode: who held it is not measured by default', () => {
  const [found] = causesIn({ levels: long })
  assert.equal(found?.title, 'Namesystem lock held for long at a time')
  assert.ok(found.evidence.some(({ text }) => text === 'Long holds of the exclusive lock: 2 in the incident'))
  assert.ok(
    found.unmeasured.some(({ setting }) => setting === 'dfs.namenode.lock.detailed-metrics.enabled=true'),
  )
})

test('detailed metrics name the operation that held it most in all', () => {
  const attributes = {
    FSNamesystem: {
      FSNWriteLockDeleteNanosAvgTime: 9e8,
      FSNWriteLockDeleteNanosNumOps: 2,
      FSNReadLockListSnapshotDirectoryNanosAvgTime: 3e8,
      FSNReadLockListSnapshotDirectoryNanosNumOps: 40,
      FSNReadLockOverallNanosAvgTime: 4e8,
      FSNReadLockOverallNanosNumOps: 400,
    },
  }
  const [found] = causesIn({ levels: long, attributes })
  assert.equal(found?.title, 'Namesystem lock held for long at a time by ListSnapshotDirectory')
  assert.ok(
    found.evidence.some(
      ({ text }) =>
        text === 'ListSnapshotDirectory held the shared lock for 300 ms at a time, 12,000 ms in all',
    ),
  )
})

test('short holds are not blamed, however many', () => {
  const attributes = { FSNamesystem: { FSNReadLockOpenNanosAvgTime: 3e5, FSNReadLockOpenNanosNumOps: 9000 } }
  assert.equal(causesIn({ levels: long, attributes })[0]?.title, 'Namesystem lock held for long at a time')
})

test('the NameNode’s log suffices, and names the method', () => {
  const logs = {
    files: { audit: false, namenode: true, gc: false, stacks: false },
    lockHolds: [{ time: 9, ms: 7123, mode: 'write' as const, via: 'FSNamesystem.setQuota' }],
  }
  const [found] = causesIn({ logs })
  assert.equal(found?.title, 'Namesystem lock held for long at a time by FSNamesystem.setQuota')
  assert.match(found.story, /The longest was 7,123 ms via FSNamesystem\.setQuota/)
})

test('a scan that explains it is the cause instead', () => {
  const levels = { ...long, GetContentSummaryNumOps: 50, GetContentSummaryAvgTime: 40 }
  assert.deepEqual(idsIn({ levels, who: culprit('analyst', 'contentSummary', 50) }), ['content-summary-scan'])
})

test('waiting for the lock alone is not a long hold', () => {
  assert.deepEqual(idsIn({ levels: { RpcLockWaitTimeAvgTime: 20, FsLockQueueLength: 10 } }), [])
})
