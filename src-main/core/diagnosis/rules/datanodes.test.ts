// DataNodes lost, taken for dead, under-replicated blocks and full block reports.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, madeFacts, madeStart } from '../fixtures/made-facts.ts'
import { datanodeRules } from './datanodes.ts'
import { blockReportRules } from './datanodes-reports.ts'

const rules = [...datanodeRules, ...blockReportRules]
const causesOf = (made: MadeFacts) => diagnose(madeFacts(made), rules)
const idsOf = (made: MadeFacts) => causesOf(made).map(({ id }) => id)

const dead = (nodes: number, after: number) => ({
  mean: nodes / 2,
  usual: 0,
  first: 0,
  peak: nodes,
  last: nodes,
  onset: madeStart + after,
})
const live = (nodes: number) => ({ mean: nodes, usual: nodes, peak: nodes })

test('a DataNode that goes while the NameNode is well is lost', () => {
  const levels = { NumLiveDataNodes: live(10), NumDeadDataNodes: dead(1, 10_000), ExpiredHeartbeats: 0.025 }
  const [cause] = causesOf({ levels })
  assert.equal(cause?.id, 'datanodes-lost')
  assert.equal(cause.title, '1 DataNode lost (hosts or network)')
  assert.ok(cause.evidence.some(({ text }) => text === 'The NameNode itself was not in trouble'))
})

test('the same after a pause or a queue of the NameNode is an impact: they are taken for dead', () => {
  const levels = {
    NumLiveDataNodes: live(10),
    NumStaleDataNodes: dead(7, 30_000),
    GcTotalExtraSleepTime: { mean: 700, onset: madeStart },
    'RpcQueueTimeAvgTime@service': { mean: 4000, onset: madeStart + 1000 },
  }
  const [cause] = causesOf({ levels })
  assert.deepEqual([cause?.id, cause?.role], ['datanodes-falsely-dead', 'impact'])
  assert.ok(cause?.evidence.some(({ text }) => text.endsWith('rose before DataNodes were missed')))
  assert.ok(cause?.remedies.some(({ key }) => key === 'dfs.namenode.lifeline.rpc-address'))
})

test('trouble that comes of the loss does not make it false', () => {
  const levels = {
    NumDeadDataNodes: dead(2, 1000),
    'RpcQueueTimeAvgTime@service': { mean: 400, onset: madeStart + 20_000 },
  }
  assert.deepEqual(idsOf({ levels }), ['datanodes-lost'])
})

test('single DataNodes of thousands come and go', () => {
  const lost = (nodes: number) => ({ NumLiveDataNodes: live(4000), NumDeadDataNodes: dead(nodes, 0) })
  assert.deepEqual(idsOf({ levels: lost(3) }), [])
  assert.deepEqual(idsOf({ levels: lost(40) }), ['datanodes-lost'])
})

test('under-replicated blocks: after a loss, or asked for by files', () => {
  const blocks = { mean: 40_000, first: 0, last: 80_000 }
  const storyOf = (levels: MadeFacts['levels']) =>
    causesOf({ levels: { ...levels, UnderReplicatedBlocks: blocks } }).find(
      ({ id }) => id === 'under-replication',
    )?.story ?? ''
  assert.match(storyOf({ NumDeadDataNodes: dead(2, 0) }), /After DataNodes were lost, up to 40,000 blocks/)
  assert.match(storyOf({}), /^Although no DataNode was lost/)
  assert.deepEqual(idsOf({ levels: { UnderReplicatedBlocks: { mean: 90, first: 0, last: 200 } } }), [])
})

const reports = {
  StorageBlockReportNumOps: 60,
  StorageBlockReportAvgTime: 80,
  'RpcQueueTimeAvgTime@service': 900,
  'RegisterDatanodeNumOps@service': 20,
  NumStaleStorages: { mean: 9000, usual: 0 },
}

test('full block reports of all DataNodes after a start', () => {
  const [cause] = causesOf({ levels: reports, state: { startedAt: madeStart - 120_000 } })
  assert.equal(cause?.id, 'block-report-storm')
  assert.ok(cause.evidence.some(({ text }) => text === 'The NameNode started 2 minutes before'))
  assert.ok(cause.confidence > 0.85)
})

test('a few reports, or many that nobody waits for, are daily business', () => {
  assert.deepEqual(idsOf({ levels: { ...reports, StorageBlockReportNumOps: 3 } }), [])
  assert.deepEqual(idsOf({ levels: { StorageBlockReportNumOps: 60 } }), [])
})
