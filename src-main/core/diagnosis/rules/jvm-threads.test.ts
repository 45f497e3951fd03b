// Blocked threads, and logging as what blocks them.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, madeFacts } from '../fixtures/made-facts.ts'
import { threadRules } from './jvm-threads.ts'

const causesOf = (made: MadeFacts) => diagnose(madeFacts(made), threadRules)
const levels = { ThreadsBlocked: 60, RpcProcessingTimeAvgTime: 20, RpcProcessingTimeNumOps: 900 }

test('blocked handlers without a queue for the lock: a guess at logging that says what would settle it', () => {
  const [cause, symptom] = causesOf({ levels })
  assert.deepEqual(
    [cause?.id, symptom?.id, symptom?.role],
    ['synchronous-logging', 'blocked-threads', 'symptom'],
  )
  assert.ok(cause !== undefined && cause.confidence > 0.3 && cause.confidence < 0.5)
  assert.ok(cause.unmeasured.some(({ setting }) => setting?.includes('hdfs-site.xml')))
  assert.ok(cause.unmeasured.some(({ text }) => text.includes('thread dumps')))
})

test('thread dumps and the configuration settle it, either way', () => {
  const files = { audit: false, namenode: false, gc: false, stacks: true }
  const seen = (doing: string, async: string) =>
    causesOf({
      levels,
      configuration: { 'dfs.namenode.audit.log.async': async },
      logs: { files, handlers: [{ doing, threads: 58, of: 64 }] },
    })[0]
  const logging = seen('log4j: Category.callAppenders', 'false')
  const other = seen('MutableQuantiles.add', 'true')
  assert.ok(logging?.evidence.some(({ text }) => text.includes('58 of 64 handlers in log4j')))
  assert.ok((logging?.confidence ?? 0) > (other?.confidence ?? 1) + 0.2)
})

test('the key for asynchronous audit logs is advised where it is read: before Hadoop 3.4', () => {
  const keysOf = (version: string) => causesOf({ levels, version })[0]?.remedies.map(({ key }) => key)
  for (const version of ['2.10.2', '3.3.6'])
    assert.equal(keysOf(version)?.[0], 'dfs.namenode.audit.log.async')
  for (const version of ['3.4.3', '3.5.0', '3.10.1']) assert.equal(keysOf(version)?.[0], null)
})

test('threads that wait for the namesystem lock, or a handful, are no such thing', () => {
  assert.deepEqual(
    causesOf({ levels: { ...levels, FsLockQueueLength: 50, LockQueueLength: 50 } }).map(({ id }) => id),
    ['blocked-threads'],
  )
  assert.deepEqual(causesOf({ levels: { ...levels, ThreadsBlocked: 4 } }), [])
})
