// R45 and R41: DataNode lists asked for without pause, and incremental block reports in floods.
import { anyOf } from '../combined-tests.ts'
import { auditAddresses, clientAddresses, configuredValue, jmx } from '../commands.ts'
import { heldMost } from '../lock-tests.ts'
import type { Rule } from '../rule.ts'
import { notRaised, raised } from '../tests.ts'
import { byCulprit, oneUser } from '../who-tests.ts'
import { effect, ofCulprit, perSecond, subject } from '../words.ts'
import { calledMore, mostRaised, takesLonger, tookMost, waits } from '../work-tests.ts'

const audit = ['datanodeReport', 'getDatanodeStorageReport']
const rpcs = ['GetDatanodeReport', 'GetDatanodeStorageReport']

const dataNodeReportPolling: Rule = {
  id: 'datanode-report-polling',
  role: 'cause',
  reference: 'R45; NameNode metrics documentation (Hadoop Metrics.md)',
  needs: [anyOf(calledMore(rpcs), takesLonger(rpcs)), tookMost(rpcs, 'DataNode and storage reports')],
  clues: [
    { weight: 3, test: oneUser(audit) },
    { weight: 2, test: heldMost(audit) },
    { weight: 2, test: raised('RpcProcessingTimeNumOps') },
    { weight: 1, test: raised('FsLockQueueLength', { steps: 1 }) },
    { weight: 1, test: notRaised('TransactionsNumOps') },
  ],
  confidence: [0.6, 0.95],
  title: (facts) => `DataNode reports polled without pause${byCulprit(facts, audit)}`,
  story: (facts) =>
    `${subject(facts, audit)} asked for ${perSecond(facts, 'GetDatanodeReportNumOps', 'lists of DataNodes')} and ` +
    `${perSecond(facts, 'GetDatanodeStorageReportNumOps', 'of their storages')}. Each answer names every DataNode and is ` +
    `made under the shared lock. ${effect(facts)}`,
  checks: (facts) => [auditAddresses(facts, audit), clientAddresses(facts)],
  remedies: (facts) => [
    {
      text: `Have the script${ofCulprit(facts, audit)} ask once a minute, or read LiveNodes of NameNodeInfo from /jmx, which takes no handler.`,
      key: null,
      advised: null,
    },
    {
      text: 'Serve heavy callers last.',
      key: `ipc.${facts.clientPort}.callqueue.impl`,
      advised: 'org.apache.hadoop.ipc.FairCallQueue',
    },
  ],
}

const reports = [
  'BlockReceivedAndDeletedNumOps@service',
  'BlockReceivedAndDeletedNumOps',
  'BlockReceivedAndDeletedOps',
]

const incrementalReportFlood: Rule = {
  id: 'incremental-block-report-flood',
  role: 'cause',
  reference: 'R41; ApacheCon 2021, NameNode scalability; VIP.com’s account (besthub.dev); HDFS-9710',
  needs: [mostRaised(reports), waits],
  clues: [
    {
      weight: 2,
      test: mostRaised(
        ['RpcLockWaitTimeAvgTime@service', 'RpcQueueTimeAvgTime@service', 'CallQueueLength@service'],
        1,
      ),
    },
    { weight: 2, test: notRaised('AddBlockNumOps') },
    { weight: 1, test: raised('FsLockQueueLength', { steps: 1 }) },
    { weight: 1, test: notRaised('FilesDeleted') },
  ],
  confidence: [0.4, 0.8],
  // Both make blocks or drop them, and DataNodes report each: an effect.
  unless: ['mass-delete', 'small-file-storm', 'block-report-storm'],
  title: () => 'Flood of incremental block reports from the DataNodes',
  story: (facts) =>
    `DataNodes sent ${perSecond(facts, 'BlockReceivedAndDeletedOps', 'reports of single blocks')}, each under the ` +
    `exclusive lock. ${effect(facts)}`,
  checks: (facts) => [
    configuredValue('dfs.blockreport.incremental.intervalMsec'),
    `${jmx(facts, 'NameNodeActivity')} | grep -E 'BlockReceivedAndDeletedOps|BlockOpsQueued'`,
    'hdfs dfsadmin -report | grep -E "^Name|Decommission Status" # a Balancer or a decommission moves blocks, too',
  ],
  remedies: ({ hasServicePort }) => [
    {
      text: 'Let DataNodes gather their reports for this long (milliseconds).',
      key: 'dfs.blockreport.incremental.intervalMsec',
      advised: '300',
    },
    ...(hasServicePort
      ? []
      : [
          {
            text: 'Give DataNodes a port of their own, so that their reports do not queue with clients.',
            key: 'dfs.namenode.servicerpc-address',
            advised: '<namenode>:8022',
          },
        ]),
  ],
}

export const pollingRules: readonly Rule[] = [dataNodeReportPolling, incrementalReportFlood]
