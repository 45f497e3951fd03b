// NameNode logs: long lock holds, pauses, slow group look-ups and journals; and the audit log within the same file.
import assert from 'node:assert/strict'
import test from 'node:test'
import { holderIn } from './lock-holder.ts'
import type { LogEvent } from './attachment-part.ts'
import { auditLine, holdForms } from './fixtures/log-lines.ts'
import { HadoopLog } from './hadoop-log.ts'

const wall = (text: string): number => Date.parse(`${text.replace(' ', 'T').replace(',', '.')}Z`)
const time = '2026-11-22 15:54:20,123'

function eventsOf(...blocks: readonly string[]): { readonly events: LogEvent[]; readonly log: HadoopLog } {
  const log = new HadoopLog()
  for (const block of blocks) log.push(block)
  return { events: log.closed(true).events, log }
}

for (const [version, form] of Object.entries(holdForms)) {
  test(`a lock held long, as Hadoop ${version} says it (FSNamesystemLock.writeUnlock)`, () => {
    const hold = { kind: 'write-lock', time: wall(time) - 8123, ms: 8123, who: 'FSNamesystem.delete' }
    const says = version >= '3.4' ? { user: 'etl', path: '/tmp/big' } : { user: null, path: null }
    const text = form(time)
    assert.deepEqual(eventsOf(text).events, [{ ...hold, ...says }])
    assert.deepEqual(eventsOf(text.replaceAll('\n', '\r\n')).events, [{ ...hold, ...says }])
    // A message may be cut between any two of its lines.
    const lines = text.split('\n').map((line) => `${line}\n`)
    assert.deepEqual(eventsOf(...lines).events, [{ ...hold, ...says }])
    const read = text.replaceAll('write', 'read')
    assert.equal(eventsOf(read).events[0]?.kind, 'read-lock')
  })
}

test('the holder is told by the operation’s frame, past lambdas, modules and what surrounds it', () => {
  const told = [
    [
      '\tat org.apache.hadoop.hdfs.server.blockmanagement.BlockManager.processReport(BlockManager.java:2600)',
      'BlockManager.processReport',
    ],
    [
      'app//org.apache.hadoop.hdfs.server.namenode.LeaseManager$Monitor.run(LeaseManager.java:499)',
      'LeaseManager.run',
    ],
    [
      'org.apache.hadoop.hdfs.server.namenode.FSNamesystem.lambda$getListing$3(FSNamesystem.java:1)',
      'FSNamesystem.getListing',
    ],
    ['java.base/java.lang.Thread.getStackTrace(Thread.java:1602)', undefined],
    [
      'org.apache.hadoop.hdfs.server.namenode.fgl.GlobalFSNamesystemLock.writeUnlock(GlobalFSNamesystemLock.java:1)',
      undefined,
    ],
    ['org.apache.hadoop.hdfs.server.namenode.FSNamesystem.readUnlock(FSNamesystem.java:1)', undefined],
    ['\tTotal suppressed write-lock held time: 0', undefined],
  ] as const
  for (const [line, holder] of told) assert.equal(holderIn(line), holder)
})

test('a pause with the collector that took longest of it, or none (JvmPauseMonitor.formatMessage)', () => {
  const head = (ms: number): string =>
    `${time} WARN org.apache.hadoop.util.JvmPauseMonitor: Detected pause in JVM or host machine (eg GC): pause of approximately ${ms}ms\n`
  const text = `${head(12_345)}GC pool 'ParNew' had collection(s): count=1 time=45ms\nGC pool 'ConcurrentMarkSweep' had collection(s): count=1 time=12300ms\n${head(2000)}No GCs detected\n`
  assert.deepEqual(
    eventsOf(text).events.map(({ kind, time: begin, ms, who }) => [kind, begin - wall(time), ms, who]),
    [
      ['pause', -12_345, 12_345, 'ConcurrentMarkSweep'],
      ['pause', -2000, 2000, ''],
    ],
  )
})

test('slow groups (Groups.fetchGroupList) and journals (IPCLoggerChannel.sendEdits)', () => {
  const text =
    `${time} WARN org.apache.hadoop.security.Groups: Potential performance problem: getGroups(user=john) took 23861 milliseconds.\n` +
    `${time} WARN org.apache.hadoop.hdfs.qjournal.client.QuorumJournalManager: Took 1234ms to send a batch of 5 edits (500 bytes) to remote journal 10.0.0.5:8485\n`
  assert.deepEqual(
    eventsOf(text).events.map(({ kind, ms, who }) => [kind, ms, who]),
    [
      ['groups', 23_861, 'john'],
      ['journal', 1234, '10.0.0.5:8485'],
    ],
  )
})

test('messages and audit lines in one file are told apart; torn ones are neither', () => {
  const { events, log } = eventsOf(
    'end of a torn line\n' +
      auditLine(time) +
      holdForms['3.4'](time) +
      `${time} INFO org.apache.hadoop.hdfs.StateChange: BLOCK* allocate blk_1\n` +
      `${time} INFO FSNamesystem.audit: allo`,
  )
  assert.equal(events.length, 1)
  assert.deepEqual([log.audit.count, log.messages.count, log.audit.unread], [1, 2, 1])
  assert.equal(log.messages.span.first, wall(time))
})

test('a log full of long holds keeps the longest of each 10 s', () => {
  const lines = Array.from({ length: 500 }, (_, index) =>
    holdForms['2.8'](time).replaceAll('8123', String(5000 + index)),
  )
  const { events } = eventsOf(lines.join(''))
  assert.ok(events.length <= 30 && events.some(({ ms }) => ms === 5499))
})
