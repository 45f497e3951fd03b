// Parts of sentences: whole threads, usable digits, what others had of it.
import assert from 'node:assert/strict'
import test from 'node:test'
import { madeFacts } from './fixtures/made-facts.ts'
import { amount, effect, perSecond } from './words.ts'

test('things are counted whole, and at their most', () => {
  const amountOf = (mean: number, peak: number) =>
    amount(madeFacts({ levels: { FsLockQueueLength: { mean, peak } } }), 'FsLockQueueLength')
  assert.equal(amountOf(3.78, 9), 'up to 9 threads (usually none)')
  assert.equal(amountOf(0.4, 1), 'up to 1 thread (usually none)')
})

test('small figures have the digits that matter', () => {
  const facts = madeFacts({ levels: { RpcQueueTimeAvgTime: { mean: 56.8, usual: 0.0393 } } })
  assert.equal(amount(facts, 'RpcQueueTimeAvgTime'), '56.8 ms (usually 0.04)')
  assert.equal(
    perSecond(madeFacts({ levels: { ConcatNumOps: 3 } }), 'ConcatNumOps', 'joins'),
    '3 joins a second (usually none)',
  )
})

test('the impact: the two that rose most, of one subject in one clause', () => {
  const impact = (levels: Record<string, number>) => effect(madeFacts({ levels }))
  assert.equal(
    impact({ RpcProcessingTimeAvgTime: 13, RpcQueueTimeAvgTime: 5 }),
    'Impact: on average calls took 13 ms (usually 2) and waited 5 ms (usually 0.01) for a handler.',
  )
  assert.equal(
    impact({ RpcProcessingTimeAvgTime: 13, CallQueueLength: 100 }),
    'Impact: up to 100 calls (usually none) stood in the queue, and on average calls took 13 ms (usually 2).',
  )
  assert.match(impact({ 'RpcQueueTimeAvgTime@service': 800 }), /calls of DataNodes waited 800 ms/)
  assert.equal(impact({}), 'Impact: other calls hardly waited.')
})

test('where nothing of it was measured, that is said', () => {
  assert.equal(effect({ ...madeFacts(), level: () => undefined }), 'Impact: not measured.')
})
