// Arithmetic of stretches of time.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { merged, missingIn } from './ranges.ts'

const range = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
  .map(([from, length]) => ({ from, to: from + length }))
const within =
  (time: number) =>
  ({ from, to }: { from: number; to: number }): boolean =>
    from <= time && time <= to

test('what is missing and what is there make the whole, and never overlap', () => {
  fc.assert(
    fc.property(range, fc.array(range, { maxLength: 6 }), (wanted, others) => {
      const missing = missingIn(wanted, others)
      for (let time = 0; time <= 90; time += 1) {
        const isMissing = within(time)(wanted) && !others.some(within(time))
        assert.equal(missing.some(within(time)), isMissing, String(time))
      }
      assert.deepEqual(merged(missing), missing)
    }),
  )
})

test('ranges that follow one another are one', () => {
  assert.deepEqual(
    merged([
      { from: 20, to: 30 },
      { from: 0, to: 9 },
      { from: 10, to: 12 },
      { from: 22, to: 25 },
    ]),
    [
      { from: 0, to: 12 },
      { from: 20, to: 30 },
    ],
  )
  assert.deepEqual(missingIn({ from: 5, to: 4 }, []), [])
})
