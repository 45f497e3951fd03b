// GC logs of JDK 8 and of the JVMs since.
import assert from 'node:assert/strict'
import test from 'node:test'
import { GcLog } from './gc-log.ts'

function pausesOf(text: string): { readonly pauses: unknown[]; readonly log: GcLog } {
  const log = new GcLog()
  log.push(text)
  const pauses = log.closed(true).map(({ time, ms, who }) => [time, Math.round(ms * 10) / 10, who])
  return { pauses, log }
}
const at = (text: string): number => Date.parse(text)

test('JDK 8 with dates: ParNew, CMS and its failure over two lines, full collections', () => {
  const { pauses, log } = pausesOf(
    `OpenJDK 64-Bit Server VM (25.392-b08) for linux-amd64 JRE (1.8.0_392-b08), built on Oct 17 2023
CommandLine flags: -XX:+PrintGC -XX:+PrintGCDateStamps -XX:+PrintGCDetails
2026-11-22T15:54:20.123+0000: 12.345: [GC (Allocation Failure) 2026-11-22T15:54:20.123+0000: 12.345: [ParNew: 629120K->69888K(629120K), 0.1234567 secs] 1000000K->500000K(2027264K), 0.1235678 secs] [Times: user=0.10 sys=0.01, real=0.12 secs]
2026-11-22T15:54:21.000+0000: 13.222: [CMS-concurrent-mark: 1.234/5.678 secs] [Times: user=1.00 sys=0.01, real=5.68 secs]
2026-11-22T15:54:22.000+0000: 14.222: [GC (CMS Final Remark) [YG occupancy: 100 K (200 K)][Rescan (parallel) , 0.01 secs][1 CMS-remark: 100K(200K)] 300K(400K), 0.0456000 secs] [Times: user=0.01 sys=0.00, real=0.05 secs]
2026-11-22T15:54:30.000+0000: 22.222: [GC (Allocation Failure) 2026-11-22T15:54:30.000+0000: 22.222: [ParNew (promotion failed): 629120K->629120K(629120K), 0.5000000 secs]2026-11-22T15:54:30.500+0000: 22.722: [CMS2026-11-22T15:54:31.000+0000: 23.222: [CMS-concurrent-mark: 1.200/1.300 secs] [Times: user=1.00 sys=0.00, real=1.30 secs]
 (concurrent mode failure): 1398144K->500000K(1398144K), 5.1234000 secs] 2027264K->500000K(2027264K), [Metaspace: 50K->50K(1000K)], 5.6234000 secs] [Times: user=6.00 sys=0.01, real=5.62 secs]
2026-11-22T15:54:40.000+0000: 32.222: [Full GC (System.gc()) [PSYoungGen: 10720K->0K(76288K)] [ParOldGen: 9280K->12000K(175104K)] 20000K->12000K(251392K), [Metaspace: 50K->50K(1000K)], 1.2345678 secs] [Times: user=2.00 sys=0.00, real=1.23 secs]
`,
  )
  assert.deepEqual(pauses, [
    [at('2026-11-22T15:54:20.123Z'), 123.6, 'ParNew'],
    [at('2026-11-22T15:54:22.000Z'), 45.6, 'CMS Final Remark'],
    [at('2026-11-22T15:54:30.000Z'), 5623.4, 'CMS concurrent mode failure'],
    [at('2026-11-22T15:54:40.000Z'), 1234.6, 'Full GC (System.gc())'],
  ])
  assert.equal(log.facts.clock, 'utc')
})

