// R38 and R39: DataNodes that are gone, those that only seem to be, and blocks with too few replicas.
import { figure, metricFigure } from '../../../../src-shared/figures.ts'
import { anyOf } from '../combined-tests.ts'
import { configuredValue, jmx } from '../commands.ts'
import type { Facts, Level } from '../facts.ts'
import { known } from '../known.ts'
import { nameOf } from '../names.ts'
import type { Rule, Test } from '../rule.ts'
import { counted, grew, holds, isSeen, notRaised, raised } from '../tests.ts'
import { amount, effect } from '../words.ts'

/** DataNodes that leave a large cluster each day without harm: half a percent of it are a rack. One of a small one. */
const lostShare = 0.005

function fewestLost(facts: Facts): number {
  const [live, dead] = [facts.level('NumLiveDataNodes'), facts.level('NumDeadDataNodes')]
  return Math.max(1, Math.round(lostShare * ((live?.peak ?? 0) + (dead?.peak ?? 0))))
}

/** More of them than before, by so many; the highest value is the moment where no onset is known. */
function moreThanBefore(id: string): Test {
  return (facts) => {
    const level = facts.level(id)
    if (level === undefined) return { unmeasured: nameOf(id), setting: null }
    const before = Math.min(level.usual ?? level.first, level.first)
    return {
      holds: level.peak - before >= fewestLost(facts),
      text: `${nameOf(id)}: ${metricFigure(id, level.peak)}, usually ${figure(level.usual ?? before)}`,
      metric: id,
      at: level.onset ?? level.peakAt,
    }
  }
}

const gone = anyOf(moreThanBefore('NumDeadDataNodes'), moreThanBefore('NumStaleDataNodes'))

/** What an overloaded NameNode shows before it takes DataNodes for dead: it does not get to their heartbeats. */
const overload = [
  'RpcQueueTimeAvgTime@service',
  'RpcQueueTimeAvgTime',
  'RpcProcessingTimeAvgTime',
  'RpcProcessingTimeAvgTime@service',
  'CallQueueLength',
  'GcTimeMillis',
  'GcTotalExtraSleepTime',
]

function firstOverload(facts: Facts): Level | undefined {
  return overload
    .flatMap((id) => facts.level(id) ?? [])
    .filter(({ onset }) => onset !== null)
    .toSorted((one, other) => (one.onset ?? 0) - (other.onset ?? 0))[0]
}

/** Whether the NameNode was in trouble before the DataNodes went; `wanted` says which answer holds. */
function overloadFirst(wanted: boolean): Test {
  return (facts) => {
    const lost = gone(facts)
    if (!isSeen(lost)) return lost
    const trouble = firstOverload(facts)
    const at = trouble?.onset ?? null
    const isFirst = at !== null && lost.at !== null && at < lost.at
    const order = isFirst ? 'rose before DataNodes were missed' : 'rose only after DataNodes were missed'
    const text =
      trouble === undefined ? 'The NameNode itself was not in trouble' : `${nameOf(trouble.id)} ${order}`
    return { holds: isFirst === wanted, text, metric: trouble?.id ?? null, at }
  }
}

const lostNodes = (facts: Facts): string => {
  const told = (id: string): string =>
    `${known(facts, id, ({ peak }) => peak)} (usually ${known(facts, id, ({ usual }) => usual ?? 0)})`
  return `dead DataNodes ${told('NumDeadDataNodes')}, stale ones ${told('NumStaleDataNodes')}`
}

const looks = (facts: Facts): readonly string[] => [
  'hdfs dfsadmin -report -dead | grep -E "^Name|Rack|Last contact"',
  `${jmx(facts, 'NameNodeInfo')} | grep '"DeadNodes"' | head -c 2000`,
]

const datanodesLost: Rule = {
  id: 'datanodes-lost',
  role: 'cause',
  reference: 'R38; Huawei alarm 14009; Netdata hdfs_stale_nodes',
  needs: [gone, overloadFirst(false)],
  clues: [
    { weight: 2, test: counted('ExpiredHeartbeats') },
    { weight: 2, test: moreThanBefore('NumDeadDataNodes') },
    { weight: 1, test: notRaised('GcTimeMillis') },
    { weight: 1, test: notRaised('RpcQueueTimeAvgTime@service') },
    { weight: 1, test: raised('UnderReplicatedBlocks', { steps: 1 }) },
  ],
  confidence: [0.55, 0.9],
  title: (facts) => {
    const most = Math.max(
      facts.level('NumDeadDataNodes')?.peak ?? 0,
      facts.level('NumStaleDataNodes')?.peak ?? 0,
    )
    return `${figure(most)} DataNode${most === 1 ? '' : 's'} lost (hosts or network)`
  },
  story: (facts) =>
    `DataNodes stopped sending heartbeats: ${lostNodes(facts)}. The NameNode was not in trouble before. ${effect(facts)}`,
  checks: (facts) => [...looks(facts), 'hdfs fsck / -list-corruptfileblocks | tail -5'],
  remedies: () => [
    {
      text: 'Look at hosts, switch and power of the rack that they share, then restart their DataNodes; blocks are copied anew meanwhile.',
      key: null,
      advised: null,
    },
  ],
}

