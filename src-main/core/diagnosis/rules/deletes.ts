// R10: mass deletes, of one huge tree or of very many files.
import { figure } from '../../../../src-shared/figures.ts'
import { anyOf } from '../combined-tests.ts'
import { auditPaths, jmx, runningApplications } from '../commands.ts'
import { heldMost } from '../lock-tests.ts'
import type { Rule, Test } from '../rule.ts'
import { grew, isSeen, raised, spiked } from '../tests.ts'
import { byCulprit, oneUser } from '../who-tests.ts'
import { effect, ofCulprit, perSecond, place, subject } from '../words.ts'
import { calledMore, takesLonger, tookMost } from '../work-tests.ts'

const audit = ['delete']

/** Files per delete call from which the deletes are of trees: nobody has so many children by accident. */
const treeFiles = 100

/**
 * Files in one row that are worth naming when it is a single row: about 8 ms of exclusive lock (HDFS-16043 measured 7.7 s
 * for 10 million inodes).
 */
const hugeTree = 10_000

/** In the row with most of them: a single call is lost in the mean of a busy minute. */
const wholeTrees: Test = (facts) => {
  const [files, calls] = [facts.level('FilesDeleted'), facts.level('DeleteFileOps')]
  if (files === undefined || calls === undefined)
    return { unmeasured: 'files per delete call', setting: null }
  const each = files.peak / Math.max(calls.peak, 1 / Math.max(1, facts.spacing))
  return {
    holds: each >= treeFiles,
    text: `Files per delete call: ${figure(each)} at most`,
    metric: 'FilesDeleted',
    at: files.onset ?? files.peakAt,
  }
}

const oneHugeTree: Test = (facts) => {
  const outcome = spiked('FilesDeleted')(facts)
  const files = (facts.level('FilesDeleted')?.peak ?? 0) * facts.spacing
  return isSeen(outcome) ? { ...outcome, holds: outcome.holds && files >= hugeTree } : outcome
}

const massDelete: Rule = {
  id: 'mass-delete',
  role: 'cause',
  reference: 'R10; HDFS-173, HDFS-16043, HDFS-13831',
  needs: [
    anyOf(raised('FilesDeleted'), oneHugeTree),
    anyOf(tookMost(['Delete'], 'Deletes'), wholeTrees, takesLonger(['Delete'])),
  ],
  clues: [
    { weight: 3, test: oneUser(audit) },
    { weight: 2, test: heldMost(audit) },
    { weight: 2, test: anyOf(calledMore(['Delete']), wholeTrees) },
    { weight: 2, test: anyOf(raised('RpcLockWaitTimeAvgTime'), raised('FsLockQueueLength', { steps: 1 })) },
    { weight: 1, test: anyOf(grew('PendingDeletionBlocks', 1000), grew('PendingDeleteBlocksCount', 1000)) },
    { weight: 1, test: raised('TransactionsNumOps', { steps: 1 }) },
  ],
  confidence: [0.6, 0.95],
  title: (facts) => `Mass delete${byCulprit(facts, audit)}`,
  story: (facts) =>
    `${subject(facts, audit)} deleted ${perSecond(facts, 'FilesDeleted', 'files')} with ` +
    `${perSecond(facts, 'DeleteNumOps', 'calls')}${place(facts, audit)}, each under the exclusive lock. ${effect(facts)}`,
  checks: (facts) => [
    auditPaths(facts, audit),
    runningApplications(facts, audit),
    `${jmx(facts, 'FSNamesystem')} | grep -E 'PendingDeletionBlocks|LockQueueLength'`,
  ],
  remedies: (facts) => [
    {
      text: `Have the clean-up job${ofCulprit(facts, audit)} delete in slices with pauses between them, outside busy hours.`,
      key: null,
      advised: null,
    },
    {
      text: 'Let a delete hold the lock for fewer blocks at a time (1,000 where nothing is set); it takes longer in all.',
      key: 'dfs.namenode.block.deletion.increment',
      advised: '100',
    },
  ],
}

export const deleteRules: readonly Rule[] = [massDelete]
