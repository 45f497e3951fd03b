// Histories of rows made by hand.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { HaState } from '../etl/identity.ts'
import type { Break } from '../etl/sample.ts'
import { assertInProportion } from '../fixtures/in-proportion.ts'
import type { Timeline } from '../store/timeline.ts'
import { historyOf } from './history.ts'

/** Rows ten seconds apart, changed where told. */
function timeline(
  count: number,
  own: {
    readonly breaks?: Readonly<Record<number, Break>>
    readonly haStates?: (row: number) => HaState
    readonly times?: (row: number) => number
  } = {},
): Timeline {
  const { breaks = {}, haStates = () => 'active' as const, times = (row: number) => row * 10_000 } = own
  const rows = Array.from({ length: count }, (_, row) => row)
  return {
    times: Float64Array.from(rows, times),
    breaks: rows.map((row) => breaks[row] ?? null),
    haStates: rows.map(haStates),
  }
}

test('no rows, one row, many rows', () => {
  const none = { node: 'nn1', from: null, to: null, spacingMs: null, roles: [], events: [] }
  assert.deepEqual(historyOf('nn1', timeline(0)), { ...none, rows: 0 })
  assert.deepEqual(historyOf('nn1', timeline(1, { breaks: { 0: 'start' } })), {
    ...none,
    rows: 1,
    from: 0,
    to: 0,
    roles: [{ from: 0, to: 0, haState: 'active' }],
  })
  const { rows, from, to, spacingMs, events } = historyOf('nn1', timeline(100, { breaks: { 0: 'start' } }))
  assert.deepEqual([rows, from, to, spacingMs, events], [100, 0, 990_000, 10_000, []])
})

test('the spacing is the usual one, whatever repeats and gaps there are', () => {
  const times = (row: number): number => row * 10_020 + (row >= 30 ? 10_020 : 0) + (row >= 60 ? 7_200_000 : 0)
  assert.equal(historyOf('nn1', timeline(100, { times })).spacingMs, 10_020)
})

test('roles are stretches of one state, from first row to last', () => {
  const haStates = (row: number): HaState => (row < 30 ? 'active' : row < 60 ? 'standby' : 'active')
  assert.deepEqual(historyOf('nn1', timeline(90, { haStates })).roles, [
    { from: 0, to: 290_000, haState: 'active' },
    { from: 300_000, to: 590_000, haState: 'standby' },
    { from: 600_000, to: 890_000, haState: 'active' },
  ])
})

test('breaks and gaps in the order of time, from the row before to the row after', () => {
  const times = (row: number): number => row * 10_000 + (row >= 50 ? 600_000 : 0)
  const breaks = { 0: 'start', 20: 'version-change', 40: 'ha-change', 80: 'restart' } as const
  assert.deepEqual(historyOf('nn1', timeline(100, { times, breaks })).events, [
    { from: 190_000, to: 200_000, kind: 'version-change' },
    { from: 390_000, to: 400_000, kind: 'ha-change' },
    { from: 490_000, to: 1_100_000, kind: 'gap' },
    { from: 1_390_000, to: 1_400_000, kind: 'restart' },
  ])
})

test('a restart during a gap is both; a start within the history is a gap at most', () => {
  const times = (row: number): number => row * 10_000 + (row >= 50 ? 600_000 : 0)
  const range = { from: 490_000, to: 1_100_000 }
  assert.deepEqual(historyOf('nn1', timeline(100, { times, breaks: { 50: 'restart' } })).events, [
    { ...range, kind: 'gap' },
    { ...range, kind: 'restart' },
  ])
  assert.deepEqual(historyOf('nn1', timeline(100, { times, breaks: { 50: 'start' } })).events, [
    { ...range, kind: 'gap' },
  ])
  assert.deepEqual(historyOf('nn1', timeline(100, { breaks: { 50: 'start' } })).events, [])
})

test('a month of rows costs no more than its length', () => {
  const [week, month] = [timeline(64_800), timeline(259_200)]
  assertInProportion('rows', week.times.length, (rows) => {
    historyOf('nn1', rows === week.times.length ? week : month)
  })
})
