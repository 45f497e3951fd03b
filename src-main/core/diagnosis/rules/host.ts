// R26 and R36: a host that stops the process, and one whose processors are all busy.
import { figure, percent } from '../../../../src-shared/figures.ts'
import { anyOf } from '../combined-tests.ts'
import type { Facts } from '../facts.ts'
import { known } from '../known.ts'
import type { Rule, Test } from '../rule.ts'
import { notRaised, onLevel, raised, reaches, spiked } from '../tests.ts'
import { logged } from '../who-tests.ts'
import { effect } from '../words.ts'

/** Collections that make up less than this part of the time in which the process stood still do not explain it. */
const explainedShare = 0.5

const notByGc: Test = (facts) => {
  const [still, gc] = [facts.level('GcTotalExtraSleepTime'), facts.level('GcTimeMillis')]
  if (still === undefined || gc === undefined)
    return { unmeasured: 'collections beside the time in which the process stood still', setting: null }
  return {
    holds: gc.mean < explainedShare * still.mean,
    text: `The process stood still for ${figure(still.mean)} ms of each second, collections took ${figure(gc.mean)} ms`,
    metric: gc.id,
    at: null,
  }
}

const pauseLog = logged('namenode', 'NameNode log: no pause without a collection', ({ pauses }) => {
  const [longest] = pauses.filter(({ collector }) => collector === null)
  if (longest === undefined) return null
  return { text: `NameNode log: ${figure(longest.ms)} ms, no GCs detected`, at: longest.time }
})

const stoodStill = 'GcTotalExtraSleepTime'

/** A stop that JvmPauseMonitor notes (jvm.pause.info-threshold.ms): one is enough, however quiet the rest was. */
const noticedMs = 1000

const longStop: Test = onLevel(stoodStill, ({ peak, peakAt, onset }, { spacing }) => {
  // A rate over one row: of what was slept too long in it.
  const stopped = peak * spacing
  return {
    holds: stopped >= noticedMs,
    text: `The process stood still for ${figure(stopped)} ms between two polls at most`,
    at: onset ?? peakAt,
  }
})

/** From this part of the time on a stop is more than a busy host: as of collections (R24), ms a second. */
const muchStill = 50

/** `27 % of the time`; of one stop in a quiet hour how long it was. */
function stillText(facts: Facts): string {
  const level = facts.level(stoodStill)
  const share = (level?.mean ?? 0) / 1000
  return share >= 0.01
    ? `${percent(share)} of the time`
    : `for ${figure((level?.peak ?? 0) * facts.spacing)} ms`
}

const hostPause: Rule = {
  id: 'host-pause',
  role: 'cause',
  reference:
    'R26; JvmPauseMonitor.java; NameNode RPC latency notes (QwertyManiac); ApacheCon 2021 (host issues)',
  needs: [anyOf(raised(stoodStill), longStop), notByGc],
  clues: [
    { weight: 4, test: anyOf(raised(stoodStill, { atLeast: muchStill }), longStop) },
    { weight: 3, test: notRaised('GcTimeMillis') },
    { weight: 2, test: pauseLog },
    { weight: 1, test: notRaised('SyncsAvgTime') },
    {
      weight: 1,
      test: anyOf(spiked('RpcProcessingTimeAvgTime'), raised('NumInProcessHandler', { steps: 1 })),
    },
  ],
  confidence: [0.45, 0.95],
  title: (facts) => `NameNode process held up by its host, ${stillText(facts)}`,
  story: (facts) =>
    `The NameNode’s process stood still for ${known(facts, stoodStill)} ms of each second, and collections ` +
    `took ${known(facts, 'GcTimeMillis')} ms: the host did not let it run. It may be short of processors, swap, ` +
    `freeze the virtual machine, stop the process by a signal or wait for a disk. ${effect(facts)}`,
  checks: () => [
    "grep -h -A 2 'Detected pause in JVM or host' /var/log/hadoop-hdfs/*namenode*.log* | tail -30",
    'vmstat 1 10 # si, so: swapping; st: the hypervisor’s part; b: waiting for a disk',
    'dmesg -T | tail -50',
    'ps -o pid,stat,wchan:20,cmd -p $(pgrep -f proc_namenode) # T: stopped; D: waits for a device',
    'cat /sys/kernel/mm/transparent_hugepage/enabled',
  ],
  remedies: () => [
    {
      text: 'Keep the NameNode in memory and its host to itself: vm.swappiness=1, transparent huge pages off, processors at full speed (governor performance), no live migration, no heavy neighbours.',
      key: null,
      advised: null,
    },
    {
      text: 'Keep GC logs and thread dumps off busy disks: the whole JVM waits while it writes them.',
      key: null,
      advised: null,
    },
  ],
}

/** Processors that are busy for so much of the time make everybody wait. */
const allBusy = 0.9

/** What the NameNode itself takes of all processors; null where unknown. */
function ownShare(facts: Facts): number | null {
  const [own, all] = [facts.level('ProcessCpuLoad'), facts.level('SystemCpuLoad')]
  return own === undefined || all === undefined || all.mean <= 0 ? null : Math.min(1, own.mean / all.mean)
}

const cpuSaturation: Rule = {
  id: 'cpu-saturation',
  role: 'cause',
  reference: 'R36; Huawei alarms 14021 and 14022; Ambari namenode_cpu',
  needs: [
    reaches('SystemCpuLoad', allBusy),
    raised('SystemCpuLoad', { steps: 1 }),
    raised('RpcProcessingTimeAvgTime', { steps: 1 }),
  ],
  clues: [
    { weight: 2, test: notRaised('GcTimeMillis') },
    { weight: 2, test: notRaised('SyncsAvgTime') },
    { weight: 2, test: raised('RpcQueueTimeAvgTime', { steps: 1 }) },
    { weight: 1, test: notRaised('FsLockQueueLength') },
    { weight: 1, test: raised('SystemLoadAverage', { steps: 1 }) },
  ],
  confidence: [0.35, 0.75],
  unless: [
    'client-flood',
    'content-summary-scan',
    'large-directory-listing',
    'snapshot-diff-scan',
    'datanode-report-polling',
    'gc-pressure',
  ],
  title: (facts) => {
    const own = ownShare(facts)
    if (own === null) return 'All processors of the host busy'
    return own < 0.5
      ? 'Processors taken by other processes of the host'
      : 'Processors all busy with the NameNode'
  },
  story: (facts) => {
    const own = ownShare(facts)
    const by = own === null ? '' : `, ${percent(own)} of it by the NameNode itself`
    return `The host’s processors were ${percent(facts.level('SystemCpuLoad')?.mean ?? 0)} busy${by}, and all calls took longer. ${effect(facts)}`
  },
  checks: () => [
    'top -b -n 1 -o %CPU | head -20',
    'top -H -b -n 1 -p $(pgrep -f proc_namenode) | head -30 # which threads of the NameNode',
    'mpstat -P ALL 1 5',
  ],
  remedies: () => [
    {
      text: 'Move what shares the host with the NameNode elsewhere, or give it more processors.',
      key: null,
      advised: null,
    },
  ],
}

export const hostRules: readonly Rule[] = [hostPause, cpuSaturation]
