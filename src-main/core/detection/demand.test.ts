// A busier hour, and storms within it.
import assert from 'node:assert/strict'
import test from 'node:test'
import { columnIndex, columns } from '../../../src-shared/signals.ts'
import { deviationsOf } from './deviations.ts'
import { usualOf } from './usual.ts'
import { throughput, watched } from './watched.ts'

const usualCalls: Readonly<Record<string, number>> = {
  GetFileInfoNumOps: 600,
  GetListingNumOps: 250,
  GetBlockLocationsNumOps: 300,
  CreateNumOps: 100,
  CompleteNumOps: 100,
  RenameNumOps: 80,
  [throughput]: 1430,
}

function rowOf(values: Readonly<Record<string, number>>): Float64Array {
  const row = new Float64Array(columns.length).fill(Number.NaN)
  for (const [id, value] of Object.entries(values)) row[columnIndex.get(id) ?? assert.fail(id)] = value
  return row
}

/** Deviations by column, of one row against a baseline of one. */
function deviationsIn(now: Readonly<Record<string, number>>, baseline = usualCalls): Record<string, number> {
  const deviations = deviationsOf(rowOf(now), usualOf(rowOf(baseline), [0]))
  return Object.fromEntries(watched.map(({ id }, position) => [id, deviations[position] ?? Number.NaN]))
}

const times = (factor: number, ids = Object.keys(usualCalls)): Record<string, number> =>
  Object.fromEntries(
    Object.entries(usualCalls).map(([id, rate]) => [id, ids.includes(id) ? rate * factor : rate]),
  )

test('where all operations rise together none deviates; what is slow meanwhile does', () => {
  const busy = { ...usualCalls, RpcProcessingTimeAvgTime: 2, CallQueueLength: 0 }
  const found = deviationsIn({ ...times(4), RpcProcessingTimeAvgTime: 200, CallQueueLength: 50 }, busy)
  for (const id of Object.keys(usualCalls)) assert.ok((found[id] ?? Number.NaN) < 0.1, id)
  assert.ok((found['RpcProcessingTimeAvgTime'] ?? 0) > 8 && (found['CallQueueLength'] ?? 0) > 5)
})

test('a storm of one operation, or of half of them, is seen as it is; in a busier hour beyond the others', () => {
  const steps = (factor: number): number => Math.log(factor) / Math.log(1.5)
  for (const ids of [['GetListingNumOps'], ['CreateNumOps', 'CompleteNumOps', 'RenameNumOps']]) {
    const found = deviationsIn(times(20, ids))
    for (const id of ids) assert.ok(Math.abs((found[id] ?? 0) - steps(20)) < 0.1, id)
  }
  const both = deviationsIn({ ...times(3), GetListingNumOps: 250 * 60 })
  assert.ok(Math.abs((both['GetListingNumOps'] ?? 0) - steps(20)) < 0.1)
})

test('an operation that was never called counts from 0 all the same', () => {
  assert.ok(
    (deviationsIn({ ...usualCalls, GetContentSummaryNumOps: 50 })['GetContentSummaryNumOps'] ?? 0) > 8,
  )
})

test('fewer calls are told as they are, also where one rises', () => {
  const found = deviationsIn({ ...times(0.1), GetListingNumOps: 2500 })
  assert.ok((found[throughput] ?? 0) < -5 && (found['GetListingNumOps'] ?? 0) > 5)
})

test('of a few usual operations nobody can tell: they deviate', () => {
  const few = { GetFileInfoNumOps: 600, GetListingNumOps: 250, CreateNumOps: 100, RenameNumOps: 80 }
  const found = deviationsIn(times(4), few)
  for (const id of Object.keys(few)) assert.ok((found[id] ?? 0) > 3, id)
})
