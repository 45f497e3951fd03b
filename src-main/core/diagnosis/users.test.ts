// Who rose: by chance nobody, in a storm its maker, with his parts in calls and cost.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { CallRate } from './call-rates.ts'
import { madeBaseline, madeDocument } from './fixtures/made-witness.ts'
import { risenUsers, whoOf } from './users.ts'

const times: Readonly<Record<string, number>> = {
  GetContentSummaryAvgTime: 39,
  GetFileInfoAvgTime: 1,
  CreateAvgTime: 2.5,
  RpcProcessingTimeAvgTime: 2,
  RpcLockWaitTimeAvgTime: 0.5,
}
const mean = (id: string): number | undefined => times[id]

type Row = readonly [user: string, operation: string, perSecond: number]

const rated = (rows: readonly Row[]): CallRate[] =>
  rows.map(([user, operation, perSecond]) => ({ user, operation, perSecond, highest: perSecond * 1.3 }))

const usual: readonly Row[] = [
  ['hive', 'getfileinfo', 18],
  ['spark', 'getfileinfo', 20],
  ['analyst', 'contentSummary', 0.8],
  ['etl', 'create', 7],
]
const baseline = madeBaseline({ users: rated(usual) })

const risen = (rows: readonly Row[], seconds = 40) =>
  risenUsers({ rates: rated(rows), unlisted: {}, seconds }, baseline, mean)

test('a du storm: few calls, all of the cost', () => {
  const users = risen([...usual.filter(([user]) => user !== 'analyst'), ['analyst', 'contentSummary', 53]])
  assert.equal(users.length, 1)
  const [analyst] = users
  assert.deepEqual([analyst?.user, analyst?.operation], ['analyst', 'contentSummary'])
  assert.deepEqual([analyst?.perSecond, analyst?.usualPerSecond], [53, 0.8])
  assert.deepEqual([analyst?.callShare, analyst?.share], [1, 1])
})

test('ranked by cost, not by calls: 20 creates weigh more than 100 looks', () => {
  const users = risen([...usual, ['u1', 'getfileinfo', 100], ['u2', 'create', 20]])
  assert.deepEqual(
    users.map(({ user }) => user),
    ['u2', 'u1'],
  )
  // 20 x 2.5 ms x 100 beside 100 x 1 ms x 10.
  assert.ok(Math.abs((users[0]?.share ?? 0) - 5000 / 6000) < 1e-9)
  assert.ok(Math.abs((users[0]?.callShare ?? 0) - 20 / 120) < 1e-9)
})

test('an operation without a mean of its own costs what calls take without their wait for the lock', () => {
  const [user] = risen([...usual, ['u1', 'setReplication', 50], ['u2', 'getfileinfo', 750]])
  // 50 x 1.5 ms x 100 and 750 x 1 ms x 10 are the same.
  assert.ok(Math.abs((user?.share ?? 0) - 0.5) < 1e-9)
})

test('a general rise by 1.7 has no maker, and counts against one who rose beside it', () => {
  const busy = usual.map(([user, operation, rate]): Row => [user, operation, rate * 1.7])
  assert.deepEqual(risen(busy), [])
  const [analyst] = risen([...busy.filter(([user]) => user !== 'analyst'), ['analyst', 'contentSummary', 53]])
  assert.ok((analyst?.callShare ?? 1) < 0.7)
})

test('what cannot have moved the NameNode is left out, be it ever so unusual', () => {
  assert.deepEqual(risen([...usual, ['admin', 'getfileinfo', 0.5]]), [])
  // Nor do ten calls by hand in a short time tell anything.
  assert.deepEqual(risen([...usual, ['admin', 'contentSummary', 4]], 2), [])
})

test('somebody cut off from the baseline’s lists counts as called as often as they allow', () => {
  const cut = madeBaseline({ users: baseline.users, unlisted: { getfileinfo: 30 } })
  const rates = rated([...usual, ['u1', 'getfileinfo', 40]])
  assert.deepEqual(risenUsers({ rates, unlisted: {}, seconds: 40 }, cut, mean), [])
})

test('chance makes no culprit: rates of Poisson counts around the usual ones', () => {
  const counts = fc.array(fc.double({ min: -3.5, max: 3.5, noNaN: true }), { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(counts, fc.integer({ min: 2, max: 300 }), (deviations, seconds) => {
      const rows = usual.map(([user, operation, rate], index): Row => {
        const calls = rate * seconds + (deviations[index] ?? 0) * Math.sqrt(rate * seconds)
        return [user, operation, Math.max(0, calls) / seconds]
      })
      assert.deepEqual(risen(rows, seconds), [])
    }),
  )
})

const nntop = (count: number) => [
  { windowMs: 60_000, operations: [{ operation: 'create', total: count, users: [{ user: 'etl', count }] }] },
]
const polled = (time: number, count: number, rest = {}) => madeDocument({ time, top: nntop(count), ...rest })

test('exceptions, connections and the scheduler’s callers of the incident beside the baseline', () => {
  const documents = [
    polled(0, 10, { exceptions: { FileNotFoundException: 100 }, connections: { etl: 2 } }),
    polled(20_000, 4000, {
      exceptions: { FileNotFoundException: 900, AccessControlException: 20 },
      connections: { etl: 30, hive: 1 },
    }),
  ].map((document, index) => ({
    ...document,
    callers: [{ caller: 'etl', volume: 500 * index, priority: 3 }],
  }))
  const known = madeBaseline({
    exceptions: [{ name: 'FileNotFoundException', perSecond: 2 }],
    connections: [{ user: 'hive', usual: 1 }],
  })
  const who = whoOf({ documents, baseline: known }, 0, 20_000, mean)
  assert.equal(who.unknown, null)
  assert.deepEqual(who.exceptions, [
    { name: 'FileNotFoundException', perSecond: 40, usual: 2 },
    { name: 'AccessControlException', perSecond: 1, usual: 0 },
  ])
  assert.deepEqual(who.connections[0], { user: 'etl', now: 30, usual: 0 })
  assert.deepEqual(who.callers, [{ caller: 'etl', perSecond: 25, priority: 3 }])
  assert.equal(who.users[0]?.perSecond, 199.5)
})

test('counters of a process that ended do not go on', () => {
  const documents = [
    polled(0, 5000, { startedAt: 1 }),
    polled(10_000, 20, { startedAt: 2 }),
    polled(20_000, 30, { startedAt: 2 }),
  ]
  const who = whoOf({ documents, baseline: madeBaseline() }, 0, 20_000, mean)
  assert.deepEqual(
    who.users.map(({ perSecond }) => perSecond),
    [1],
  )
})

test('what is unknown is said', () => {
  const documents = [polled(0, 1), polled(9000, 2)]
  const off = documents.map((document) => ({ ...document, top: null }))
  const unknown = (witness: Parameters<typeof whoOf>[0], start = 0) =>
    whoOf(witness, start, 9000, mean).unknown
  assert.match(unknown({ documents: [], baseline }) ?? '', /raw documents of this time are gone/)
  assert.match(unknown({ documents, baseline: null }) ?? '', /model does not know/)
  assert.match(unknown({ documents, baseline: madeBaseline({ documents: 0 }) }) ?? '', /model does not know/)
  assert.match(unknown({ documents: off, baseline }) ?? '', /nntop is off/)
  assert.match(
    unknown({ documents, baseline: madeBaseline({ hasUsers: false }) }) ?? '',
    /off in the baseline/,
  )
  assert.match(unknown({ documents: documents.slice(0, 1), baseline }) ?? '', /too few documents/)
  assert.equal(unknown({ documents, baseline }), null)
})
