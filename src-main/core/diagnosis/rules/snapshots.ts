// R15 and R16: differences of snapshots, and snapshots taken and dropped in quick turns.
import { anyOf } from '../combined-tests.ts'
import { auditPaths, jmx, runningApplications } from '../commands.ts'
import type { Facts } from '../facts.ts'
import { heldMost } from '../lock-tests.ts'
import type { Rule } from '../rule.ts'
import { grew, notRaised, raised } from '../tests.ts'
import { byCulprit, oneUser } from '../who-tests.ts'
import { amount, effect, ofCulprit, perSecond, place, subject } from '../words.ts'
import { calledMore, mostRaised, takesLonger, tookMost } from '../work-tests.ts'

const diffAudit = ['computeSnapshotDiff']
const diffs = ['GetSnapshotDiffReport', 'GetSnapshotDiffReportListing']

/** The newer, paged call where it is used, else the one that makes the whole report at once. */
function diffCall(facts: Facts): string {
  const paged = facts.level('GetSnapshotDiffReportListingNumOps')?.mean ?? 0
  return paged > 0 ? 'GetSnapshotDiffReportListing' : 'GetSnapshotDiffReport'
}

const snapshotDiffScan: Rule = {
  id: 'snapshot-diff-scan',
  role: 'cause',
  reference: 'R15; HDFS-11881, HDFS-12594',
  needs: [anyOf(calledMore(diffs), takesLonger(diffs)), tookMost(diffs, 'Snapshot diffs')],
  clues: [
    { weight: 3, test: oneUser(diffAudit) },
    { weight: 2, test: heldMost(diffAudit) },
    { weight: 2, test: raised('RpcLockWaitTimeAvgTime', { steps: 1 }) },
    {
      weight: 1,
      test: mostRaised(['GetSnapshotDiffReportAvgTime', 'GetSnapshotDiffReportListingAvgTime'], 1),
    },
    { weight: 1, test: raised('GcTimeMillis', { steps: 1 }) },
    { weight: 1, test: notRaised('TransactionsNumOps') },
  ],
  confidence: [0.6, 0.95],
  title: (facts) => `Snapshot-diff scans${byCulprit(facts, diffAudit)}`,
  story: (facts) =>
    `${subject(facts, diffAudit)} asked for ${perSecond(facts, `${diffCall(facts)}NumOps`, 'differences of snapshots')}` +
    `${place(facts, diffAudit)}, ${amount(facts, `${diffCall(facts)}AvgTime`)} each. They are read under the shared ` +
    `lock, and writers wait. ${effect(facts)}`,
  checks: (facts) => [
    auditPaths(facts, diffAudit),
    runningApplications(facts, diffAudit),
    'hdfs lsSnapshottableDir',
  ],
  remedies: (facts) => [
    {
      text: `Have the copy job${ofCulprit(facts, diffAudit)} (distcp -diff, a replication tool) ask once per run, outside busy hours, with a client that pages the report (Hadoop 3.1 and later).`,
      key: null,
      advised: null,
    },
    {
      text: 'Make a page of a report smaller (1,000 entries where nothing is set): the lock is held for one page at a time.',
      key: 'dfs.namenode.snapshotdiff.listing.limit',
      advised: '500',
    },
  ],
}

const turnAudit = ['createSnapshot', 'deleteSnapshot', 'renameSnapshot']
const turns = ['CreateSnapshot', 'DeleteSnapshot', 'RenameSnapshot']

/** `2 made a second (usually none), 2 dropped a second (usually none)`, of what was measured. */
const turnRates = (facts: Facts): string =>
  [
    ['CreateSnapshotNumOps', 'made'],
    ['DeleteSnapshotNumOps', 'dropped'],
    ['RenameSnapshotNumOps', 'renamed'],
  ]
    .flatMap(([id = '', verb = '']) => ((facts.level(id)?.mean ?? 0) > 0 ? [perSecond(facts, id, verb)] : []))
    .join(', ')

const snapshotChurn: Rule = {
  id: 'snapshot-churn',
  role: 'cause',
  reference: 'R16; Cloudera ta-p/376030, ta-p/380678',
  needs: [anyOf(calledMore(turns), takesLonger(turns)), tookMost(turns, 'Making and dropping snapshots')],
  clues: [
    { weight: 3, test: oneUser(turnAudit) },
    { weight: 2, test: heldMost(turnAudit) },
    { weight: 2, test: raised('RpcLockWaitTimeAvgTime', { steps: 1 }) },
    { weight: 1, test: anyOf(grew('MemHeapUsedM', 512), raised('GcTimeMillis', { steps: 1 })) },
    { weight: 1, test: mostRaised(['CreateSnapshotNumOps', 'DeleteSnapshotNumOps']) },
  ],
  confidence: [0.5, 0.9],
  title: (facts) => `Snapshots made and dropped in quick turns${byCulprit(facts, turnAudit)}`,
  story: (facts) =>
    `${subject(facts, turnAudit)} made and dropped snapshots: ${turnRates(facts)}. Dropping one walks all that changed ` +
    `since, under the exclusive lock. ${effect(facts)}`,
  checks: (facts) => [
    auditPaths(facts, turnAudit),
    'hdfs lsSnapshottableDir',
    `${jmx(facts, 'FSNamesystem')} | grep -E 'Snapshots|SnapshottableDirectories'`,
  ],
  remedies: () => [
    {
      text: 'Lengthen the cycle of the backup or replication job, keep fewer snapshots, and drop the oldest first, outside busy hours.',
      key: null,
      advised: null,
    },
    {
      text: 'Snapshots that one directory may keep.',
      key: 'dfs.namenode.snapshot.max.limit',
      advised: null,
    },
  ],
}

export const snapshotRules: readonly Rule[] = [snapshotDiffScan, snapshotChurn]
