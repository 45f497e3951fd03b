import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Opinion } from '../contract/analysis.ts'
import { agreementText, confidenceText, severityBand, severityText } from './grades.ts'

test('bands of severity: critical above 75, major from 50, minor from 25, warning below', () => {
  assert.deepEqual([100, 75.1, 75, 50, 49.9, 25, 24.9, 0].map(severityBand), [
    'critical',
    'critical',
    'major',
    'major',
    'minor',
    'minor',
    'warning',
    'warning',
  ])
  assert.equal(severityText(77.6), '78, critical')
  assert.equal(severityText(null), '–')
})

test('confidence in words and percent', () => {
  assert.deepEqual([0.87, 0.8, 0.5, 0.49].map(confidenceText), [
    'very likely, 87 %',
    'very likely, 80 %',
    'likely, 50 %',
    'possible, 49 %',
  ])
})

test('how many of the other detectors agree', () => {
  const opinion = (agrees: boolean): Opinion => ({ detector: 'pca', agrees, ratio: 1, metrics: [] })
  assert.equal(agreementText([]), '')
  assert.equal(agreementText([true, true, true].map(opinion)), '3 of 3 agree')
  assert.equal(agreementText([true, false, false].map(opinion)), '1 of 3 agrees')
  assert.equal(agreementText([false, false].map(opinion)), 'none of 2 agree')
})
