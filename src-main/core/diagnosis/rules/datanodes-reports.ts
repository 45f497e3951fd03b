// R40: full block reports of all DataNodes at once.
import { figure } from '../../../../src-shared/figures.ts'
import { anyOf } from '../combined-tests.ts'
import { configuredValue, jmx } from '../commands.ts'
import type { Facts } from '../facts.ts'
import type { Rule, Test } from '../rule.ts'
import { counted, raised } from '../tests.ts'
import { amount, effect, perSecond } from '../words.ts'
import { mostRaised, waits } from '../work-tests.ts'

const reports = ['StorageBlockReportNumOps', 'BlockReportNumOps@service', 'BlockReportNumOps']

/** Full reports come for this long after a start or a failover at most, ms: a NameNode of thousands of nodes needs it. */
const recently = 1_800_000

const startedRecently: Test = ({ state, start }: Facts) => {
  const { startedAt, haTransitionAt } = state
  if (startedAt === null && haTransitionAt === null)
    return { unmeasured: 'when the NameNode started or became active', setting: null }
  const latest = Math.max(startedAt ?? 0, haTransitionAt ?? 0)
  const minutes = (start - latest) / 60_000
  const what = latest === haTransitionAt ? 'changed its HA state' : 'started'
  const when = minutes < 0 ? 'during the incident' : `${figure(minutes)} minutes before`
  const text =
    start - latest <= recently
      ? `The NameNode ${what} ${when}`
      : 'The NameNode neither started nor failed over shortly before'
  return { holds: start - latest <= recently, text, metric: null, at: null }
}

const blockReportStorm: Rule = {
  id: 'block-report-storm',
  role: 'cause',
  reference: 'R40; HDFS-6772; ApacheCon 2021, NameNode scalability (block reports)',
  needs: [mostRaised(reports), waits],
  clues: [
    { weight: 2, test: startedRecently },
    { weight: 2, test: anyOf(raised('NumStaleStorages'), raised('PostponedMisreplicatedBlocks')) },
    {
      weight: 2,
      test: anyOf(counted('RegisterDatanodeNumOps@service'), counted('RegisterDatanodeNumOps')),
    },
    {
      weight: 2,
      test: mostRaised(
        ['RpcQueueTimeAvgTime@service', 'CallQueueLength@service', 'RpcLockWaitTimeAvgTime@service'],
        1,
      ),
    },
    { weight: 1, test: mostRaised(['StorageBlockReportAvgTime', 'BlockReportAvgTime'], 1) },
  ],
  confidence: [0.5, 0.9],
  title: () => 'Full block reports of many DataNodes at once',
  story: (facts) =>
    `DataNodes sent ${perSecond(facts, 'StorageBlockReportNumOps', 'full block reports of storages')}, each processed under ` +
    `the exclusive lock in ${amount(facts, 'StorageBlockReportAvgTime')}. ${effect(facts)}`,
  checks: (facts) => [
    `${jmx(facts, 'FSNamesystem')} | grep -E 'NumStaleStorages|PostponedMisreplicated'`,
    "grep -hc 'BLOCK\\* processReport' /var/log/hadoop-hdfs/*namenode*.log",
    configuredValue('dfs.blockreport.initialDelay'),
  ],
  remedies: () => [
    {
      text: 'Spread the first reports after a start over some time (seconds).',
      key: 'dfs.blockreport.initialDelay',
      advised: '600',
    },
    {
      text: 'Have each storage report by itself, so that the lock is held for shorter.',
      key: 'dfs.blockreport.split.threshold',
      advised: '0',
    },
    {
      text: 'How many DataNodes may report at a time: 6 where nothing is set; fewer spread the reports over more time.',
      key: 'dfs.namenode.max.full.block.report.leases',
      advised: null,
    },
  ],
}

export const blockReportRules: readonly Rule[] = [blockReportStorm]
