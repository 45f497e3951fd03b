// The common scale: when a change begins to matter.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { placeOf } from './scales.ts'
import { columns } from './signals.ts'

test('above its base a column moves by one with a factor of 1.5, whatever its size', () => {
  for (const value of [2000, 40_000, 1e6]) {
    assert.ok(
      Math.abs(placeOf('GetListingNumOps', value * 1.5) - placeOf('GetListingNumOps', value) - 1) < 1e-3,
    )
  }
})

test('0.1 ms, a few calls a second, a thread or two never matter', () => {
  const small: readonly (readonly [string, number, number])[] = [
    ['RpcProcessingTimeAvgTime', 0, 0.1],
    ['RpcProcessingTimeAvgTime', 0.3, 0.9],
    ['CreateNumOps', 0, 0.9],
    ['ThreadsBlocked', 0, 1.9],
    ['CallQueueLength', 0, 1.9],
    ['GcTimeMillis', 0, 2.4],
    ['FilesInGetListingOps', 0, 400],
  ]
  for (const [id, before, after] of small) assert.ok(placeOf(id, after) - placeOf(id, before) < 1, id)
})

test('what an operator would look up for is several steps', () => {
  const large: readonly (readonly [string, number, number])[] = [
    ['RpcQueueTimeAvgTime', 0, 20],
    ['SyncsAvgTime', 0.7, 200],
    ['GcTimeMillis', 0, 100],
    ['MissingBlocks', 0, 10],
    ['NumDeadDataNodes', 0, 10],
  ]
  for (const [id, before, after] of large) assert.ok(placeOf(id, after) - placeOf(id, before) > 4, id)
})

test('every column has a rising place, 0 at 0, none without a value', () => {
  const value = fc.double({ min: 0, max: 1e15, noNaN: true })
  for (const { id } of columns) {
    assert.deepEqual([placeOf(id, 0), placeOf(id, -3)], [0, 0])
    assert.ok(Number.isNaN(placeOf(id, Number.NaN)))
  }
  fc.assert(
    fc.property(fc.constantFrom(...columns), value, value, ({ id }, one, other) => {
      const [low, high] = one < other ? [one, other] : [other, one]
      assert.ok(placeOf(id, low) <= placeOf(id, high))
    }),
  )
})
