// Thread dumps: what RPC handlers were doing.
import assert from 'node:assert/strict'
import test from 'node:test'
import { ThreadDumps } from './thread-dumps.ts'

const waiting = [
  'sun.misc.Unsafe.park(Native Method)',
  'java.util.concurrent.locks.LockSupport.parkNanos(LockSupport.java:215)',
  'java.util.concurrent.LinkedBlockingQueue.poll(LinkedBlockingQueue.java:467)',
  'org.apache.hadoop.ipc.CallQueueManager.take(CallQueueManager.java:317)',
  'org.apache.hadoop.ipc.Server$Handler.run(Server.java:2899)',
]
const locked = [
  'sun.misc.Unsafe.park(Native Method)',
  'java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire(AbstractQueuedSynchronizer.java:1199)',
  'java.util.concurrent.locks.ReentrantReadWriteLock$WriteLock.lock(ReentrantReadWriteLock.java:943)',
  'org.apache.hadoop.hdfs.server.namenode.FSNamesystemLock.doLock(FSNamesystemLock.java:386)',
  'org.apache.hadoop.hdfs.server.namenode.FSNamesystem.writeLock(FSNamesystem.java:1790)',
  'org.apache.hadoop.hdfs.server.namenode.FSNamesystem.startFile(FSNamesystem.java:2700)',
  'org.apache.hadoop.hdfs.server.namenode.NameNodeRpcServer.create(NameNodeRpcServer.java:800)',
]
const running = [
  'org.apache.hadoop.hdfs.server.namenode.INodeDirectory.computeDirectoryContentSummary(INodeDirectory.java:640)',
  'org.apache.hadoop.hdfs.server.namenode.FSNamesystem.getContentSummary(FSNamesystem.java:3400)',
  'org.apache.hadoop.hdfs.server.namenode.NameNodeRpcServer.getContentSummary(NameNodeRpcServer.java:1400)',
]
const syncing = [
  'java.lang.Object.wait(Native Method)',
  'org.apache.hadoop.hdfs.server.namenode.FSEditLog.logSync(FSEditLog.java:690)',
  'org.apache.hadoop.hdfs.server.namenode.NameNodeRpcServer.mkdirs(NameNodeRpcServer.java:1100)',
]
const handlers = [waiting, waiting, locked, locked, locked, running, syncing]
const wanted = [
  ['waits for the namesystem lock', 3],
  ['waits for a call', 2],
  ['runs getContentSummary', 1],
  ['waits for the edit log', 1],
]

/** As jstack prints it; handlers are called `… on 8020` in Hadoop 2, `… on default port 8020` in 3. */
function jstack(time: string, port: string): string {
  const threads = handlers.map(
    (frames, index) =>
      `"IPC Server handler ${index} on ${port}" #${60 + index} daemon prio=5 os_prio=0 tid=0x00007f2e1 nid=0x4a1 waiting on condition [0x00007f2d]\n   java.lang.Thread.State: WAITING (parking)\n${frames.map((frame) => `\tat ${frame}\n`).join('')}\n   Locked ownable synchronizers:\n\t- None\n\n`,
  )
  return `${time}Full thread dump OpenJDK 64-Bit Server VM (25.392-b08 mixed mode):\n\n"Attach Listener" #99 daemon prio=9 os_prio=0 tid=0x0 nid=0x1 runnable [0x0]\n   java.lang.Thread.State: RUNNABLE\n\tat org.apache.hadoop.hdfs.server.namenode.FSNamesystem.delete(FSNamesystem.java:1)\n\n${threads.join('')}`
}

function dumpsOf(text: string) {
  const dumps = new ThreadDumps(777)
  dumps.push(text)
  return { found: dumps.closed(true), clock: dumps.clock }
}

test('jstack, several in one file, with their times', () => {
  const text = jstack('2026-11-22 15:54:20\n', '8020') + jstack('2026-11-22 15:54:30\n', 'default port 8020')
  const { found, clock } = dumpsOf(text)
  assert.equal(clock, 'wall')
  assert.deepEqual(found, [
    { time: Date.UTC(2026, 10, 22, 15, 54, 20), handlers: wanted },
    { time: Date.UTC(2026, 10, 22, 15, 54, 30), handlers: wanted },
  ])
  assert.deepEqual(dumpsOf(text.replaceAll('\n', '\r\n')).found, found)
})

test('/stacks (ReflectionUtils.printThreadInfo) has no time: the file’s', () => {
  const threads = handlers.map(
    (frames, index) =>
      `Thread ${60 + index} (IPC Server handler ${index} on default port 9000):\n  State: WAITING\n  Blocked count: 1\n  Waited count: 5\n  Waiting on java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject@1\n  Stack:\n${frames.map((frame) => `    ${frame}\n`).join('')}`,
  )
  const { found, clock } = dumpsOf(
    `Process Thread Dump: \n${handlers.length} active threads\n${threads.join('')}`,
  )
  assert.deepEqual([found, clock], [[{ time: 777, handlers: wanted }], 'utc'])
})

test('a dump without handlers, and one torn off, give what is there', () => {
  assert.deepEqual(dumpsOf('Full thread dump OpenJDK:\n').found, [{ time: 777, handlers: [] }])
  const torn = jstack('2026-11-22 15:54:20\n', '8020').slice(0, 900)
  assert.equal(dumpsOf(torn).found.length, 1)
})
