// What drags and keys do to a window: never out of the history, never shorter than a row, never inside out.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { drawn, keyMove, moved, nudgeMs } from './window-edit.ts'

const whole = { from: 1000, to: 11_000 }

test('the middle moves both ends, an edge only itself', () => {
  assert.deepEqual(moved({ from: 2000, to: 3000 }, 'body', 500, whole, 10), { from: 2500, to: 3500 })
  assert.deepEqual(moved({ from: 2000, to: 3000 }, 'from', 500, whole, 10), { from: 2500, to: 3000 })
  assert.deepEqual(moved({ from: 2000, to: 3000 }, 'to', -500, whole, 10), { from: 2000, to: 2500 })
})

test('edges stop at each other and at the ends of the history', () => {
  assert.deepEqual(moved({ from: 2000, to: 3000 }, 'from', 5000, whole, 10), { from: 2990, to: 3000 })
  assert.deepEqual(moved({ from: 2000, to: 3000 }, 'to', Infinity, whole, 10), { from: 2000, to: 11_000 })
  assert.deepEqual(moved({ from: 2000, to: 3000 }, 'body', -Infinity, whole, 10), { from: 1000, to: 2000 })
})

test('a window longer than the history stays where it is', () => {
  assert.deepEqual(moved({ from: 0, to: 20_000 }, 'body', 500, whole, 10), { from: 0, to: 20_000 })
})

test('drawing goes either way and ends at the history', () => {
  assert.deepEqual(drawn(4000, 3000, whole, 10), { from: 3000, to: 4000 })
  assert.deepEqual(drawn(-5, 99_999, whole, 10), whole)
  assert.deepEqual(drawn(11_000, 11_000, whole, 10), { from: 10_990, to: 11_000 })
})

const inside = fc
  .tuple(fc.integer({ min: 1000, max: 10_990 }), fc.integer({ min: 10, max: 10_000 }))
  .map(([from, length]) => ({ from, to: Math.min(11_000, from + length) }))

test('a window inside stays inside and long enough, whatever is done to it', () => {
  fc.assert(
    fc.property(
      inside,
      fc.constantFrom('from' as const, 'to' as const, 'body' as const),
      fc.integer({ min: -30_000, max: 30_000 }),
      (range, part, by) => {
        const { from, to } = moved(range, part, by, whole, 10)
        assert.ok(from >= whole.from && to <= whole.to && to - from >= 10)
        if (part === 'body') assert.equal(to - from, range.to - range.from)
      },
    ),
  )
})

test('keys move by a hundredth of the view, a row at least, ten times that with Shift', () => {
  assert.equal(nudgeMs(whole, 1, false), 100)
  assert.equal(nudgeMs(whole, 1020, false), 1020)
  assert.equal(keyMove({ key: 'ArrowLeft', shiftKey: true }, whole, 1), -1000)
  assert.equal(keyMove({ key: 'PageUp', shiftKey: false }, whole, 1), 1000)
  assert.equal(keyMove({ key: 'x', shiftKey: false }, whole, 1), undefined)
})
