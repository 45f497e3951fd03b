// R27 and R28: a namespace that outgrows its heap, and files made in masses.
import { figure, metricFigure, percent } from '../../../../src-shared/figures.ts'
import { anyOf } from '../combined-tests.ts'
import { auditPaths, jmx, runningApplications } from '../commands.ts'
import type { Facts } from '../facts.ts'
import { advisedHeapGb, heapAfterCollections, heapLimitGb, moreHeapGb, objectsIn } from '../heap.ts'
import { known } from '../known.ts'
import type { Rule, Test } from '../rule.ts'
import { raised } from '../tests.ts'
import { byCulprit, oneUser } from '../who-tests.ts'
import { effect, ofCulprit, perSecond, place, subject } from '../words.ts'
import { calledMore, tookMost } from '../work-tests.ts'

const audit = ['create']

/** New blocks per new file up to which the files are small: one each, and some slack for what was open before. */
const smallBlocks = 1.2

/** New blocks per new file; undefined where one of both was not measured. */
function blocksEach(facts: Facts): number | undefined {
  const [blocks, files] = [
    facts.level('AddBlockNumOps') ?? facts.level('AddBlockOps'),
    facts.level('CreateFileOps'),
  ]
  return blocks === undefined || files === undefined ? undefined : blocks.mean / Math.max(files.mean, 1e-9)
}

const smallFiles: Test = (facts) => {
  const each = blocksEach(facts)
  if (each === undefined) return { unmeasured: 'blocks per new file', setting: null }
  return {
    holds: each <= smallBlocks,
    text: `New blocks per new file: ${each.toFixed(2)}`,
    metric: facts.level('AddBlockNumOps') === undefined ? 'AddBlockOps' : 'AddBlockNumOps',
    at: null,
  }
}

/** How small they are: without a block a file is empty, with one it may be anything up to a block's size. */
const sizeText = (facts: Facts): string =>
  (blocksEach(facts) ?? 1) < 0.5 ? 'most of them empty' : 'of one block each at most'

const smallFileStorm: Rule = {
  id: 'small-file-storm',
  role: 'cause',
  reference: 'R28; cjuexuan/mynote 50; NameNode RPC latency notes (QwertyManiac)',
  needs: [
    anyOf(calledMore(['Create']), raised('CreateFileOps')),
    smallFiles,
    tookMost(['Create', 'Complete', 'AddBlock', 'Fsync'], 'Creating and closing files'),
  ],
  clues: [
    { weight: 3, test: oneUser(audit) },
    { weight: 2, test: raised('FilesCreated') },
    { weight: 1, test: raised('CompleteNumOps') },
    { weight: 1, test: raised('TransactionsNumOps') },
    { weight: 1, test: anyOf(raised('RpcLockWaitTimeAvgTime'), raised('FsLockQueueLength', { steps: 1 })) },
  ],
  confidence: [0.6, 0.95],
  title: (facts) => `Small files created in masses${byCulprit(facts, audit)}`,
  story: (facts) =>
    `${subject(facts, audit)} created ${perSecond(facts, 'CreateFileOps', 'files')}, ${sizeText(facts)}` +
    `${place(facts, audit)}. Each create and each close holds the exclusive lock. ${effect(facts)}`,
  checks: (facts) => [
    auditPaths(facts, audit),
    runningApplications(facts, audit),
    `${jmx(facts, 'FSNamesystem')} | grep -E 'FilesTotal|BlocksTotal|NumFilesUnderConstruction'`,
  ],
  remedies: (facts) => [
    {
      text: `Stop or slow the job${ofCulprit(facts, audit)}; have it write fewer, larger files (fewer partitions or reducers, compaction).`,
      key: null,
      advised: null,
    },
    {
      text: 'Set a quota of names on the folder: hdfs dfsadmin -setQuota N /path.',
      key: null,
      advised: null,
    },
  ],
}

