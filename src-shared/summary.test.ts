import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Analysis, Incident } from './contract/analysis.ts'
import { analysisSummary, hasRisen, momentOf, timesNormal, timesText } from './summary.ts'

const at = (clock: string): number => Date.parse(`2026-11-22T${clock}Z`)

const part = (
  metric: string,
  contribution: number,
  normal: [number, number] | null,
  peak: number | null,
  peakAt = '16:07:09',
): Incident['metrics'][number] => ({
  metric,
  contribution,
  normal,
  peak,
  peakAt: peak === null ? null : at(peakAt),
})

const duStorm: Incident = {
  start: at('16:06:38'),
  end: at('16:07:24'),
  peak: 8.41,
  metrics: [
    part('GetContentSummaryAvgTime', 0.71, [0, 2], 48.2),
    part('RpcProcessingTimeAvgTime', 0.14, [1.3, 3.9], 16.1, '16:07:11'),
    part('RpcQueueTimeAvgTime', 0.08, [0, 1], 0.5),
    part('ThreadsWaiting', 0.06, [4, 6], 11, '16:07:02'),
    part('CallQueueLength', 0.01, [0, 1], 9),
  ],
  users: [],
  causes: [],
}

const scores = [1, 4.9, 6, 8.41]

const analysisOf = (incidents: Incident[], threshold = 5): Analysis => ({
  version: 1,
  source: { id: 1, name: 'lab', key: 'c/b', node: 'nn1.lab:8020', version: '3.4.3' },
  model: {
    id: 'm',
    profile: 'default',
    engine: 'tfjs-wasm',
    threshold,
    modelThreshold: 5,
    thresholdPercentile: 95,
    rows: 1020,
    windows: 991,
    epochs: 50,
    seed: 1,
    loss: [],
    validationLoss: [],
    ranges: [{ from: at('15:48:38'), to: at('16:05:38') }],
    trainedAt: at('16:20:00'),
  },
  window: { from: at('16:06:18'), to: at('16:08:08') },
  rows: 110,
  windows: scores.map((score, index) => ({
    start: at('16:06:18') + index * 1000,
    end: at('16:06:47') + index * 1000,
    score,
    flagged: score > threshold,
  })),
  incidents,
})

describe('analysisSummary', () => {
  it('tells of one incident: since when, how long, what rose from where to where and when, what else did', () => {
    assert.equal(
      analysisSummary(analysisOf([duStorm]), 'UTC'),
      'One incident: 2 of 4 windows above the threshold of 5, the highest score 8.41. It began at 16:06:38 and lasted 46 s: GetContentSummaryAvgTime rose from its normal 0 to 2 ms to 48.2 ms at 16:07:09 (71 % of the error). Also up: RpcProcessingTimeAvgTime to 16.1 ms at 16:07:11 (normal 1.3 to 3.9 ms) and ThreadsWaiting to 11 threads at 16:07:02 (normal 4 to 6 threads).',
    )
  })

  it('tells three of several and counts the rest', () => {
    const [first, ...sentences] = analysisSummary(
      analysisOf([duStorm, duStorm, duStorm, duStorm, duStorm]),
      'UTC',
    ).split(/(?<=\.) (?=[A-Z\d])/)
    assert.match(first ?? '', /^5 incidents: /)
    assert.equal(sentences.filter((sentence) => sentence.startsWith('The second began')).length, 1)
    assert.equal(sentences.filter((sentence) => sentence.startsWith('Also up')).length, 1)
    assert.equal(sentences.at(-1), '2 further incidents scored lower.')
  })

  it('does not say rose of what did not rise, nor normal of what had none', () => {
    const leading = (metric: Incident['metrics'][number]): string =>
      analysisSummary(analysisOf([{ ...duStorm, metrics: [metric] }]), 'UTC')
    assert.match(
      leading(part('ThreadsWaiting', 0.9, [4, 12], 11)),
      /ThreadsWaiting makes 90 % of the error without rising above its normal 4 to 12 threads: its highest value was 11 threads at/,
    )
    assert.match(
      leading(part('ConcatAvgTime', 0.9, null, 3)),
      /without a value in the baseline, reached 3 ms/,
    )
    assert.match(leading(part('ConcatAvgTime', 0.9, [1, 2], null)), /had no value, makes 90 %/)
    assert.match(leading(part('ConcatAvgTime', 0.9, [1, 2], 3)), /No other metric with a notable part/)
  })

  it('names the highest score where nothing is above the threshold', () => {
    assert.equal(
      analysisSummary(analysisOf([], 10), 'UTC'),
      'Nothing above the threshold of 10: of 4 windows the highest scored 8.41 at 16:06:50.',
    )
  })

  it('writes times in the zone asked for', () => {
    assert.match(analysisSummary(analysisOf([duStorm]), 'Europe/Berlin'), /began at 17:06:38/)
  })
})

describe('momentOf', () => {
  it('adds the date where the window crosses midnight of the zone', () => {
    const analysis = analysisOf([])
    assert.equal(momentOf(analysis, 'UTC')(at('16:07:00')), '16:07:00')
    const crossing = { window: { from: at('14:59:00'), to: at('15:01:00') } }
    assert.equal(momentOf(crossing, 'Asia/Tokyo')(at('15:00:30')), '2026-11-23 00:00:30')
  })
})

describe('heights', () => {
  it('has risen above the upper end of normal only', () => {
    assert.equal(hasRisen({ normal: [1, 3], peak: 3 }), false)
    assert.equal(hasRisen({ normal: [1, 3], peak: 3.1 }), true)
    assert.equal(hasRisen({ normal: null, peak: 1 }), true)
    assert.equal(hasRisen({ normal: [1, 3], peak: null }), false)
  })

  it('is so many times the upper end of normal, where that is above 0', () => {
    assert.equal(timesNormal({ normal: [0, 2], peak: 48 }), 24)
    assert.equal(timesNormal({ normal: [0, 0], peak: 48 }), null)
    assert.equal(timesNormal({ normal: [0, 2], peak: 1 }), null)
    assert.equal(timesText(1.24, 0.0162), '76.5 times')
    assert.equal(timesText(1, 0), 'far above')
  })
})
