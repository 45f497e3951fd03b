// Too few handlers, or handlers that something holds: the shape of the queue tells.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, culprit, madeFacts } from '../fixtures/made-facts.ts'
import { floodRules } from './queue-flood.ts'
import { handlerRules } from './queue-handlers.ts'

const causesIn = (made: MadeFacts) => diagnose(madeFacts(made), [...handlerRules, ...floodRules])
const idsIn = (made: MadeFacts) => causesIn(made).map(({ id }) => id)

/** Twice the load of everybody on ten handlers: each call is as quick as ever. */
const plateau = {
  CallQueueLength: { mean: 40, peak: 60, raisedShare: 1 },
  RpcQueueTimeAvgTime: 30,
  NumInProcessHandler: 10,
  RpcProcessingTimeNumOps: 420,
  NumLiveDataNodes: 250,
}

test('a queue without a break before quick handlers: too few of them', () => {
  const [found] = causesIn({ levels: plateau, configuration: { 'dfs.namenode.handler.count': '10' } })
  assert.equal(found?.id, 'too-few-handlers')
  assert.deepEqual(
    found.remedies
      .filter(({ key }) => key === 'dfs.namenode.handler.count')
      .map(({ current, advised }) => [current, advised]),
    // Cloudera’s own example: 250 DataNodes.
    [['10', '159']],
  )
})

test('with enough handlers no number is advised, and the configuration speaks against it', () => {
  const [found] = causesIn({ levels: plateau, configuration: { 'dfs.namenode.handler.count': '200' } })
  assert.ok(found !== undefined)
  assert.ok(found.against.some(({ text }) => text === 'dfs.namenode.handler.count is 200'))
  assert.equal(found.remedies[0]?.advised, null)
})

test('without a configuration the current number is unknown, and told so', () => {
  const [found] = causesIn({ levels: plateau })
  assert.equal(found?.remedies[0]?.current, null)
  assert.ok(found.unmeasured.some(({ text }) => text === 'dfs.namenode.handler.count is unknown'))
})

test('one user floods: his doing, not the handlers’', () => {
  const levels = { ...plateau, RpcProcessingTimeNumOps: 4000, GetFileInfoNumOps: 3700 }
  assert.deepEqual(idsIn({ levels, who: culprit('spark', 'getfileinfo', 3650, 10) }), ['client-flood'])
})

test('a queue in spikes, or slow calls, or fewer calls than usual: not too few', () => {
  assert.deepEqual(idsIn({ levels: { ...plateau, CallQueueLength: { mean: 40, raisedShare: 0.3 } } }), [])
  assert.deepEqual(idsIn({ levels: { ...plateau, RpcProcessingTimeNumOps: 60 } }), [])
})

const held = {
  RpcProcessingTimeAvgTime: { mean: 21.4, onset: 1000 },
  RpcQueueTimeAvgTime: { mean: 9, onset: 4000 },
  RpcLockWaitTimeAvgTime: 19.1,
  ThreadsWaiting: 13,
  NumInProcessHandler: 9,
}

test('processing first, then the queue: handlers are held, a symptom', () => {
  const [found] = causesIn({ levels: held })
  assert.deepEqual([found?.id, found?.role], ['handlers-stuck', 'symptom'])
  assert.equal(found?.title, 'Handlers held, waiting for the namesystem lock')
  assert.match(found.story, /21\.4 ms \(usually 2\), 89 % of it waiting for the namesystem lock/)
  assert.ok(found.evidence.some(({ text }) => text === 'RPC processing time rose 3 s before RPC queue time'))
})

test('held by something else than the lock', () => {
  const [found] = causesIn({ levels: { ...held, RpcLockWaitTimeAvgTime: 0.5 } })
  assert.equal(found?.title, 'Handlers held by calls that take long')
})

test('thread dumps say what they do', () => {
  const logs = {
    files: { audit: false, namenode: false, gc: false, stacks: true },
    handlers: [{ doing: 'waiting for the write lock in FSNamesystem.delete', threads: 8, of: 10 }],
  }
  const [found] = causesIn({ levels: held, logs })
  assert.ok(found?.evidence.some(({ text }) => text.startsWith('8 of 10 handlers: waiting')))
})

test('slower calls that keep nobody waiting: nothing', () => {
  assert.deepEqual(idsIn({ levels: { RpcProcessingTimeAvgTime: 12 } }), [])
})