/** Growth beyond the baseline from which the namespace has changed: a tenth. */
const grownShare = 0.1
/** A heap still so full after collections is nearly filled by what lives in it. */
const fullShare = 0.75
/** Least bytes of heap per file, directory or block: ApacheCon 2021, NameNode scalability (heap). */
const objectBytes = 150

const grown: Test = (facts) => {
  const files = facts.level('FilesTotal')
  if (files === undefined) return { unmeasured: 'files and directories', setting: null }
  const before = Math.min(files.usual ?? files.first, files.first)
  const share = before > 0 ? files.last / before - 1 : 0
  return {
    holds: share >= grownShare,
    text: `Files and directories: ${metricFigure(files.id, files.last)}, ${percent(Math.max(0, share))} more than before`,
    metric: files.id,
    at: files.onset,
  }
}

const heapFilled: Test = (facts) => {
  const heap = heapAfterCollections(facts)
  if (heap === undefined) return { unmeasured: 'heap after collections', setting: null }
  return {
    holds: heap.share >= fullShare,
    text: `Heap after collections: ${percent(heap.share)} of its limit`,
    metric: 'MemHeapUsedM',
    at: null,
  }
}

const filledByNamespace: Test = (facts) => {
  const heap = heapAfterCollections(facts)
  const least = (objectsIn(facts) * objectBytes) / 2 ** 20
  if (heap === undefined) return { unmeasured: 'heap after collections', setting: null }
  return {
    holds: least >= heap.usedMb / 4,
    text: `Files and blocks take ${metricFigure('MemHeapUsedM', least)} at least`,
    metric: 'FilesTotal',
    at: null,
  }
}

const tooSmallHeap: Test = (facts) => {
  const limit = heapLimitGb(facts)
  if (limit === undefined) return { unmeasured: 'the limit of the heap', setting: null }
  const advised = advisedHeapGb(facts)
  return {
    holds: limit < advised,
    text: `Heap: ${figure(limit)} GB at most, ${figure(advised)} GB advised for as many files and blocks`,
    metric: 'MemHeapMaxM',
    at: null,
  }
}

const namespaceGrowth: Rule = {
  id: 'namespace-growth',
  role: 'cause',
  reference: 'R27; Huawei alarms 14007 and 14014; ApacheCon 2021, NameNode scalability (heap)',
  needs: [grown, heapFilled],
  clues: [
    { weight: 2, test: filledByNamespace },
    { weight: 2, test: tooSmallHeap },
    { weight: 2, test: raised('GcTimeMillis', { steps: 1 }) },
  ],
  confidence: [0.4, 0.85],
  unless: ['small-file-storm'],
  title: () => 'Namespace grown to the limit of the heap',
  story: (facts) =>
    `The namespace holds ${known(facts, 'FilesTotal', ({ last }) => last)} files and directories and ` +
    `${known(facts, 'BlocksTotal', ({ last }) => last)} blocks, and collections leave the heap ` +
    `${percent(heapAfterCollections(facts)?.share ?? 0)} full. ${effect(facts)}`,
  checks: () => [
    'hdfs oiv -p FileDistribution -i FSIMAGE -o sizes.txt # how many files are small; FSIMAGE: a copy from the standby',
    'hdfs oiv -p Delimited -i FSIMAGE -o files.tsv; cut -f1 files.tsv | cut -d/ -f1-4 | sort | uniq -c | sort -rn | head -20 # where they are',
    'jstat -gcutil $(pgrep -f proc_namenode) 1000 10',
  ],
  remedies: (facts) => [
    {
      text: `Give the NameNode more heap, -Xms and -Xmx alike: about ${figure(moreHeapGb(facts))} GB.`,
      key: null,
      advised: null,
    },
    {
      text: 'Join small files (compaction, har, larger writes), empty trash and old staging folders, set quotas of names.',
      key: null,
      advised: null,
    },
  ],
}

export const namespaceRules: readonly Rule[] = [smallFileStorm, namespaceGrowth]
