// What rules come to: incidents left out with a margin, unless somebody judged them normal.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { BaselineRule } from '../../../src-shared/contract/sources.ts'
import type { FlaggedStretch } from '../store/baseline-rules.ts'
import { stretchesOf } from './stretches.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const now = 100 * day

const flagged = (from: number, to: number, own: Partial<FlaggedStretch> = {}): FlaggedStretch => ({
  ...{ id: 7, from, to, isOpen: false, title: 'RPC queue full', verdict: null },
  ...own,
})
const rolling: BaselineRule = { kind: 'rolling', days: 2, hours: null }
const fixed = (...ranges: readonly (readonly [from: number, to: number])[]): BaselineRule => ({
  kind: 'fixed',
  ranges: ranges.map(([from, to]) => ({ from, to })),
})

test('a rolling rule is its last days without the incidents in them, two minutes on either side', () => {
  const before = flagged(now - 9 * day, now - 8 * day)
  const inside = flagged(now - day, now - day + hour)
  assert.deepEqual(stretchesOf(rolling, [before, inside], now), {
    ranges: [
      { from: now - 2 * day, to: now - day - 2 * minute - 1 },
      { from: now - day + hour + 2 * minute + 1, to: now },
    ],
    leftOut: [
      {
        from: now - day - 2 * minute,
        to: now - day + hour + 2 * minute,
        reason: 'incident 7: RPC queue full',
      },
    ],
    normal: [],
  })
})

test('an incident that is open is left out to the end; one judged real says so; one judged normal stays', () => {
  const open = flagged(now - hour, now - hour + minute, { isOpen: true })
  const real = flagged(now - day, now - day, { id: 3, verdict: 'real' })
  const normal = flagged(now - 5 * hour, now - 4 * hour, { verdict: 'normal' })
  const { ranges, leftOut, normal: kept } = stretchesOf(rolling, [real, normal, open], now)
  assert.equal(ranges.at(-1)?.to, now - hour - 2 * minute - 1)
  assert.deepEqual(
    leftOut.map(({ reason }) => reason),
    ['incident 3, judged real: RPC queue full', 'incident 7, still open: RPC queue full'],
  )
  assert.ok(ranges.some(({ from, to }) => from < normal.from && to > normal.to))
  assert.deepEqual(kept, [normal])
})

test('only hours of a day, and what was flagged in them', () => {
  const rule: BaselineRule = { kind: 'rolling', days: 2, hours: { from: 8, to: 18, zone: 'UTC' } }
  const atNight = flagged(now - day + hour, now - day + 2 * hour)
  const atNoon = flagged(now - day + 12 * hour, now - day + 13 * hour)
  const { ranges, leftOut } = stretchesOf(rule, [atNight, atNoon], now)
  assert.deepEqual(
    ranges.map(({ from, to }) => [(from - now) / hour, Math.ceil((to - now) / hour)]),
    [
      [-40, -30],
      [-16, -12],
      [(13 * hour + 2 * minute + 1 - day) / hour, -6],
    ],
  )
  assert.equal(leftOut.length, 1)
})

test('a fixed rule gains what was judged normal, with five minutes on either side; ranges that overlap are one', () => {
  const rule = fixed([hour, 2 * hour], [1.5 * hour, 3 * hour])
  const normal = flagged(50 * hour, 51 * hour, { verdict: 'normal' })
  const within = flagged(2 * hour, 2 * hour, { verdict: 'normal' })
  const unjudged = flagged(70 * hour, 71 * hour)
  const { ranges, leftOut } = stretchesOf(rule, [within, normal, unjudged], now)
  assert.deepEqual(ranges, [
    { from: hour, to: 3 * hour },
    { from: 50 * hour - 5 * minute, to: 51 * hour + 5 * minute },
  ])
  assert.deepEqual(leftOut, [])
})

test('next to a stretch judged normal another incident is still left out', () => {
  const normal = flagged(50 * hour, 51 * hour, { verdict: 'normal' })
  const bad = flagged(51 * hour + 4 * minute, 52 * hour, { id: 8 })
  const { ranges } = stretchesOf(fixed([hour, 2 * hour]), [normal, bad], now)
  assert.deepEqual(ranges.at(-1), { from: 50 * hour - 5 * minute, to: 51 * hour + 2 * minute - 1 })
})

test('where all of it is flagged nothing is left', () => {
  assert.deepEqual(stretchesOf(fixed([hour, 2 * hour]), [flagged(0, 3 * hour)], now).ranges, [])
})
