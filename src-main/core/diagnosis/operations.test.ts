// Operations: their locks, columns and audit names, and what they added to the work.
import assert from 'node:assert/strict'
import test from 'node:test'
import { columnIndex } from '../../../src-shared/signals.ts'
import { madeFacts } from './fixtures/made-facts.ts'
import { addedWork, lockOfAudit, lockWeights, operations, operationsOfAudit } from './operations.ts'

test('every operation’s columns exist', () => {
  for (const { rate, time } of operations)
    assert.ok(columnIndex.has(rate) && (time === null || columnIndex.has(time)), rate)
  assert.equal(new Set(operations.map(({ rpc }) => rpc)).size, operations.length)
})

test('audit names are not those of the RPCs', () => {
  const rpcsOf = (audit: string) => operationsOfAudit(audit).map(({ rpc }) => rpc)
  assert.deepEqual(rpcsOf('open'), ['GetBlockLocations'])
  assert.deepEqual(rpcsOf('listStatus'), ['GetListing'])
  assert.deepEqual(rpcsOf('rename'), ['Rename'])
  assert.deepEqual(rpcsOf('rename (options=[OVERWRITE])'), ['Rename2'])
  assert.deepEqual(rpcsOf('rename (options=[TO_TRASH])'), ['Rename2'])
  assert.deepEqual(rpcsOf('computeSnapshotDiff'), ['GetSnapshotDiffReport', 'GetSnapshotDiffReportListing'])
  assert.deepEqual(rpcsOf('setReplication'), [])
  assert.equal(operationsOfAudit('rename (options=[OVERWRITE])')[0]?.time, 'RenameAvgTime')
})

test('locks weigh as Hadoop’s scheduler counts them; commands without columns go by their verb', () => {
  assert.deepEqual(lockWeights, { none: 1, shared: 10, exclusive: 100 })
  assert.deepEqual(
    ['delete', 'contentSummary', 'setReplication', 'getAclStatus', 'checkAccess', 'removeXAttr'].map(
      lockOfAudit,
    ),
    ['exclusive', 'shared', 'exclusive', 'shared', 'shared', 'exclusive'],
  )
})

test('added work is calls x time beside the usual, in parts that sum to 1', () => {
  const levels = { GetListingNumOps: 460, GetListingAvgTime: 3, DeleteNumOps: 30 }
  const work = addedWork(madeFacts({ levels }))
  const [first, second] = work
  assert.equal(first?.operation.rpc, 'GetListing')
  assert.ok(Math.abs(first.addedMs - (460 * 3 - 22 * 2)) < 1e-9)
  assert.equal(second?.operation.rpc, 'Delete')
  assert.ok(first.share > 0.95 && first.costShare < first.share)
  assert.ok(Math.abs(work.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9)
  assert.ok(Math.abs(work.reduce((sum, { costShare }) => sum + costShare, 0) - 1) < 1e-9)
})

test('nothing added: parts are 0, not a share of nothing', () => {
  assert.ok(
    addedWork(madeFacts()).every(({ addedMs, share, costShare }) => addedMs + share + costShare === 0),
  )
})

test('calls shown as 0 ms count a tenth; those without a time of their own as any call', () => {
  const addedOf = (levels: Record<string, number>, rpc: string) =>
    addedWork(madeFacts({ levels })).find(({ operation }) => operation.rpc === rpc)?.addedMs ?? 0
  assert.ok(Math.abs(addedOf({ GetDatanodeReportNumOps: 5001 }, 'GetDatanodeReport') - 500) < 1e-9)
  // Processing time 2 ms less lock wait 0.4 ms.
  assert.ok(Math.abs(addedOf({ SetPermissionNumOps: 101 }, 'SetPermission') - 160) < 1e-9)
})
