// The DataNodes’ own port is slow while clients are served.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, madeFacts } from '../fixtures/made-facts.ts'
import { servicePortRules } from './queue-service-port.ts'

const overloadIn = (made: MadeFacts) => diagnose(madeFacts(made), servicePortRules)[0]

const slow = {
  'RpcQueueTimeAvgTime@service': 80,
  'CallQueueLength@service': 60,
  'RpcProcessingTimeNumOps@service': 900,
  NumLiveDataNodes: 1000,
}

test('only DataNodes wait: more handlers for them, half of the clients’', () => {
  const found = overloadIn({ levels: slow, configuration: {} })
  assert.equal(found?.title, 'Service port overloaded by DataNodes')
  assert.match(
    found.story,
    /with 900 calls a second \(usually 3\), a call waited 80 ms \(usually 0\) for a handler/,
  )
  assert.deepEqual(
    [found.remedies[0]?.key, found.remedies[0]?.current, found.remedies[0]?.advised],
    ['dfs.namenode.service.handler.count', 'not set', '100'],
  )
})

test('clients wait as well, or DataNodes wait for the lock: something else', () => {
  assert.equal(overloadIn({ levels: { ...slow, RpcQueueTimeAvgTime: 50 } }), undefined)
  assert.equal(overloadIn({ levels: { ...slow, 'RpcLockWaitTimeAvgTime@service': 40 } }), undefined)
})

test('without a service port it cannot be', () => {
  const levels = { 'RpcQueueTimeAvgTime@service': null, 'CallQueueLength@service': null }
  assert.equal(overloadIn({ levels, hasServicePort: false }), undefined)
})
