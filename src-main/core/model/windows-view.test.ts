// Windows over shared rows: what is copied, what is refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Architecture } from './architecture.ts'
import { checkWindows, gatherWindows, rowsInWindows } from './windows-view.ts'
import type { WindowsView } from './windows-view.ts'

const architecture: Architecture = {
  kind: 'lstm-autoencoder',
  sequenceLength: 3,
  features: 2,
  latentDim: 1,
  hiddenDim: 0,
  recurrentActivation: 'sigmoid',
}
const five: WindowsView = {
  rows: Float32Array.from(Array(10).keys()),
  features: 2,
  length: 3,
  starts: Int32Array.of(0, 2, 1),
}

test('windows are copied in the order asked for', () => {
  const batch = gatherWindows(five, Int32Array.of(1, 2))
  assert.deepEqual([...batch], [4, 5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 7])
})

test('rows in windows are counted once, rows between them not at all', () => {
  assert.deepEqual(rowsInWindows(Int32Array.of(0, 1, 6), 3), [0, 1, 2, 3, 6, 7, 8])
  assert.deepEqual(rowsInWindows(new Int32Array(), 3), [])
})

test('every copied value is the row that the window names', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 2, max: 9 }),
      fc.array(fc.nat(20), { minLength: 1, maxLength: 12 }),
      (features, length, starts) => {
        const rows = Float32Array.from(Array((20 + length) * features).keys())
        const windows = { rows, features, length, starts: Int32Array.from(starts) }
        const batch = gatherWindows(windows, Int32Array.from(starts.keys()))
        assert.equal(batch.length, starts.length * length * features)
        batch.forEach((value, index) => {
          const window = Math.floor(index / (length * features))
          assert.equal(value, (starts[window] ?? NaN) * features + (index % (length * features)))
        })
      },
    ),
  )
})

test('windows of another shape, outside the rows or of infinite values are refused', () => {
  checkWindows(five, architecture)
  const refused = (windows: WindowsView, message: RegExp): void =>
    assert.throws(() => checkWindows(windows, architecture), { code: 'BAD_INPUT', message })
  refused({ ...five, length: 4 }, /takes windows of 3 rows x 2 metrics, got 4 x 2/)
  refused({ ...five, features: 1 }, /got 3 x 1/)
  refused({ ...five, starts: Int32Array.of(0, 3) }, /Window 1 must lie within the 5 rows, got row 3/)
  refused({ ...five, starts: Int32Array.of(-1) }, /Window 0 .* got row -1/)
  refused({ ...five, rows: five.rows.with(5, -Infinity) }, /got -Infinity in row 2, metric 1/)
})
