// Handlers that block on the counters of RPC quantiles.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, madeFacts } from '../fixtures/made-facts.ts'
import { quantileRules } from './queue-quantiles.ts'

const contentionIn = (made: MadeFacts) => diagnose(madeFacts(made), quantileRules)[0]
const blocked = { ThreadsBlocked: 247, RpcQueueTimeAvgTime: 90, CallQueueLength: 400 }
const on = { 'rpc.metrics.quantile.enable': 'true' }

test('many blocked threads, a queue, and quantiles are on', () => {
  const found = contentionIn({ levels: blocked, configuration: on })
  assert.match(
    found?.story ?? '',
    /^Threads blocked one another, up to 247 threads \(usually none\) at a time/,
  )
  assert.deepEqual([found?.remedies[0]?.current, found?.remedies[0]?.advised], ['true', 'false'])
})

test('their attributes in the dump, or thread dumps, tell as well', () => {
  const attributes = { RpcActivity: { RpcQueueTime60s99thPercentileLatency: 12 } }
  assert.ok(contentionIn({ levels: blocked, attributes }) !== undefined)
  const logs = {
    files: { audit: false, namenode: false, gc: false, stacks: true },
    handlers: [{ doing: 'blocked in MutableQuantiles.add', threads: 240, of: 256 }],
  }
  const found = contentionIn({ levels: blocked, logs })
  assert.ok(found?.evidence.some(({ text }) => text.startsWith('240 of 256 handlers')))
})

test('without a sign of quantiles blocked threads have another reason', () => {
  assert.equal(contentionIn({ levels: blocked }), undefined)
  assert.equal(contentionIn({ levels: blocked, configuration: {} }), undefined)
})

test('quantiles without blocked threads do no harm', () => {
  assert.equal(contentionIn({ configuration: on }), undefined)
})
