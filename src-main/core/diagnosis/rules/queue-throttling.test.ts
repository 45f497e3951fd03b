// Clients sent away by the call queue.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, madeFacts } from '../fixtures/made-facts.ts'
import { throttlingRules } from './queue-throttling.ts'

const throttlingIn = (made: MadeFacts) => diagnose(madeFacts(made), throttlingRules)[0]

test('backoff counted, and the scheduler’s heavy caller', () => {
  const callers = [{ caller: 'spark', perSecond: 3000, priority: 3 }]
  const found = throttlingIn({ levels: { RpcClientBackoff: 40 }, who: { callers } })
  assert.equal(found?.title, 'Clients sent away by the call queue, spark first')
  assert.equal(found.role, 'symptom')
  assert.match(found.story, /turned away 40 calls a second \(usually none\)/)
})

test('queues that overflowed tell as well', () => {
  const attributes = { FairCallQueue: { 'OverflowedCalls.0': 0, 'OverflowedCalls.3': 120 } }
  assert.ok(
    throttlingIn({ attributes })?.evidence.some(
      ({ text }) => text === 'Calls that overflowed their queue: 120',
    ),
  )
})

test('without FairCallQueue there is nothing to count', () => {
  assert.equal(throttlingIn({}), undefined)
  const found = throttlingIn({ levels: { RpcClientBackoff: 40 } })
  assert.ok(found?.unmeasured.some(({ setting }) => setting?.endsWith('DecayRpcScheduler') === true))
})

test('queues of which none overflowed: nothing', () => {
  assert.equal(throttlingIn({ attributes: { FairCallQueue: { 'OverflowedCalls.0': 0 } } }), undefined)
})
