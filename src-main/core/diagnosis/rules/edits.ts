// R19 and R22: an edit log that syncs slowly, and fsimages that take the network.
import { impactWord } from '../../../../src-shared/causes.ts'
import { figure, percent } from '../../../../src-shared/figures.ts'
import { allOf, anyOf } from '../combined-tests.ts'
import { configuredValue, jmx } from '../commands.ts'
import type { Facts } from '../facts.ts'
import { known } from '../known.ts'
import { operationStorms } from '../operation-storms.ts'
import type { Rule, Test } from '../rule.ts'
import {
  fell,
  flatSteps,
  levelText,
  notRaised,
  onLevel,
  peaks,
  raised,
  raisedSteps,
  spiked,
} from '../tests.ts'
import { amount, effect, perSecond } from '../words.ts'
import { mostRaised } from '../work-tests.ts'

/** A sync that no healthy disk needs: more than two turns of one at 7,200 a minute (8.3 ms), and SSDs take far less. */
const slowSyncMs = 20

/** Rows of the incident that must have slow syncs: a disk that stalls once in a while is no fault. */
const leastRows = 0.2

const slowSyncs: Test = onLevel('SyncsAvgTime', (level) => ({
  holds: level.deviation >= raisedSteps && level.mean >= slowSyncMs && level.raisedShare >= leastRows,
  text: levelText(level),
  at: level.onset,
}))

/** Syncing for this part of the time, the log is what everything waits for. */
const busyShare = 0.5

/** Part of the time in which the edit log was syncing; undefined where it is not measured. Several journals sync at once. */
function syncingShare(facts: Facts): number | undefined {
  const [time, rate] = [facts.level('SyncsAvgTime'), facts.level('SyncsNumOps')]
  if (time === undefined || rate === undefined) return undefined
  return Math.min(1, (time.mean * rate.mean) / 1000)
}

const alwaysSyncing: Test = (facts) => {
  const share = syncingShare(facts)
  if (share === undefined) return { unmeasured: 'how much of the time the edit log syncs', setting: null }
  return {
    holds: share >= busyShare,
    text: `The edit log was syncing ${percent(share)} of the time`,
    metric: 'SyncsAvgTime',
    at: null,
  }
}

const writers = [
  'CreateAvgTime',
  'CompleteAvgTime',
  'DeleteAvgTime',
  'RenameAvgTime',
  'MkdirsAvgTime',
  'FsyncAvgTime',
]

/** With asynchronous edit logging only the rates show it: the handler is free before the sync, the client waits. */
const writesWait: Test = anyOf(
  fell('TransactionsNumOps', flatSteps),
  raised('PendingEditsCount'),
  mostRaised(writers),
)

/** Asynchronous edit logging frees the handler before the sync: no latency of the NameNode shows it. */
const isSeenInside = (facts: Facts): boolean => (facts.level('RpcProcessingTimeAvgTime')?.deviation ?? 0) >= 1

function waiting(facts: Facts): string {
  return isSeenInside(facts)
    ? effect(facts)
    : `${impactWord}clients that write wait; the NameNode’s own times stay low, as its handlers do not wait for the sync.`
}

/** The slowest JournalNode by the NameNode's log, which tells none below a second. */
const slowJournal: Test = ({ logs }) => {
  const [longest] = logs.slowJournals ?? []
  if (longest === undefined) {
    return logs.files.namenode
      ? {
          unmeasured: 'how quick each JournalNode was (the NameNode log tells it from 1 s on)',
          setting: null,
        }
      : { unmeasured: 'the NameNode log of this time', setting: 'NameNode log, dropped with the dump' }
  }
  const { journal, ms, time } = longest
  const text = `NameNode log: JournalNode ${journal} took ${figure(ms)} ms for a batch of edits`
  return { holds: true, text, metric: null, at: time }
}

/** `only`, where fewer edits than usual came through. */
const fewer = (facts: Facts): string =>
  (facts.level('TransactionsNumOps')?.deviation ?? 0) <= -1 ? 'only ' : ''

