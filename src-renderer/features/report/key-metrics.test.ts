import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { leadingMetrics, panelsOf, peakMarks } from './key-metrics.ts'

const part = (
  metric: string,
  contribution: number,
  peak: number | null,
  normal: [number, number] | null,
) => ({
  metric,
  contribution,
  normal,
  peak,
  peakAt: peak === null ? null : 1000,
})
const incident = (...parts: ReturnType<typeof part>[]) => ({
  start: 0,
  end: 1,
  peak: 1,
  metrics: parts,
  users: [],
  causes: [],
})

describe('leadingMetrics', () => {
  it('takes the largest parts that have values', () => {
    const worst = incident(
      part('GetContentSummaryAvgTime', 0.8, 61, [0, 2]),
      part('ConcatAvgTime', 0.1, null, null),
      part('ThreadsWaiting', 0.06, 11, [4, 6]),
      part('CallQueueLength', 0.01, 1, [0, 1]),
    )
    assert.deepEqual(leadingMetrics(worst), ['GetContentSummaryAvgTime', 'ThreadsWaiting'])
  })

  it('falls back on what is watched first', () => {
    assert.equal(leadingMetrics(undefined)[0], 'RpcProcessingTimeAvgTime')
  })
})

describe('panelsOf', () => {
  it('shares a panel by unit, tells all lines apart and leaves unknown metrics out', () => {
    const panels = panelsOf(['DeleteAvgTime', 'ThreadsWaiting', 'NoSuchMetric', 'CreateAvgTime'])
    assert.deepEqual(
      panels.map(({ unit, lines }) => [unit, lines.map(({ id }) => id)]),
      [
        ['ms', ['DeleteAvgTime', 'CreateAvgTime']],
        ['threads', ['ThreadsWaiting']],
      ],
    )
    const dashes = panels.flatMap(({ lines }) => lines.map(({ dash }) => dash))
    assert.equal(new Set(dashes).size, 3)
  })
})

describe('peakMarks', () => {
  it('marks the highest peak above normal of each line, and names the highest of all', () => {
    const [panel] = panelsOf(['DeleteAvgTime', 'CreateAvgTime', 'RenameAvgTime'])
    const incidents = [
      incident(part('DeleteAvgTime', 0.5, 12, [0, 1]), part('CreateAvgTime', 0.1, 1, [0, 2])),
      incident(part('DeleteAvgTime', 0.5, 40, [0, 1]), part('RenameAvgTime', 0.1, 3, null)),
    ]
    assert.deepEqual(
      peakMarks(incidents, panel?.lines ?? []).map(({ value, label }) => [value, label]),
      [
        [40, '40 ms'],
        [3, ''],
      ],
    )
  })
})
