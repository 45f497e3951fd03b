// Geometry of charts: places and times are each other's inverse, zooming keeps what is under the pointer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { legible, margin, overlaps, panned, plotWidth, timeAt, within, xOf, zoomed } from './plot.ts'
import { viewOf } from './view-of.ts'

const whole = { from: 1_000_000, to: 11_000_000 }
const width = 1000 + margin.left + margin.right

test('the plot begins and ends where its margins do', () => {
  assert.equal(plotWidth(width), 1000)
  assert.equal(xOf(whole.from, whole, width), margin.left)
  assert.equal(xOf(whole.to, whole, width), width - margin.right)
  assert.deepEqual([timeAt(-50, whole, width), timeAt(9999, whole, width)], [whole.from, whole.to])
})

const inside = fc
  .tuple(fc.integer({ min: 1_000_000, max: 10_000_000 }), fc.integer({ min: 5000, max: 1_000_000 }))
  .map(([from, length]) => ({ from, to: from + length }))

test('a time and its place are each other’s inverse to a pixel', () => {
  fc.assert(
    fc.property(inside, fc.integer({ min: 0, max: 1000 }), (range, pixel) => {
      const x = margin.left + pixel
      assert.ok(Math.abs(xOf(timeAt(x, range, width), range, width) - x) < 1)
    }),
  )
})

test('zooming keeps the time under the pointer where the history does not end', () => {
  fc.assert(
    fc.property(inside, fc.double({ min: 0.5, max: 1.5, noNaN: true }), (range, factor) => {
      const around = Math.round((range.from + range.to) / 2)
      const next = zoomed(range, around, factor, whole)
      assert.ok(next.from >= whole.from && next.to <= whole.to && next.to - next.from >= 5000)
      if (next.from > whole.from && next.to < whole.to)
        assert.ok(Math.abs(xOf(around, next, width) - xOf(around, range, width)) <= 1)
    }),
  )
})

test('zooming around a time out of sight counts from the nearer edge', () => {
  const range = { from: 2_000_000, to: 3_000_000 }
  assert.deepEqual(zoomed(range, 9_000_000, 0.5, whole), { from: 2_500_000, to: 3_000_000 })
})

test('zooming out ends at everything, in to five seconds', () => {
  assert.deepEqual(zoomed({ from: 2_000_000, to: 3_000_000 }, 2_500_000, 1000, whole), whole)
  const close = zoomed({ from: 2_000_000, to: 2_006_000 }, 2_003_000, 0.001, whole)
  assert.equal(close.to - close.from, 5000)
})

test('a stretch too short to be shown is widened around its middle, inside the history', () => {
  assert.deepEqual(legible({ from: 5_000_000, to: 5_001_000 }, whole), { from: 4_998_000, to: 5_003_000 })
  assert.deepEqual(legible({ from: 1_000_000, to: 1_000_000 }, whole), { from: 1_000_000, to: 1_005_000 })
})

test('moving along keeps the length and stops at the ends', () => {
  const range = { from: 2_000_000, to: 3_000_000 }
  assert.deepEqual(panned(range, 100, whole, width), { from: 2_100_000, to: 3_100_000 })
  assert.deepEqual(panned(range, -99_999, whole, width), { from: 1_000_000, to: 2_000_000 })
  assert.equal(panned(range, 0, whole, width), range)
  assert.deepEqual(within({ from: 0, to: 99_000_000 }, whole), whole)
})

test('a view of everything is none', () => {
  assert.equal(viewOf(whole, whole), undefined)
  assert.deepEqual(viewOf({ from: 1_000_001, to: 2_000_000 }, whole), { from: 1_000_001, to: 2_000_000 })
  assert.equal(overlaps({ from: 1, to: 2 }, { from: 2, to: 3 }), true)
  assert.equal(overlaps({ from: 1, to: 2 }, { from: 3, to: 4 }), false)
})
