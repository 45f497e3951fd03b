// What baseline rules come to.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { baselineFor } from './baseline.ts'

const hour = 3_600_000
const day = 24 * hour
const week = 7 * day
const noon = Date.UTC(2026, 10, 22, 12)
const window = { from: noon, to: noon + 8 * hour }

test('the same hours of last week, at least six of them', () => {
  const rule = { kind: 'same-hours-last-week' } as const
  assert.deepEqual(baselineFor(rule, window), [{ from: window.from - week, to: window.to - week }])
  assert.deepEqual(baselineFor(rule, { from: noon, to: noon + 2 * hour }), [
    { from: noon - 2 * hour - week, to: noon + 4 * hour - week },
  ])
})

test('a window of more than a week has the weeks before it', () => {
  const long = { from: noon, to: noon + 8 * day }
  assert.deepEqual(baselineFor({ kind: 'same-hours-last-week' }, long), [
    { from: noon - 14 * day, to: noon - 6 * day },
  ])
})

test('hours before the window end where it begins', () => {
  assert.deepEqual(baselineFor({ kind: 'hours-before', hours: 24 }, window), [
    { from: noon - day, to: noon - 1 },
  ])
})

test('a range is taken as it is, unless it overlaps the window or ends before it starts', () => {
  const range = (from: number, to: number) => baselineFor({ kind: 'range', from, to }, window)
  assert.deepEqual(range(noon - day, noon - hour), [{ from: noon - day, to: noon - hour }])
  const isBadInput = (error: unknown): boolean => error instanceof DeclaredError && error.code === 'BAD_INPUT'
  assert.throws(() => range(noon - day, noon), isBadInput)
  assert.throws(() => range(noon, noon - day), isBadInput)
  assert.throws(() => baselineFor({ kind: 'hours-before', hours: 1 }, { from: 2, to: 1 }), isBadInput)
})

test('no rule learns a moment of the window', () => {
  const rule = fc.oneof(
    fc.constant({ kind: 'same-hours-last-week' } as const),
    fc.record({ kind: fc.constant('hours-before' as const), hours: fc.integer({ min: 1, max: 2160 }) }),
  )
  fc.assert(
    fc.property(rule, fc.nat(2 ** 40), fc.integer({ min: 1, max: 60 * day }), (one, from, length) => {
      const [{ from: first, to: last }] = baselineFor(one, { from, to: from + length })
      assert.ok(first < last && last < from)
    }),
  )
})
