// R12: du, count and quota scans that walk whole trees.
import { anyOf } from '../combined-tests.ts'
import { auditPaths, runningApplications } from '../commands.ts'
import { heldMost } from '../lock-tests.ts'
import type { Rule } from '../rule.ts'
import { notRaised, raised } from '../tests.ts'
import { byCulprit, oneUser } from '../who-tests.ts'
import { amount, effect, ofCulprit, perSecond, place, subject } from '../words.ts'
import { calledMore, takesLonger, tookMost } from '../work-tests.ts'

const audit = ['contentSummary']
const rpcs = ['GetContentSummary']

const contentSummaryScan: Rule = {
  id: 'content-summary-scan',
  role: 'cause',
  reference: 'R12; Scaling the HDFS NameNode part 5; ApacheCon 2021, NameNode scalability; HDFS-14112',
  needs: [anyOf(calledMore(rpcs), takesLonger(rpcs)), tookMost(rpcs, 'Content summaries')],
  clues: [
    { weight: 3, test: raised('GetContentSummaryAvgTime') },
    { weight: 3, test: oneUser(audit) },
    { weight: 2, test: heldMost(audit) },
    { weight: 1, test: raised('RpcLockWaitTimeAvgTime', { steps: 1 }) },
    { weight: 1, test: raised('FsLockQueueLength', { steps: 1 }) },
    { weight: 1, test: notRaised('TransactionsNumOps') },
  ],
  confidence: [0.6, 0.95],
  title: (facts) => `Recursive content summaries (du, count)${byCulprit(facts, audit)}`,
  story: (facts) =>
    `${subject(facts, audit)} asked for ${perSecond(facts, 'GetContentSummaryNumOps', 'content summaries')}${place(facts, audit)}. ` +
    `Each walks a whole tree under the shared lock and took ${amount(facts, 'GetContentSummaryAvgTime')}. ` +
    effect(facts),
  checks: (facts) => [
    auditPaths(facts, audit),
    runningApplications(facts, audit),
    'hdfs dfs -count -q -u /path # quotas without a walk, where they are set',
  ],
  remedies: (facts) => [
    {
      text: `Stop the scans${ofCulprit(facts, audit)}; take sizes from quotas (hdfs dfs -count -q -u) or from an fsimage instead of du.`,
      key: null,
      advised: null,
    },
    {
      text: 'Let a scan give the lock back after fewer inodes (5,000 where nothing is set); it takes longer in all.',
      key: 'dfs.content-summary.limit',
      advised: '1000',
    },
    {
      text: 'Where an external authorizer (Ranger) is asked for each child, let it be asked once per tree (Hadoop 3.3 and later).',
      key: 'dfs.permissions.ContentSummary.subAccess',
      advised: 'true',
    },
  ],
}

export const summaryRules: readonly Rule[] = [contentSummaryScan]
