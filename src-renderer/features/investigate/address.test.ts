// A link to Investigate says the same to whoever opens it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chosenIn, investigationQuery } from './address.ts'

const nothing = chosenIn('')

test('nothing chosen is an empty query, and back', () => {
  assert.equal(investigationQuery(nothing), '')
  const { leftOut, ...rest } = nothing
  assert.deepEqual(leftOut, [])
  assert.ok(Object.values(rest).every((value) => value === undefined))
})

test('a link can be read by people', () => {
  const baseline = { from: Date.UTC(2026, 10, 22, 15, 48, 38), to: Date.UTC(2026, 10, 22, 16, 5, 38, 40) }
  assert.equal(
    investigationQuery({ ...nothing, source: 1, node: 'nn1.lab:8020', baseline, thresholdOverride: 7.5 }),
    'source=1&node=nn1.lab:8020&baseline=2026-11-22T15:48:38Z..2026-11-22T16:05:38.040Z&threshold=7.5',
  )
})

const time = fc.integer({ min: 0, max: 4_000_000_000_000 })
const range = fc
  .tuple(time, fc.integer({ min: 1, max: 1e10 }))
  .map(([from, length]) => ({ from, to: from + length }))
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

test('what is left out follows its baseline', () => {
  const at = (minute: number): number => Date.UTC(2026, 10, 22, 16, minute)
  const chosen = {
    ...nothing,
    baseline: { from: at(0), to: at(30) },
    leftOut: [
      { from: at(5), to: at(6) },
      { from: at(29), to: at(31) },
    ],
  }
  const query = investigationQuery(chosen)
  assert.ok(
    query.endsWith(
      '&leave_out=2026-11-22T16:05:00Z..2026-11-22T16:06:00Z,2026-11-22T16:29:00Z..2026-11-22T16:31:00Z',
    ),
    query,
  )
  assert.deepEqual(chosenIn(query), chosen)
  assert.deepEqual(chosenIn(query.replace(/baseline=[^&]*&/, '')).leftOut, [], 'without a baseline')
  const messy =
    'leave_out=2026-11-22T16:10:00Z..2026-11-22T16:12:00Z,x,2026-11-22T16:05:00Z..2026-11-22T16:11:00Z'
  assert.deepEqual(chosenIn(query.replace(/leave_out=.*/, messy)).leftOut, [{ from: at(5), to: at(12) }])
  const elsewhere = 'leave_out=2026-11-22T17:00:00Z..2026-11-22T17:01:00Z'
  assert.deepEqual(chosenIn(query.replace(/leave_out=.*/, elsewhere)).leftOut, [])
})

test('whatever is chosen comes back from its query', () => {
  fc.assert(
    fc.property(
      fc.record({
        source: maybe(fc.integer({ min: 1, max: 999 })),
        node: maybe(fc.string({ minLength: 1 })),
        baseline: maybe(range),
        suspect: maybe(range),
        view: maybe(range),
        thresholdOverride: maybe(fc.double({ min: 1e-9, max: 1e9, noNaN: true })),
      }),
      (chosen) =>
        assert.deepEqual(chosenIn(investigationQuery({ ...chosen, leftOut: [] })), {
          ...chosen,
          leftOut: [],
        }),
    ),
  )
})

test('what cannot be read counts as not chosen', () => {
  const query = 'source=x&baseline=now..then&suspect=2026-11-22T16:00:00Z..2026-11-22T15:00:00Z&threshold=-1'
  assert.deepEqual(chosenIn(query), nothing)
})
