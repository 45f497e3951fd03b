// Latency beyond the limits that others alarm at: an impact.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeLevel, madeFacts } from '../fixtures/made-facts.ts'
import { limitRules } from './queue-limits.ts'

const impactOf = (levels: Record<string, MadeLevel>) => diagnose(madeFacts({ levels }), limitRules)[0]

test('the severest limit that was reached, with its source', () => {
  const found = impactOf({ RpcQueueTimeAvgTime: 3500, RpcProcessingTimeAvgTime: 60 })
  assert.equal(found?.role, 'impact')
  assert.match(found.story, /RPC processing time 60 ms \(operators begin to look at 50 ms\)/)
  assert.match(found.story, /RPC queue time 3,500 ms \(Ambari namenode_rpc_latency at 3,000 ms\)/)
  assert.ok(found.confidence > (impactOf({ RpcQueueTimeAvgTime: 110 })?.confidence ?? 1))
})

test('below all limits nothing, however far from usual', () => {
  assert.equal(impactOf({ RpcQueueTimeAvgTime: 40, CallQueueLength: 30 }), undefined)
})

test('beyond a limit every day: nothing new', () => {
  assert.equal(impactOf({ RpcProcessingTimeAvgTime: { mean: 70, usual: 68 } }), undefined)
})
