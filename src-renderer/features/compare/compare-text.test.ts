import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Comparison } from '../../../src-shared/contract/reports.ts'
import { metricChangeText } from './change-text.ts'
import { comparisonSummary } from './comparison-summary.ts'

type Level = { median: number; peak: number } | null
type Change = Comparison['metrics'][number]['change']

const metric = (name: string, left: Level, right: Level, change: Change) => ({
  metric: name,
  left,
  right,
  change,
  factor: null,
})
const level = (median: number, peak: number) => ({ median, peak })

describe('metricChangeText', () => {
  it('says how many times, above 1 either way', () => {
    assert.equal(metricChangeText(metric('a', level(1, 10), level(1, 31), 'rose')), 'rose 3.1x')
    assert.equal(metricChangeText(metric('a', level(1, 61), level(1, 12.2), 'fell')), 'fell 5x')
  })

  it('takes the medians where the peaks are alike', () => {
    assert.equal(metricChangeText(metric('a', level(1, 10), level(4, 10), 'rose')), 'rose 4x')
  })

  it('names no factor where there is none', () => {
    assert.equal(metricChangeText(metric('a', level(0, 0), level(0, 8), 'rose')), 'rose')
    assert.equal(metricChangeText(metric('a', level(1, 8), level(1, 8), 'same')), 'same')
    assert.equal(metricChangeText(metric('a', null, level(1, 8), 'appeared')), 'appeared')
    assert.equal(metricChangeText(metric('a', level(1, 8), null, 'vanished')), 'gone')
  })
})

describe('comparisonSummary', () => {
  it('tells what fell, what rose and what became of the incidents', () => {
    const metrics = [
      metric('DeleteAvgTime', level(2, 101), level(2, 6), 'fell'),
      metric('CreateAvgTime', level(2, 18), level(2, 8), 'fell'),
      metric('RenameAvgTime', level(2, 18), level(2, 8), 'fell'),
      metric('GetGroupsAvgTime', null, level(1, 4), 'appeared'),
      metric('ThreadsWaiting', level(5, 8), level(5, 8), 'same'),
    ]
    assert.equal(
      comparisonSummary({
        left: { incidents: 2 },
        right: { incidents: 0 },
        metrics,
        flagged: { left: 0.3, right: 0 },
      }),
      'From left to right: 5 metrics have values: 3 fell (DeleteAvgTime, CreateAvgTime and others), 1 have values only now (GetGroupsAvgTime), 1 stayed the same. Windows above the threshold went from 30 % to 0 %; incidents went from 2 to 0.',
    )
  })

  it('says so where nothing changed', () => {
    assert.equal(
      comparisonSummary({
        left: { incidents: 1 },
        right: { incidents: 1 },
        metrics: [metric('ThreadsWaiting', level(5, 8), level(5, 8), 'same')],
        flagged: { left: 0.3, right: 0.3 },
      }),
      'From left to right: no metric changed by much; all 1 stayed the same. Windows above the threshold stayed at 30 %; incidents stayed at 1.',
    )
  })
})
