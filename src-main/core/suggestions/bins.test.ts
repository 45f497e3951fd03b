// Bins: their times, those of other roles left out, and where they are parted.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { binsOutside, rangeOf, unbrokenSpans } from './bins.ts'
import { around, binsOf, spacing } from './fixtures/made-bins.ts'

const rpc = { RpcProcessingTimeAvgTime: (bin: number) => bin }
const minute = 60_000
const at = (row: number): number => row * spacing

test('a span of rows is from the first to the last, a span of buckets to the end of the last', () => {
  assert.deepEqual(rangeOf(binsOf(9, rpc), { start: 2, end: 5 }), { from: at(2), to: at(4) })
  const buckets = binsOf(9, rpc, minute)
  assert.deepEqual(rangeOf(buckets, { start: 2, end: 5 }), { from: 2 * minute, to: 5 * minute - 1 })
})

test('rows within a range are left out, and buckets that touch one', () => {
  const rows = binsOutside(binsOf(6, rpc), [{ from: at(2), to: at(3) }])
  assert.deepEqual([...rows.times], [0, 1, 4, 5].map(at))
  assert.deepEqual([rows.highs[28], rows.highs[2 * 28]], [1, 4])
  const buckets = binsOutside(binsOf(6, rpc, minute), [{ from: 2 * minute + 5, to: 3 * minute }])
  assert.deepEqual(
    [...buckets.times],
    [0, 1, 4, 5].map((bin) => bin * minute),
  )
})

test('an event between two rows parts them', () => {
  const events = [
    { from: at(2), to: at(3) },
    { from: at(3), to: at(4) },
    { from: at(3), to: at(4) },
  ]
  assert.deepEqual(unbrokenSpans(binsOf(6, rpc), events), [
    { start: 0, end: 3 },
    { start: 3, end: 4 },
    { start: 4, end: 6 },
  ])
  assert.deepEqual(unbrokenSpans(binsOf(6, rpc), []), [{ start: 0, end: 6 }])
  assert.deepEqual(unbrokenSpans(binsOf(0, rpc), events), [])
})

test('rows left out are parted by the events among them', () => {
  const bins = binsOutside(binsOf(8, rpc), [{ from: at(3), to: at(5) }])
  const events = [
    { from: at(2), to: at(3) },
    { from: at(5), to: at(6) },
  ]
  assert.deepEqual(unbrokenSpans(bins, events), [
    { start: 0, end: 3 },
    { start: 3, end: 5 },
  ])
})

test('a bucket that an event touches is in no span, a bucket that is not there parts', () => {
  const bins = binsOf(8, rpc, minute)
  assert.deepEqual(unbrokenSpans(bins, [{ from: 2 * minute + 10, to: 4 * minute + 10 }]), [
    { start: 0, end: 2 },
    { start: 5, end: 8 },
  ])
  const holed = binsOutside(bins, [{ from: 3 * minute, to: 3 * minute + 1 }])
  assert.deepEqual(unbrokenSpans(holed, []), [
    { start: 0, end: 3 },
    { start: 3, end: 7 },
  ])
})

test('every row is in one span, and no event within any', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(steps, fc.array(fc.nat(39), { maxLength: 8 }), (gaps, cuts) => {
      let time = 0
      const times = Float64Array.from(gaps, (gap) => (time += gap))
      const bins = { ...binsOf(gaps.length, { CallQueueLength: around(0) }), times }
      const rows = [...new Set(cuts)].filter((row) => row > 0 && row < gaps.length).toSorted((a, b) => a - b)
      const events = rows.map((row) => ({ from: times[row - 1] ?? 0, to: times[row] ?? 0 }))
      const spans = unbrokenSpans(bins, events)
      assert.deepEqual(
        spans.map(({ start }) => start),
        [0, ...rows],
      )
      assert.deepEqual(
        spans.map(({ end }) => end),
        [...rows, gaps.length],
      )
    }),
  )
})
