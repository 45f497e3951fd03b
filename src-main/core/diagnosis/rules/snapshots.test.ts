// Snapshot diffs, as in day-a’s snapshot_diff_storm, and snapshots made and dropped in quick turns.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, culprit, madeFacts } from '../fixtures/made-facts.ts'
import { snapshotRules } from './snapshots.ts'

const causesIn = (made: MadeFacts) => diagnose(madeFacts(made), snapshotRules)

const diffs = {
  GetSnapshotDiffReportNumOps: 34,
  GetSnapshotDiffReportAvgTime: 20,
  GetSnapshotDiffReportListingNumOps: 64,
  GetSnapshotDiffReportListingAvgTime: 12,
  RpcLockWaitTimeAvgTime: 18,
  RpcProcessingTimeAvgTime: 24.5,
}

test('diffs in a loop by one user', () => {
  const [found, ...others] = causesIn({ levels: diffs, who: culprit('hive', 'computeSnapshotDiff', 97) })
  assert.equal(found?.title, 'Snapshot-diff scans by hive')
  assert.match(
    found.story,
    /64 differences of snapshots a second \(usually 0\.05\), 12 ms \(usually 2\) each/,
  )
  assert.ok(found.confidence > 0.85)
  assert.deepEqual(others, [])
})

test('Hadoop 2.10 has only the call that makes the whole report', () => {
  const old = {
    ...diffs,
    GetSnapshotDiffReportListingNumOps: null,
    GetSnapshotDiffReportListingAvgTime: null,
  }
  const [found] = causesIn({ levels: old, version: '2.10.2' })
  assert.equal(found?.id, 'snapshot-diff-scan')
  assert.match(found.story, /34 differences of snapshots a second/)
})

test('a single diff of millions of entries among healthy calls', () => {
  const [found] = causesIn({
    levels: { GetSnapshotDiffReportAvgTime: 20_000, GetSnapshotDiffReportNumOps: 0.05 },
  })
  assert.equal(found?.id, 'snapshot-diff-scan')
})

test('snapshots made and dropped all the time', () => {
  const churn = { CreateSnapshotNumOps: 12, DeleteSnapshotNumOps: 12, DeleteSnapshotAvgTime: 60 }
  const [found] = causesIn({ levels: churn, who: culprit('backup', 'deleteSnapshot', 12) })
  assert.equal(found?.id, 'snapshot-churn')
  assert.equal(found.title, 'Snapshots made and dropped in quick turns by backup')
})

test('one or two snapshots, or some that are slow because all is slow: nothing', () => {
  assert.deepEqual(causesIn({ levels: { CreateSnapshotNumOps: 0.3, DeleteSnapshotNumOps: 0.3 } }), [])
  // As in slow-sync-3.4: every writing call waits for the sync.
  const slowSync = {
    CreateSnapshotAvgTime: 477,
    DeleteSnapshotAvgTime: 348,
    CreateAvgTime: 383,
    CompleteAvgTime: 394,
    DeleteAvgTime: 390,
  }
  assert.deepEqual(causesIn({ levels: slowSync }), [])
})