test('JDK 8 with G1: the pause on its first line, details after it; concurrent phases are none', () => {
  const { pauses } = pausesOf(
    `2026-11-22T15:54:20.123+0100: 12.345: [GC pause (G1 Evacuation Pause) (young), 0.0823456 secs]
   [Parallel Time: 80.0 ms, GC Workers: 8]
   [Eden: 512.0M(512.0M)->0.0B(500.0M) Survivors: 0.0B->12.0M Heap: 512.0M(1024.0M)->20.0M(1024.0M)]
 [Times: user=0.50 sys=0.00, real=0.08 secs]
2026-11-22T15:54:21.000+0100: 13.222: [GC concurrent-mark-end, 1.2345000 secs]
2026-11-22T15:54:22.000+0100: 14.222: [GC remark 2026-11-22T15:54:22.000+0100: 14.222: [Finalize Marking, 0.0010000 secs] 14.223: [Unloading, 0.0100000 secs], 0.0323456 secs]
`,
  )
  assert.deepEqual(pauses, [
    [at('2026-11-22T14:54:20.123Z'), 82.3, 'G1 young'],
    [at('2026-11-22T14:54:22.000Z'), 32.3, 'G1 remark'],
  ])
})

test('JDK 8 without dates: times since the start of the JVM', () => {
  const { pauses, log } = pausesOf('12.345: [Full GC (Ergonomics)  65536K->1000K(251392K), 0.5000000 secs]\n')
  assert.deepEqual(pauses, [[12_345, 500, 'Full GC (Ergonomics)']])
  assert.deepEqual([log.facts.clock, log.facts.span.last], ['uptime', 12_345])
})

test('stopped threads are a pause of their own only where no collection explains them', () => {
  const { pauses } = pausesOf(
    `2026-11-22T15:54:20.000+0000: 12.000: [GC (Allocation Failure)  65536K->1000K(251392K), 0.5000000 secs]
2026-11-22T15:54:20.510+0000: 12.510: Total time for which application threads were stopped: 0.5100000 seconds, Stopping threads took: 0.0001000 seconds
2026-11-22T15:54:30.000+0000: 22.000: Total time for which application threads were stopped: 3.0000000 seconds, Stopping threads took: 2.9000000 seconds
`,
  )
  assert.deepEqual(pauses, [
    [at('2026-11-22T15:54:20.000Z'), 500, 'GC'],
    [at('2026-11-22T15:54:27.000Z'), 3000, ''],
  ])
})

test('the unified log: with dates, with uptime only, with safepoints; the time is that of the begin', () => {
  const dated = pausesOf(
    `[2026-11-22T15:54:20.123+0000][0.010s][info][gc] Using G1
[2026-11-22T15:54:20.123+0000][12.345s][info][gc,start     ] GC(12) Pause Young (Normal) (G1 Evacuation Pause)
[2026-11-22T15:54:20.223+0000][12.445s][info][gc           ] GC(12) Pause Young (Normal) (G1 Evacuation Pause) 512M->20M(1024M) 100.000ms
[2026-11-22T15:54:20.224+0000][12.446s][info][safepoint    ] Safepoint "G1CollectForAllocation", Time since last: 1234 ns, Reaching safepoint: 1234 ns, At safepoint: 100000000 ns, Total: 101000000 ns
[2026-11-22T15:54:21.000+0000][13.222s][info][gc           ] GC(13) Concurrent Mark Cycle 812.345ms
[2026-11-22T15:54:30.000+0000][22.222s][info][gc           ] GC(14) Pause Full (Allocation Failure) 1000M->900M(1024M) 2000.500ms
[2026-11-22T15:54:40.000+0000][32.222s][info][safepoint    ] Safepoint "ThreadDump", Time since last: 1 ns, Reaching safepoint: 1 ns, At safepoint: 1 ns, Total: 700000000 ns
`,
  )
  assert.deepEqual(dated.pauses, [
    [at('2026-11-22T15:54:20.123Z'), 100, 'Pause Young (Normal) (G1 Evacuation Pause)'],
    [at('2026-11-22T15:54:30.000Z') - 2000.5, 2000.5, 'Pause Full (Allocation Failure)'],
    [at('2026-11-22T15:54:39.300Z'), 700, 'safepoint ThreadDump'],
  ])
  const plain = pausesOf(
    '[12.445s][info][gc] GC(12) Pause Young (Allocation Failure) 512M->20M(1024M) 100.000ms\n',
  )
  assert.deepEqual(plain.pauses, [[12_345, 100, 'Pause Young (Allocation Failure)']])
  assert.equal(plain.log.facts.clock, 'uptime')
})
