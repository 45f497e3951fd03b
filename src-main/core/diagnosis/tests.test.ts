// Tests over single columns: when they hold, what they say, what they say where a column has no value.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { MadeLevel } from './fixtures/made-facts.ts'
import { madeFacts, madeStart } from './fixtures/made-facts.ts'
import type { Seen, Test } from './rule.ts'
import {
  counted,
  fell,
  grew,
  holds,
  isSeen,
  notRaised,
  peaks,
  raised,
  reaches,
  spiked,
  spiky,
  steady,
} from './tests.ts'

const seen = (one: Test, id: string, level: MadeLevel): Seen => {
  const outcome = one(madeFacts({ levels: { [id]: level } }))
  assert.ok(isSeen(outcome))
  return outcome
}

test('raised: three steps, and the column with its figure and its normal range', () => {
  const listings = raised('GetListingNumOps')
  assert.deepEqual(seen(listings, 'GetListingNumOps', 460), {
    holds: true,
    text: 'Get listing calls: 460 /s (normal 17.6 to 26.4)',
    metric: 'GetListingNumOps',
    at: madeStart,
  })
  assert.equal(seen(listings, 'GetListingNumOps', 37.4).holds, false)
  assert.equal(seen(raised('GetListingNumOps', { steps: 1 }), 'GetListingNumOps', 37.4).holds, true)
  assert.equal(seen(raised('GetListingNumOps', { atLeast: 500 }), 'GetListingNumOps', 460).holds, false)
})

test('a gauge tells its highest value, too; a column without a baseline that it has none', () => {
  const queue = seen(raised('CallQueueLength'), 'CallQueueLength', { mean: 105, peak: 118, normal: [0, 0] })
  assert.equal(queue.text, 'Call queue length: 105 on average, 118 calls at most (normal 0)')
  const fresh = seen(raised('GetGroupsAvgTime'), 'GetGroupsAvgTime', { mean: 275, usual: null })
  assert.equal(fresh.text, 'Get groups time: 275 ms (no value in the baseline)')
  assert.ok(fresh.holds)
})

test('not measured: with the setting or version that would show it', () => {
  const without = (id: string) => raised(id)(madeFacts({ levels: { [id]: null } }))
  assert.deepEqual(without('RpcSlowCalls'), {
    unmeasured: 'Calls far slower than their kind: not in this dump',
    setting: 'ipc.server.log.slow.rpc=true',
  })
  const settingOf = (id: string) => {
    const outcome = without(id)
    return isSeen(outcome) ? 'seen' : outcome.setting
  }
  assert.equal(settingOf('CallQueueLength@service'), 'dfs.namenode.servicerpc-address')
  assert.match(settingOf('RpcLockWaitTimeAvgTime') ?? '', /Hadoop 2\.10/)
  assert.equal(settingOf('FilesDeleted'), null)
})

test('an operation that is absent beside others was not called; with all of them absent nothing is known', () => {
  const diff = 'GetSnapshotDiffReportNumOps'
  assert.deepEqual(raised(diff)(madeFacts({ levels: { [diff]: null } })), {
    holds: false,
    text: 'Snapshot diff report calls: none',
    metric: diff,
    at: null,
  })
  const fresh = { ...madeFacts(), level: () => undefined }
  assert.ok(!isSeen(raised(diff)(fresh)))
  assert.equal(holds(raised(diff), fresh), false)
})

test('not raised holds up to a busy hour; fallen is as far below', () => {
  assert.ok(seen(notRaised('GcTimeMillis'), 'GcTimeMillis', 4).holds)
  assert.ok(!seen(notRaised('GcTimeMillis'), 'GcTimeMillis', 95).holds)
  assert.match(
    seen(notRaised('RpcQueueTimeAvgTime'), 'RpcQueueTimeAvgTime', 0.02).text,
    /: as usual, 0\.02 ms/,
  )
  assert.match(seen(notRaised('GetListingNumOps'), 'GetListingNumOps', 40).text, /: hardly changed, 40 \/s/)
  assert.match(seen(raised('GetListingNumOps'), 'GetListingNumOps', 40).text, /: only 40 \/s/)
  assert.ok(seen(fell('TransactionsNumOps'), 'TransactionsNumOps', 9).holds)
  assert.ok(!seen(fell('TransactionsNumOps'), 'TransactionsNumOps', 60).holds)
})

test('limits: of the mean, of the highest value', () => {
  const slow = seen(reaches('RpcQueueTimeAvgTime', 200), 'RpcQueueTimeAvgTime', 230)
  assert.ok(slow.holds && slow.text.endsWith('; limit 200 ms'))
  assert.ok(!seen(reaches('RpcQueueTimeAvgTime', 200), 'RpcQueueTimeAvgTime', { mean: 100, peak: 900 }).holds)
  assert.ok(seen(peaks('RpcQueueTimeAvgTime', 200), 'RpcQueueTimeAvgTime', { mean: 100, peak: 900 }).holds)
  assert.equal(seen(peaks('RpcQueueTimeAvgTime', 200), 'RpcQueueTimeAvgTime', 0).at, null)
})

test('a plateau is raised in nearly all rows, spikes are in some', () => {
  const [plateau, spikes, flat] = [0.95, 0.3, 0].map((raisedShare) => ({ mean: 50, raisedShare }))
  const holdsFor = (one: Test) =>
    [plateau, spikes, flat].map((level) => seen(one, 'CallQueueLength', level ?? 0).holds)
  assert.deepEqual(holdsFor(steady('CallQueueLength')), [true, false, false])
  assert.deepEqual(holdsFor(spiky('CallQueueLength')), [false, true, false])
  assert.equal(
    seen(spiky('CallQueueLength'), 'CallQueueLength', spikes ?? 0).text,
    'Call queue length: raised in 30 % of the rows',
  )
})

test('a total grows by what stands between first and last', () => {
  const level = { mean: 50_000, first: 10, last: 98_000 }
  const deletion = seen(grew('PendingDeletionBlocks', 1000), 'PendingDeletionBlocks', level)
  assert.ok(deletion.holds)
  assert.equal(deletion.text, 'Blocks to be deleted on DataNodes: from 10 to 98,000 blocks')
  assert.ok(
    !seen(grew('PendingDeletionBlocks', 1000), 'PendingDeletionBlocks', { ...level, last: 900 }).holds,
  )
})

test('a counter of rare things has counted when one of them happened in the incident', () => {
  const once = seen(counted('WriteLockLongHoldCount'), 'WriteLockLongHoldCount', { mean: 1 / 41, peak: 1 })
  assert.deepEqual([once.holds, once.text], [true, 'Long holds of the exclusive lock: 1 in the incident'])
  const usual = { mean: 0.1, usual: 0.1 }
  assert.ok(!seen(counted('WriteLockLongHoldCount'), 'WriteLockLongHoldCount', usual).holds)
  assert.ok(!seen(counted('WriteLockLongHoldCount'), 'WriteLockLongHoldCount', 0).holds)
})

test('a single row is enough for a spike, if it is far beyond what is normal', () => {
  const level = { mean: 60, peak: 98_000, raisedShare: 0.02, onset: null, normal: [10, 200] as const }
  const spike = seen(spiked('FilesDeleted'), 'FilesDeleted', level)
  assert.deepEqual([spike.holds, spike.at], [true, madeStart + 20_000])
  assert.equal(spike.text, 'Files deleted: 98,000 /s at most (normal 10 to 200)')
  assert.ok(!seen(spiked('FilesDeleted'), 'FilesDeleted', { ...level, peak: 400 }).holds)
})
