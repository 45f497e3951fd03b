// Windows at one click: only those that the history holds.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baselinePresets, isSame, suspectPresets } from './presets.ts'

const hour = 3_600_000
const from = Date.UTC(2026, 10, 22)
const labels = (presets: readonly { readonly label: string }[]) => presets.map(({ label }) => label)

test('a short history offers what fits into it', () => {
  const whole = { from, to: from + hour / 3 }
  assert.deepEqual(labels(baselinePresets(whole, { from: whole.to - 1000, to: whole.to })), ['First half'])
  const [first] = baselinePresets(whole, undefined)
  assert.deepEqual(first?.range, { from, to: from + hour / 6 })
  assert.deepEqual(labels(suspectPresets(whole, undefined)), ['Last 15 min', 'Whole history'])
})

test('the same hour yesterday lasts an hour at least and begins a day before the suspect window', () => {
  const whole = { from, to: from + 48 * hour }
  const short = { from: from + 30 * hour, to: from + 30 * hour + 60_000 }
  const yesterday = baselinePresets(whole, short).find(({ id }) => id === 'yesterday')
  assert.deepEqual(yesterday?.range, { from: from + 6 * hour, to: from + 7 * hour })
  const early = { from: from + 3 * hour, to: from + 4 * hour }
  assert.deepEqual(labels(baselinePresets(whole, early)), ['First half', 'Last hour'])
})

test('the sides of the baseline are offered, under the name that is true of them', () => {
  const whole = { from, to: from + 10 * hour }
  const named = (baseline: { from: number; to: number }) =>
    suspectPresets(whole, baseline).filter(({ id }) => id === 'after' || id === 'before')
  assert.deepEqual(labels(named({ from: from + hour, to: from + 2 * hour })), [
    'After the baseline',
    'Before the baseline',
  ])
  assert.deepEqual(labels(named({ from, to: from + 2 * hour })), ['All but the baseline'])
  assert.deepEqual(labels(named({ from: from + hour, to: whole.to })), ['All but the baseline'])
  assert.deepEqual(labels(named(whole)), [])
})

test('the same is the same to the millisecond', () => {
  assert.equal(isSame({ from: 1, to: 2 }, { from: 1, to: 2 }), true)
  assert.equal(isSame({ from: 1, to: 2 }, { from: 1, to: 3 }), false)
  assert.equal(isSame(undefined, undefined), false)
})
