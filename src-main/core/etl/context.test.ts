// nntop, exceptions and connections, of real documents and of every odd form of TopUserOpCounts.
import assert from 'node:assert/strict'
import test from 'node:test'
import { namenodeBean, singleDocument, withAttributes, withoutBeans } from '../../../e2e/recordings.ts'
import { contextOf, topWindows } from './context.ts'

const baseline = singleDocument('3.4.3-main-baseline')
const state = namenodeBean('FSNamesystemState')

test('nntop of a loaded NameNode: three windows, the shortest first, users by count', () => {
  const { top } = contextOf(baseline)
  assert.deepEqual(
    top.map(({ windowMs }) => windowMs),
    [60_000, 300_000, 1_500_000],
  )
  for (const { operations } of top) {
    assert.ok(operations.length >= 15)
    for (const { total, users } of operations) {
      const counts = users.map(({ count }) => count)
      assert.deepEqual(
        counts,
        counts.toSorted((left, right) => right - left),
      )
      assert.ok(counts.reduce((sum, count) => sum + count, 0) <= total)
    }
    const names = operations.map(({ operation }) => operation)
    for (const name of ['*', 'open', 'listStatus', 'rename (options=[OVERWRITE])'])
      assert.ok(names.includes(name))
  }
})

test('an idle nntop has windows without operations, in the form of 2.x and of 3.x', () => {
  for (const name of [
    '2.10.2-cms-fresh-empty-top',
    '3.3.6-g1-fresh-empty-top',
    '3.4.3-g1-fresh-empty-top',
    '3.4.3-standby',
  ])
    assert.deepEqual(
      contextOf(singleDocument(name)).top,
      [60_000, 300_000, 1_500_000].map((windowMs) => ({ windowMs, operations: [] })),
      name,
    )
})

test('nntop off, empty, broken or of another shape is no nntop', () => {
  const broken = [
    null,
    undefined,
    '',
    ' ',
    '{',
    '{"windows":[{"ops"',
    'null',
    '7',
    '[]',
    '{}',
    '{"windows":7}',
    7,
    {},
  ]
  for (const value of broken) {
    const context = contextOf(withAttributes(baseline, state, { TopUserOpCounts: value }))
    assert.deepEqual(context.top, [], JSON.stringify(value))
    assert.ok(Object.keys(context.connections).length > 0, 'the rest of the document still counts')
  }
  assert.deepEqual(contextOf(withoutBeans(baseline, (name) => name === state)).top, [])
})

test('parts of nntop that are not as they should be are left out, the others stay', () => {
  const text = JSON.stringify({
    windows: [
      { windowLenMs: 300_000, ops: [{ opType: 'open', totalCount: 9, topUsers: [{ user: 'a', count: 4 }] }] },
      null,
      { windowLenMs: 'long', ops: [] },
      {
        windowLenMs: 60_000,
        ops: [
          7,
          { opType: 3, totalCount: 1, topUsers: [{ user: 'a', count: 1 }] },
          { opType: 'nobody', totalCount: 1, topUsers: [] },
          {
            opType: 'odd',
            totalCount: 'many',
            topUsers: [
              { user: 5, count: 1 },
              { user: 'b', count: '2' },
              { user: 'c', count: 3 },
            ],
          },
        ],
      },
    ],
  })
  assert.deepEqual(topWindows(text), [
    { windowMs: 60_000, operations: [{ operation: 'odd', total: 0, users: [{ user: 'c', count: 3 }] }] },
    { windowMs: 300_000, operations: [{ operation: 'open', total: 9, users: [{ user: 'a', count: 4 }] }] },
  ])
})

test('numbers past float64 do not come through', () => {
  const text =
    '{"windows":[{"windowLenMs":1e999,"ops":[]},{"windowLenMs":60000,"ops":[{"opType":"open","totalCount":1e999,"topUsers":[{"user":"a","count":1e999},{"user":"b","count":2}]}]}]}'
  assert.deepEqual(topWindows(text), [
    { windowMs: 60_000, operations: [{ operation: 'open', total: 0, users: [{ user: 'b', count: 2 }] }] },
  ])
})

test('exceptions of the client port, each once although 3.4 repeats them as Overall and Deferred', () => {
  assert.deepEqual(contextOf(singleDocument('3.4.3-g1-light-load')).exceptions, {
    FileNotFoundException: 509,
    NotReplicatedYetException: 4,
  })
  assert.deepEqual(contextOf(singleDocument('2.10.2-cms-light-load')).exceptions, {
    FileNotFoundException: 944,
  })
  assert.deepEqual(contextOf(singleDocument('3.4.3-g1-fresh-empty-top')).exceptions, {})
  const edited = withAttributes(baseline, namenodeBean('RpcDetailedActivityForPort8020'), {
    StandbyExceptionNumOps: 3,
    OverallStandbyExceptionNumOps: 3,
    DeferredStandbyExceptionNumOps: 3,
    StandbyExceptionAvgTime: 1,
    OutOfMemoryErrorNumOps: 1,
    QuotaExceptionNumOps: 'many',
  })
  assert.deepEqual(contextOf(edited).exceptions, { StandbyException: 3, OutOfMemoryError: 1 })
  const service = withAttributes(baseline, namenodeBean('RpcDetailedActivityForPort8022'), {
    StandbyExceptionNumOps: 3,
  })
  assert.deepEqual(contextOf(service).exceptions, {})
})

test('connections by user; none where the tag is no JSON object', () => {
  const activity = namenodeBean('RpcActivityForPort8020')
  const connections = (value: unknown): Readonly<Record<string, number>> =>
    contextOf(withAttributes(baseline, activity, { 'tag.NumOpenConnectionsPerUser': value })).connections
  assert.equal(contextOf(baseline).connections['u051'], 1)
  assert.deepEqual(
    connections('{"etl":3,"odd":"x","__proto__":2}'),
    Object.fromEntries([
      ['etl', 3],
      ['__proto__', 2],
    ]),
  )
  for (const value of ['', '{', '[1]', 'null', null, 7, undefined]) assert.deepEqual(connections(value), {})
})
