// The stretch of the live charts.
import assert from 'node:assert/strict'
import test from 'node:test'
import { liveEnd, liveRange } from './live-range.ts'

const noon = Date.UTC(2026, 10, 22, 12)

test('the charts end with the latest row, and do not move from one look to the next', () => {
  assert.equal(liveEnd({ lastRowAt: null, lagMs: null }), undefined)
  assert.equal(liveEnd({ lastRowAt: noon + 10_000, lagMs: 4000 }), noon + 10_000)
  assert.equal(liveEnd({ lastRowAt: noon + 10_000, lagMs: 40_000 }), noon + 10_000)
  assert.equal(liveEnd({ lastRowAt: noon + 10_000, lagMs: null }), noon + 10_000)
})

test('where rows stop coming they move on by the minute, so that the gap is seen', () => {
  assert.equal(liveEnd({ lastRowAt: noon + 10_000, lagMs: 55_000 }), noon + 60_000)
  assert.equal(liveEnd({ lastRowAt: noon + 10_000, lagMs: 10 * 60_000 }), noon + 10 * 60_000)
  // A clock that was set back counts as no age.
  assert.equal(liveEnd({ lastRowAt: noon + 10_000, lagMs: -90_000 }), noon + 10_000)
  assert.deepEqual(liveRange(noon, 60_000), { from: noon - 60_000, to: noon })
})
