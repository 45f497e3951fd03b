// Lines: no peak is lost by reducing, nothing is drawn where nothing was.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { type TracePoint, reduced, tracePath } from './trace.ts'

const same = (value: number): number => value
const point = (time: number, low: number | null, high = low): TracePoint => ({ time, low, high })

test('reducing keeps lowest and highest value of the whole and of every stretch, in the order of time', () => {
  const value = fc.option(fc.integer({ min: 0, max: 1000 }), { freq: 4 })
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 1, max: 40 }),
      (values, columns) => {
        const points = values.map((one, index) => point(index * 10, one))
        const range = { from: 0, to: (values.length - 1) * 10 }
        const few = reduced(points, range, columns)
        assert.ok(few.length <= Math.max(columns, Math.min(values.length, columns)))
        const present = values.filter((one) => one !== null)
        const lows = few.map(({ low }) => low).filter((one) => one !== null)
        const highs = few.map(({ high }) => high).filter((one) => one !== null)
        assert.equal(Math.max(...highs), Math.max(...present))
        assert.equal(Math.min(...lows), Math.min(...present))
        few.forEach(({ time }, index) => assert.ok(index === 0 || time > (few[index - 1]?.time ?? Infinity)))
      },
    ),
  )
})

test('a line breaks where a value is missing and where nothing was recorded; a lone value is a dot', () => {
  const points = [
    point(0, 1),
    point(1, 2),
    point(2, null),
    point(3, 4),
    point(4, null),
    point(5, 6),
    point(50, 7),
    point(51, 8),
  ]
  assert.equal(tracePath(points, same, same), 'M0 1h0L1 2M3 4h0M5 6h0M50 7h0L51 8')
})

test('a stretch is an upright stroke from its nearer end', () => {
  assert.equal(tracePath([point(0, 0), point(1, 2, 9), point(2, 1, 8)], same, same), 'M0 0h0L1 2V9L2 8V1')
  assert.equal(tracePath([], same, same), '')
})
