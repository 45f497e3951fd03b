// Stretches left out of a baseline: joined, kept within the window, and what then is learned.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { TimeRange } from '../../src-shared/time.ts'
import {
  baselineKey,
  isOfBaseline,
  partsLeftOut,
  rangesLearned,
  stretchesIn,
  withLeftOut,
} from './left-out.ts'

const window = { from: 1000, to: 2000 }

test('one more stretch is joined with those that it touches, in the order of time', () => {
  const two = [
    { from: 0, to: 10 },
    { from: 40, to: 50 },
  ]
  assert.deepEqual(withLeftOut(two, { from: 20, to: 30 })[1], { from: 20, to: 30 })
  assert.deepEqual(withLeftOut(two, { from: 10, to: 40 }), [{ from: 0, to: 50 }])
})

test('those beside the window are none of it; those across its edge are cut there for the training', () => {
  const leftOut = [
    { from: 900, to: 1100 },
    { from: 2000, to: 2100 },
  ]
  assert.deepEqual(stretchesIn(leftOut, window), [{ from: 900, to: 1100 }])
  assert.deepEqual(stretchesIn(leftOut, undefined), [])
  assert.deepEqual(partsLeftOut({ window, leftOut }), [{ from: 1000, to: 1100 }])
  assert.deepEqual(rangesLearned({ window, leftOut }), [{ from: 1101, to: 2000 }])
})

test('a model is of a baseline when it learned exactly what that leaves', () => {
  const baseline = { window, leftOut: [{ from: 1200, to: 1300 }] }
  const ranges = [
    { from: 1000, to: 1199 },
    { from: 1301, to: 2000 },
  ]
  assert.equal(isOfBaseline(ranges, baseline), true)
  assert.equal(isOfBaseline([window], baseline), false)
  assert.equal(isOfBaseline([window], { window, leftOut: [] }), true)
  assert.equal(isOfBaseline([], undefined), false)
  assert.notEqual(baselineKey(baseline), baselineKey({ window, leftOut: [] }))
})

const range = fc
  .tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 500 }))
  .map(([from, length]): TimeRange => ({ from, to: from + length }))

test('whatever is left out: stretches stay apart, and no moment of them is learned', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 8 }), (stretches) => {
      const leftOut = stretches.reduce<readonly TimeRange[]>(withLeftOut, [])
      leftOut.forEach((one, index) => assert.ok(one.from > (leftOut[index - 1]?.to ?? -1)))
      const learned = rangesLearned({ window, leftOut })
      for (const { from, to } of stretches)
        assert.ok(
          learned.every(
            (one) => one.to < Math.max(from, window.from) || one.from > Math.min(to, window.to),
          ) ||
            to <= window.from ||
            from >= window.to,
        )
    }),
  )
})
