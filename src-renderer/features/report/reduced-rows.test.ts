import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { reducedRows } from './reduced-rows.ts'

const value = fc.option(fc.double({ min: 0, max: 1000, noNaN: true }), { nil: null })
const rowsOf = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 50 }), a: value, b: value }), { maxLength: 400 })
  .map((steps) => {
    let time = 1000
    return steps.map(({ gap, a, b }) => ({ time: (time += gap), a, b }))
  })
const whole = { from: 0, to: Number.MAX_SAFE_INTEGER }

describe('reducedRows', () => {
  it('keeps the extremes of every line, the order of time and the limit', () => {
    fc.assert(
      fc.property(rowsOf, fc.integer({ min: 2, max: 60 }), (rows, most) => {
        const reduced = reducedRows(rows, ['a', 'b'], whole, most)
        assert.ok(reduced.length <= Math.max(most, 2))
        assert.deepEqual(
          reduced.map(({ time }) => time),
          reduced.map(({ time }) => time).toSorted((left, right) => left - right),
        )
        for (const id of ['a', 'b'] as const) {
          const [all, kept] = [rows, reduced].map((some) =>
            some.map((row) => row[id] ?? null).filter((one) => one !== null),
          )
          assert.equal(Math.max(0, ...(kept ?? [])), Math.max(0, ...(all ?? [])))
          assert.equal(Math.min(Infinity, ...(kept ?? [])), Math.min(Infinity, ...(all ?? [])))
        }
      }),
    )
  })

  it('gives every row where few are in view, with a neighbour on either side', () => {
    const rows = Array.from({ length: 5000 }, (_, index) => ({ time: index * 1000, a: index % 7 }))
    const shown = reducedRows(rows, ['a'], { from: 100_000, to: 110_000 })
    assert.deepEqual(
      shown.map(({ time }) => time),
      Array.from({ length: 13 }, (_, index) => 99_000 + index * 1000),
    )
  })

  it('keeps a line open where a whole stretch has no value', () => {
    const rows = Array.from({ length: 100 }, (_, index) => ({
      time: index,
      a: index >= 40 && index < 60 ? null : 1,
    }))
    const reduced = reducedRows(rows, ['a'], whole, 20)
    assert.deepEqual(
      reduced.filter(({ time }) => time >= 40 && time < 60).map(({ a }) => a),
      [null, null, null, null],
    )
  })
})
