import assert from 'node:assert/strict'
import { test } from 'node:test'
import { thresholdOriginText } from './threshold-text.ts'

test('a percentile, or a budget of false alarms with what it is a day', () => {
  const of = (thresholdPercentile: number | null, falseAlarms: number | null, spacing: number | null) =>
    thresholdOriginText({ thresholdPercentile, falseAlarms, spacing })
  assert.equal(of(95, null, 10), '95th percentile of the baseline’s scores')
  assert.equal(of(null, 1, 10), 'set for false alarms: 1 in 10,000 healthy rows, about 0.86 a day')
  assert.equal(of(null, 0.5, null), 'set for false alarms: 0.5 in 10,000 healthy rows')
  assert.equal(of(null, null, null), 'the model’s own')
})