const slowEditSync: Rule = {
  id: 'slow-edit-sync',
  role: 'cause',
  reference: 'R19; NameNode RPC latency notes (QwertyManiac); Scaling the HDFS NameNode part 4',
  needs: [slowSyncs],
  clues: [
    { weight: 3, test: writesWait },
    { weight: 2, test: alwaysSyncing },
    { weight: 2, test: slowJournal },
    { weight: 2, test: notRaised('GetListingAvgTime') },
    { weight: 2, test: notRaised('GcTotalExtraSleepTime') },
    { weight: 1, test: notRaised('RpcLockWaitTimeAvgTime') },
  ],
  confidence: [0.6, 0.95],
  title: () => 'Slow syncs of the edit log (disk or JournalNodes)',
  story: (facts) =>
    `Each sync of the edit log took ${amount(facts, 'SyncsAvgTime')}, and every change of the namespace waits for one: ` +
    `${fewer(facts)}${perSecond(facts, 'TransactionsNumOps', 'edits')} came through. ${waiting(facts)}`,
  checks: (facts) => [
    `${jmx(facts, 'FSNamesystemState')} | grep TotalSync # ms since the start, one figure for each edits directory or journal`,
    'iostat -x 2 10 # on the NameNode and on each JournalNode: await and %util of the disk of the edits',
    "grep -hiE 'took [0-9]+ ?ms|SyncTimes' /var/log/hadoop-hdfs/*{namenode,journalnode}*.log* | tail -50",
    configuredValue('dfs.namenode.edits.dir'),
  ],
  remedies: (facts) => [
    {
      text: 'Give the edits of the NameNode a disk that nothing else writes to, an SSD where changes are many.',
      key: 'dfs.namenode.edits.dir',
      advised: null,
    },
    {
      text: 'The same for each JournalNode: a quorum is as quick as its second quickest.',
      key: 'dfs.journalnode.edits.dir',
      advised: null,
    },
    ...(isSeenInside(facts)
      ? [
          {
            text: 'Let handlers go on while the log syncs.',
            key: 'dfs.namenode.edits.asynclogging',
            advised: 'true',
          },
        ]
      : []),
  ],
}

/** A checkpoint's time is its transfer's end, which may lie shortly before the last rows that show it, ms. */
const transferMs = 30_000

function checkpointIn({ state, start, end }: Facts): number | undefined {
  return state.checkpoints.find((time) => time >= start - transferMs && time <= end)
}

const checkpointMade: Test = (facts) => {
  const image = facts.level('PutImageNumOps')
  if (image !== undefined && image.peak > 0)
    return { holds: true, text: 'An fsimage came in from the standby', metric: image.id, at: image.peakAt }
  const time = checkpointIn(facts)
  const isKnown = facts.level('LastCheckpointTime') !== undefined || facts.state.checkpoints.length > 0
  if (time === undefined && !isKnown) return { unmeasured: 'the time of the last checkpoint', setting: null }
  const text = time === undefined ? 'No checkpoint ended in it' : 'A checkpoint ended in it or shortly before'
  return { holds: time !== undefined, text, metric: 'LastCheckpointTime', at: time ?? null }
}

/** A wait for handlers that operators look into where it is but a spike (R4). */
const watchedMs = 100

const checkpointTransfer: Rule = {
  id: 'checkpoint-transfer',
  role: 'cause',
  reference: 'R22; ApacheCon 2021, NameNode scalability (failover)',
  needs: [checkpointMade, allOf(spiked('RpcQueueTimeAvgTime'), peaks('RpcQueueTimeAvgTime', watchedMs))],
  clues: [
    { weight: 2, test: raised('PutImageAvgTime') },
    { weight: 2, test: notRaised('RpcProcessingTimeNumOps') },
    { weight: 1, test: notRaised('GcTimeMillis') },
    { weight: 1, test: notRaised('SyncsAvgTime') },
  ],
  // Checkpoints come every hour: one may fall into any incident.
  confidence: [0.25, 0.65],
  unless: [
    ...operationStorms,
    'client-flood',
    'slow-group-lookup',
    'slow-edit-sync',
    'long-lock-hold',
    'block-report-storm',
    'gc-pressure',
    'host-pause',
  ],
  title: () => 'Transfer of a checkpoint (fsimage) to the NameNode',
  story: (facts) =>
    `A checkpoint came in while calls waited: its fsimage of ${known(facts, 'FilesTotal')} files and ` +
    `directories takes the same network. ${effect(facts)}`,
  checks: () => [
    "grep -hE 'Downloaded file fsimage|Transfer took|Rolling edit logs' /var/log/hadoop-hdfs/*namenode*.log* | tail -20",
    'sar -n DEV 1 10 # is the network card full while the next one comes?',
    configuredValue('dfs.namenode.checkpoint.period'),
  ],
  remedies: () => [
    {
      text: 'Limit what a transfer takes, bytes a second.',
      key: 'dfs.image.transfer.bandwidthPerSec',
      advised: '52428800',
    },
    {
      text: 'Compress the fsimage.',
      key: 'dfs.image.compress',
      advised: 'true',
    },
  ],
}

export const editRules: readonly Rule[] = [slowEditSync, checkpointTransfer]
