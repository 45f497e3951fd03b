// The table of metrics and signals: its order is a format (models and the store keep values by position).
import assert from 'node:assert/strict'
import test from 'node:test'
import { metricCount, metricGroups, metrics } from './metrics.ts'
import { columnIndex, columns, signals } from './signals.ts'

test('the 28 metrics by name, in the order of the model’s input', () => {
  const operations = (names: string): string[] => names.split(' ').map((name) => `${name}AvgTime`)
  assert.equal(metricCount, 28)
  assert.deepEqual(
    metrics.map(({ id }) => id),
    [
      ...operations('RpcProcessingTime RpcQueueTime Create Delete Rename Mkdirs Complete GetFileInfo'),
      ...operations(
        'GetBlockLocations GetListing GetContentSummary Fsync Concat CreateSnapshot DeleteSnapshot',
      ),
      ...operations('RenameSnapshot GetSnapshotDiffReport GetSnapshotDiffReportListing GetDatanodeReport'),
      ...operations('GetDatanodeStorageReport'),
      ...['ThreadsBlocked', 'ThreadsWaiting', 'ThreadsTimedWaiting'],
      ...['GcTimeMillisParNew', 'GcTimeMillisConcurrentMarkSweep', 'GcTimeMillis'],
      ...['GetGroupsAvgTime', 'CallQueueLength'],
    ],
  )
  assert.deepEqual(new Set(metrics.map(({ group }) => group)), new Set(metricGroups))
})

test('every column has an id of its own and words for people', () => {
  assert.equal(columnIndex.size, columns.length)
  assert.equal(columns.length, metricCount + signals.length)
  for (const { id, label, doc } of columns) assert.ok(label !== '' && doc !== '', id)
  columns.forEach(({ id }, position) => assert.equal(columnIndex.get(id), position))
})

test('each mean is gated by its own operations, nothing else is', () => {
  for (const { id, kind, attribute, ops } of columns) {
    const own = kind === 'mean' ? attribute.replace(/AvgTime$/, 'NumOps') : undefined
    assert.equal(ops, own, id)
  }
  assert.deepEqual(
    metrics.flatMap(({ id, joined }) => (joined === undefined ? [] : [[id, joined]])),
    [['RenameAvgTime', { attribute: 'Rename2AvgTime', ops: 'Rename2NumOps' }]],
  )
})

test('the rates of all operations are among the signals, Rename2 apart from Rename', () => {
  const ids = new Set(signals.map(({ id }) => id))
  for (const { ops } of metrics) assert.ok(ops === undefined || ids.has(ops), ops)
  assert.ok(ids.has('Rename2NumOps'))
})

test('columns of the service port, and only they, are named so', () => {
  for (const { id, bean } of columns) assert.equal(id.endsWith('@service'), bean.endsWith('@service'), id)
  assert.ok(
    columnIndex.has('RpcProcessingTimeAvgTime@service') && columnIndex.has('SendHeartbeatNumOps@service'),
  )
})
