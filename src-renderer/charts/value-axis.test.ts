import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { valueAxis, valueBounds } from './value-axis.ts'

const bounds = fc
  .tuple(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.double({ min: 1, max: 1e5, noNaN: true }))
  .map(([low, factor]) => ({ low, high: low * factor }))

describe('valueBounds', () => {
  const rows = [
    { time: 1, a: 4, b: null },
    { time: 2, a: 0, b: 7 },
    { time: 3, a: 100, b: 0.5 },
  ]

  it('takes what is shown, and zero for no lowest value', () => {
    assert.deepEqual(valueBounds(rows, [{ id: 'a' }, { id: 'b' }], { from: 1, to: 2 }), { low: 4, high: 7 })
    assert.deepEqual(valueBounds(rows, [{ id: 'a' }], { from: 1, to: 2 }, [0.2]), { low: 0.2, high: 4 })
  })

  it('has bounds without values', () => {
    assert.deepEqual(valueBounds([], [], { from: 0, to: 1 }), { low: 0.1, high: 1 })
  })
})

describe('valueAxis', () => {
  it('names round values from 0', () => {
    assert.deepEqual(valueAxis({ low: 1, high: 92 }, 'linear', 5).ticks, [0, 20, 40, 60, 80])
    assert.deepEqual(valueAxis({ low: 0.1, high: 0.5 }, 'linear', 6).ticks, [0, 0.1, 0.2, 0.3, 0.4, 0.5])
  })

  it('names decades, and 2 and 5 between few of them', () => {
    assert.deepEqual(valueAxis({ low: 0.009, high: 3 }, 'log', 5).ticks, [0.01, 0.1, 1])
    assert.deepEqual(valueAxis({ low: 0.9, high: 6 }, 'log', 5).ticks, [1, 2, 5])
    assert.deepEqual(valueAxis({ low: 3.1, high: 3.4 }, 'log', 5).ticks, [3, 4])
  })

  it('contains bounds and ticks, never more ticks than twice what was asked for', () => {
    fc.assert(
      fc.property(bounds, fc.constantFrom('linear' as const, 'log' as const), ({ low, high }, scale) => {
        const { domain, ticks } = valueAxis({ low, high }, scale, 5)
        assert.ok(domain[0] < low && domain[1] > high)
        assert.ok(ticks.every((tick) => tick >= domain[0] && tick <= domain[1]))
        assert.ok(ticks.length > 0 && ticks.length <= 10)
        assert.deepEqual(ticks, [...new Set(ticks)])
      }),
    )
  })
})
