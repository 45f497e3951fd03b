// R24 and R25: time spent in garbage collections, and pauses of seconds.
import { figure, metricFigure, percent } from '../../../../src-shared/figures.ts'
import { anyOf } from '../combined-tests.ts'
import type { Facts } from '../facts.ts'
import { heapAfterCollections, moreHeapGb } from '../heap.ts'
import { known } from '../known.ts'
import type { Rule, Test } from '../rule.ts'
import { counted, notRaised, raised } from '../tests.ts'
import { logged } from '../who-tests.ts'
import { effect, perSecond } from '../words.ts'

/**
 * Time in collections that a NameNode in order does not need, ms a second: 5 %. Uber brought theirs from 13 % to 1.7 %
 * by dividing the heap well; this lies between both.
 */
const muchGc = 50

/** A heap that is still so full after collections has no room for the next rush. */
const fullShare = 0.75

const oldCollections: Test = anyOf(counted('OldCollectionCount'), raised('OldCollectionTime'))

const heapFull: Test = (facts) => {
  const heap = heapAfterCollections(facts)
  if (heap === undefined) return { unmeasured: 'how full the heap is after collections', setting: null }
  return {
    holds: heap.share >= fullShare,
    text: `Heap after collections: ${metricFigure('MemHeapUsedM', heap.usedMb)}, ${percent(heap.share)} of its limit`,
    metric: 'MemHeapUsedM',
    at: null,
  }
}

const gcLog = logged('gc', 'GC log: no pause of note', ({ pauses }) => {
  const [longest] = pauses.filter(({ collector }) => collector !== null)
  if (longest === undefined) return null
  return { text: `GC log: ${figure(longest.ms)} ms by ${longest.collector ?? ''}`, at: longest.time }
})

const gcShare = (facts: Facts): string => percent((facts.level('GcTimeMillis')?.mean ?? 0) / 1000)

/** A heap that collections leave half empty is large enough: somebody asks for them, or it is badly divided. */
const isLargeEnough = (facts: Facts): boolean => (heapAfterCollections(facts)?.share ?? 1) < 0.5

const gcPressure: Rule = {
  id: 'gc-pressure',
  role: 'cause',
  reference: 'R24; Uber, Scaling HDFS; Huawei alarm 14014; Cloudera ta-p/376030',
  needs: [raised('GcTimeMillis', { atLeast: muchGc })],
  clues: [
    { weight: 3, test: oldCollections },
    { weight: 2, test: notRaised('RpcProcessingTimeNumOps') },
    { weight: 2, test: gcLog },
    { weight: 1, test: heapFull },
    { weight: 1, test: raised('GcTotalExtraSleepTime', { steps: 1 }) },
  ],
  confidence: [0.6, 0.95],
  // These fill the heap, and its collections are their effect.
  unless: [
    'content-summary-scan',
    'large-directory-listing',
    'snapshot-diff-scan',
    'small-file-storm',
    'mass-delete',
    'client-flood',
    'datanode-report-polling',
  ],
  title: (facts) => `Garbage collection, ${gcShare(facts)} of the time`,
  story: (facts) => {
    const old = facts.level('OldCollectionCount')
    const many =
      old === undefined || old.mean <= 0 ? '' : `, with ${perSecond(facts, old.id, 'old collections')}`
    const room = isLargeEnough(facts)
      ? ' They leave more than half of the heap empty: it is large enough, so something asks for collections or it is badly divided.'
      : ''
    return `Garbage collections took ${known(facts, 'GcTimeMillis')} ms of each second${many}, and calls wait meanwhile.${room} ${effect(facts)}`
  },
  checks: () => [
    'jstat -gcutil $(pgrep -f proc_namenode) 1000 10',
    'jcmd $(pgrep -f proc_namenode) VM.flags',
    "grep -h -A 2 'Detected pause in JVM' /var/log/hadoop-hdfs/*namenode*.log* | tail -30",
    "ps -ef | grep -E 'jmap|jcmd|GC.run' # who takes heap histograms or dumps?",
  ],
  remedies: (facts) => [
    isLargeEnough(facts)
      ? {
          text: 'Stop what asks for full collections (jcmd GC.run, jmap -histo:live, heap dumps of a monitor), or have them run beside the calls: -XX:+ExplicitGCInvokesConcurrent in HDFS_NAMENODE_OPTS.',
          key: null,
          advised: null,
        }
      : {
          text: `Give the NameNode more heap, -Xms and -Xmx alike, in HDFS_NAMENODE_OPTS (HADOOP_NAMENODE_OPTS before 3.0): about ${figure(moreHeapGb(facts))} GB.`,
          key: null,
          advised: null,
        },
    {
      text: 'Divide the heap well: G1 with -XX:MaxGCPauseMillis=200; with CMS a young generation of an eighth of the heap and -XX:CMSInitiatingOccupancyFraction=70.',
      key: null,
      advised: null,
    },
  ],
}

const longPauses: Rule = {
  id: 'long-jvm-pauses',
  role: 'symptom',
  reference: 'R25; JvmPauseMonitor.java; Cloudera ta-p/376030',
  needs: [anyOf(counted('GcNumWarnThresholdExceeded'), counted('GcNumInfoThresholdExceeded'))],
  clues: [
    { weight: 2, test: counted('GcNumWarnThresholdExceeded') },
    { weight: 2, test: raised('GcTotalExtraSleepTime', { steps: 1 }) },
    { weight: 1, test: raised('RpcQueueTimeAvgTime', { steps: 1 }) },
    {
      weight: 2,
      test: logged('namenode', 'NameNode log: no pause of note', ({ pauses: [longest] }) =>
        longest === undefined
          ? null
          : { text: `NameNode log: a pause of ${figure(longest.ms)} ms`, at: longest.time },
      ),
    },
  ],
  confidence: [0.7, 0.95],
  title: () => 'Pauses of seconds in the NameNode’s process',
  story: (facts) => {
    const seconds = (facts.end - facts.start) / 1000 + facts.spacing
    const count = (id: string): string => figure(Math.round((facts.level(id)?.mean ?? 0) * seconds))
    return (
      `The NameNode noticed ${count('GcNumInfoThresholdExceeded')} pauses of 1 to 10 s and ` +
      `${count('GcNumWarnThresholdExceeded')} of more than 10 s, in which it answers nobody. ${effect(facts)}`
    )
  },
  checks: () => [
    "grep -h -A 2 'Detected pause in JVM' /var/log/hadoop-hdfs/*namenode*.log* | tail -30",
    'jstat -gcutil $(pgrep -f proc_namenode) 1000 10',
  ],
  remedies: () => [
    {
      text: 'Remove the cause; until then, where failovers come of it, let the failover controller wait longer (milliseconds).',
      key: 'ha.health-monitor.rpc-timeout.ms',
      advised: '120000',
    },
  ],
}

export const pauseRules: readonly Rule[] = [gcPressure, longPauses]
