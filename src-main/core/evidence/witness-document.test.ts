// What one document tells beyond the columns: real ones of each version, and edited ones.
import assert from 'node:assert/strict'
import test from 'node:test'
import { namenodeBean, singleDocument, withAttributes, withoutBeans } from '../../../e2e/recordings.ts'
import type { JmxDocument } from '../etl/document.ts'
import { witnessOf } from './witness-document.ts'

const baseline = singleDocument('3.4.3-main-baseline')
const more = (name: string, attributes: Readonly<Record<string, unknown>>): JmxDocument => ({
  beans: [...baseline.beans, { name, ...attributes }],
})

test('a loaded NameNode', () => {
  const witness = witnessOf(baseline, 5)
  const { time, version, hasServicePort, haState, safeModeText, startedAt, haTransitionAt, checkpointAt } =
    witness
  assert.deepEqual(
    [time, version, hasServicePort, haState, safeModeText, haTransitionAt],
    [5, '3.4.3', true, 'active', '', null],
  )
  assert.deepEqual([startedAt, checkpointAt], [1_795_362_136_127, 1_795_361_118_592])
  assert.deepEqual([witness.files, witness.liveDataNodes, witness.hasOperations], [392_169, 3, true])
  assert.equal(witness.connections['u051'], 1)
})

test('nntop names more than the top ten where Hadoop lists all', () => {
  const users = (name: string): number =>
    witnessOf(singleDocument(name), 0).top?.[0]?.operations.find(
      ({ operation }) => operation === 'getfileinfo',
    )?.users.length ?? 0
  assert.equal(users('3.4.3-main-baseline'), 56)
  assert.equal(users('2.10.2-cms-light-load'), 10)
})

test('nntop that is off is not an idle one', () => {
  const state = namenodeBean('FSNamesystemState')
  assert.equal(witnessOf(withAttributes(baseline, state, { TopUserOpCounts: null }), 0).top, null)
  assert.equal(
    witnessOf(
      withoutBeans(baseline, (name) => name === state),
      0,
    ).top,
    null,
  )
  assert.deepEqual(
    witnessOf(singleDocument('2.10.2-cms-fresh-empty-top'), 0).top?.map(({ operations }) => operations),
    [[], [], []],
  )
})

test('attributes of the lock, of queues and of percentiles, lists taken apart; nothing else', () => {
  const queue = more('Hadoop:service=ipc.8020,name=FairCallQueue', {
    modelerType: 'x',
    Revision: 1,
    QueueSizes: [4, 0],
    OverflowedCalls: [7, 1],
  })
  const { attributes } = witnessOf(
    withAttributes(
      withAttributes(queue, namenodeBean('FSNamesystem'), { FSNReadLockListStatusNanosAvgTime: 2e6 }),
      namenodeBean('RpcActivityForPort8020'),
      { RpcProcessingTime60s99thPercentileLatency: 12, RpcProcessingTime60sNumOps: 5 },
    ),
    0,
  )
  assert.deepEqual(Object.fromEntries(attributes.get('FairCallQueue') ?? []), {
    Revision: 1,
    'QueueSizes.0': 4,
    'QueueSizes.1': 0,
    'OverflowedCalls.0': 7,
    'OverflowedCalls.1': 1,
  })
  assert.equal(attributes.get('FSNamesystem')?.get('FSNReadLockListStatusNanosAvgTime'), 2e6)
  assert.deepEqual(
    [...(attributes.get('RpcActivity')?.keys() ?? [])],
    ['RpcProcessingTime60s99thPercentileLatency'],
  )
  assert.equal(attributes.get('FSNamesystem')?.has('FilesTotal'), false)
  assert.equal(witnessOf(baseline, 0).attributes.has('FairCallQueue'), false)
})

test('callers of the scheduler with their priority, of the client port only', () => {
  const scheduler = (port: string) => `Hadoop:service=NameNode,name=DecayRpcSchedulerMetrics2.ipc.${port}`
  const attributes = {
    'Caller(etl).Volume': 900,
    'Caller(etl).Priority': 3,
    'Caller(hive).Volume': 5,
    'Priority.0.X': 1,
  }
  assert.deepEqual(witnessOf(more(scheduler('8020'), attributes), 0).callers, [
    { caller: 'etl', volume: 900, priority: 3 },
    { caller: 'hive', volume: 5, priority: null },
  ])
  assert.deepEqual(witnessOf(more(scheduler('8022'), attributes), 0).callers, [])
})

test('an empty document tells nothing, and is no error', () => {
  const witness = witnessOf({ beans: [] }, 1)
  const { version, haState, startedAt, checkpointAt, files, top, hasOperations } = witness
  assert.deepEqual(
    [version, haState, startedAt, checkpointAt, files, top, hasOperations],
    [null, 'unknown', null, null, null, null, false],
  )
})