const ownPort = {
  text: 'Give DataNodes a port of their own.',
  key: 'dfs.namenode.servicerpc-address',
  advised: '<namenode>:8022',
} as const

const datanodesFalselyDead: Rule = {
  id: 'datanodes-falsely-dead',
  role: 'impact',
  reference: 'R38; Huawei alarm 14009; ApacheCon 2021, NameNode scalability (rpc); HDFS-9239',
  needs: [gone, overloadFirst(true)],
  clues: [
    { weight: 2, test: raised('RpcQueueTimeAvgTime@service', { steps: 1 }) },
    { weight: 2, test: anyOf(raised('GcTotalExtraSleepTime'), counted('GcNumWarnThresholdExceeded')) },
    { weight: 1, test: raised('RpcQueueTimeAvgTime', { steps: 1 }) },
    { weight: 1, test: (facts) => registered(facts) },
  ],
  confidence: [0.5, 0.9],
  title: () => 'DataNodes taken for dead by an overloaded NameNode',
  story: (facts) =>
    `The NameNode did not get to the heartbeats: ${lostNodes(facts)}. The DataNodes themselves may be well. ${effect(facts)}`,
  checks: (facts) => [...looks(facts), configuredValue('dfs.namenode.lifeline.rpc-address')],
  remedies: ({ hasServicePort }) => [
    {
      text: 'Give heartbeats a lifeline port, which no other call blocks (Hadoop 2.9 and later).',
      key: 'dfs.namenode.lifeline.rpc-address',
      advised: '<namenode>:8050',
    },
    ...(hasServicePort ? [] : [ownPort]),
  ],
}

/** Who was taken for dead registers anew. */
const registered: Test = anyOf(counted('RegisterDatanodeNumOps@service'), counted('RegisterDatanodeNumOps'))

/** Blocks that somebody would begin to notice (src-shared/scales.ts, unit blocks). */
const manyBlocks = 1000

const underReplication: Rule = {
  id: 'under-replication',
  role: 'impact',
  reference: 'R39; Huawei alarm 14028',
  needs: [anyOf(grew('UnderReplicatedBlocks', manyBlocks), raised('UnderReplicatedBlocks'))],
  clues: [
    { weight: 2, test: gone },
    { weight: 1, test: grew('PendingDeletionBlocks', manyBlocks) },
    { weight: 1, test: raised('MissingBlocks', { steps: 1 }) },
  ],
  confidence: [0.6, 0.9],
  title: () => 'Blocks with too few replicas',
  story: (facts) =>
    holds(gone, facts)
      ? `After DataNodes were lost, ${amount(facts, 'UnderReplicatedBlocks')} had too few replicas; they are being copied.`
      : `Although no DataNode was lost, ${amount(facts, 'UnderReplicatedBlocks')} had too few replicas: files ask for more ` +
        'replicas than there are DataNodes or racks, or a volume failed.',
  checks: () => [
    'hdfs dfsadmin -report | grep -E "Under replicated|Missing|Low redundancy|Live datanodes"',
    "hdfs dfs -ls -R /tmp/hadoop-yarn/staging | awk '$2 > 3' | head -20 # files that ask for more than 3 replicas",
  ],
  remedies: () => [
    {
      text: 'Refuse files that ask for more replicas than this; jobs stage theirs with 10, so lower mapreduce.client.submit.file.replication first where there are fewer DataNodes.',
      key: 'dfs.replication.max',
      advised: '20',
    },
    {
      text: 'Let more blocks be copied per round and DataNode where there is room for it.',
      key: 'dfs.namenode.replication.work.multiplier.per.iteration',
      advised: '10',
    },
  ],
}

export const datanodeRules: readonly Rule[] = [datanodesLost, datanodesFalselyDead, underReplication]
