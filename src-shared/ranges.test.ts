// Taking stretches out of ranges: what is left is exactly what was in and not taken out.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { DeclaredError } from './errors.ts'
import { baselineWithout, takeOut } from './ranges.ts'
import type { TimeRange } from './time.ts'

const whole = { from: 100, to: 200 }
const isBadInput = (wanted: RegExp) => (error: unknown) =>
  error instanceof DeclaredError && error.code === 'BAD_INPUT' && wanted.test(error.message)

test('a stretch cuts a range in two, shortens it, takes it, or leaves it alone', () => {
  const left = (from: number, to: number): readonly TimeRange[] => takeOut([whole], [{ from, to }])
  assert.deepEqual(left(120, 130), [
    { from: 100, to: 119 },
    { from: 131, to: 200 },
  ])
  assert.deepEqual(left(50, 150), [{ from: 151, to: 200 }])
  assert.deepEqual(left(150, 250), [{ from: 100, to: 149 }])
  assert.deepEqual(left(100, 200), [])
  assert.deepEqual(left(101, 199), [], 'single milliseconds are no ranges')
  assert.deepEqual(left(201, 300), [whole])
  assert.deepEqual(left(0, 99), [whole])
})

test('what is left is what was in and not taken out, but for single milliseconds', () => {
  const range = fc
    .tuple(fc.nat(60), fc.integer({ min: 1, max: 30 }))
    .map(([from, length]) => ({ from, to: from + length }))
  const isIn = (ranges: readonly TimeRange[], time: number): boolean =>
    ranges.some(({ from, to }) => from <= time && time <= to)
  fc.assert(
    fc.property(fc.array(range, { maxLength: 3 }), fc.array(range, { maxLength: 5 }), (ranges, stretches) => {
      const left = takeOut(ranges, stretches)
      assert.ok(left.every(({ from, to }) => to > from))
      const wanted = (time: number): boolean => isIn(ranges, time) && !isIn(stretches, time)
      for (let time = 0; time <= 91; time += 1) {
        if (isIn(left, time)) assert.ok(wanted(time), String(time))
        // Within one range its neighbours tell whether a time is a single one.
        else if (ranges.length === 1) assert.ok(!wanted(time) || !(wanted(time - 1) || wanted(time + 1)))
      }
    }),
  )
})

test('a baseline without stretches of it; what cannot be left out is said', () => {
  const other = { from: 300, to: 400 }
  assert.deepEqual(baselineWithout([whole, other], []), [whole, other])
  assert.deepEqual(baselineWithout([whole, other], [whole]), [other])
  const refused = (ranges: readonly TimeRange[], stretches: readonly TimeRange[], wanted: RegExp): void =>
    assert.throws(() => baselineWithout(ranges, stretches), isBadInput(wanted))
  refused([{ from: 5, to: 5 }], [], /^Wanted a baseline that ends after it starts/)
  refused([whole], [{ from: 130, to: 120 }], /^Wanted a stretch to leave out that ends after it starts/)
  refused([whole], [{ from: 90, to: 120 }], /that lie within the baseline \(.* to .*\), got .*: correct/)
  refused([whole, other], [{ from: 150, to: 350 }], /that lie within the baseline/)
  refused(
    [whole],
    [
      { from: 100, to: 150 },
      { from: 140, to: 200 },
    ],
    /^Wanted something .* leave out less\.$/,
  )
})
