import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { keptSignals, leadingMetrics, panelsOf, peakMarks } from './key-metrics.ts'

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
  fell: false,
})
const incident = (...parts: ReturnType<typeof part>[]) => ({
  start: 0,
  end: 1,
  peak: 1,
  severity: null,
  opinions: [],
  metrics: parts,
  users: [],
  causes: [],
})

const seriesOf = (...ids: string[]) => ({
  metrics: Object.fromEntries(ids.map((id) => [id, { low: [], high: [] }])),
})
const some = seriesOf('GetContentSummaryAvgTime', 'ConcatAvgTime', 'ThreadsWaiting', 'SyncsAvgTime')

describe('leadingMetrics', () => {
  it('takes the largest parts that have values', () => {
    const worst = incident(
      part('GetContentSummaryAvgTime', 0.8, 61, [0, 2]),
      part('ConcatAvgTime', 0.1, null, null),
      part('ThreadsWaiting', 0.06, 11, [4, 6]),
      part('CallQueueLength', 0.01, 1, [0, 1]),
    )
    assert.deepEqual(leadingMetrics(worst, some), ['GetContentSummaryAvgTime', 'ThreadsWaiting'])
  })

  it('falls back on what is watched first', () => {
    assert.equal(leadingMetrics(undefined, some)[0], 'RpcProcessingTimeAvgTime')
  })
})

describe('keptSignals', () => {
  it('are what the report has values of beyond the 28; what has none cannot lead its charts', () => {
    assert.deepEqual(keptSignals(some), ['SyncsAvgTime'])
    const storm = incident(
      part('SyncsAvgTime', 0.7, 805, [0, 2]),
      part('GetListingNumOps', 0.2, 460, [15, 31]),
    )
    assert.deepEqual(leadingMetrics(storm, some), ['SyncsAvgTime'])
  })
})

describe('panelsOf', () => {
  it('shares a panel by unit, tells all lines apart and leaves unknown metrics out', () => {
    const panels = panelsOf([
      'DeleteAvgTime',
      'ThreadsWaiting',
      'NoSuchMetric',
      'CreateAvgTime',
      'SyncsNumOps',
    ])
    assert.deepEqual(
      panels.map(({ unit, lines }) => [unit, lines.map(({ id }) => id)]),
      [
        ['ms', ['DeleteAvgTime', 'CreateAvgTime']],
        ['threads', ['ThreadsWaiting']],
        ['/s', ['SyncsNumOps']],
      ],
    )
    const dashes = panels.flatMap(({ lines }) => lines.map(({ dash }) => dash))
    assert.equal(new Set(dashes).size, 4)
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

  it('marks the lowest value of what fell, with its figure', () => {
    const [panel] = panelsOf(['SyncsNumOps'])
    const low = { ...part('SyncsNumOps', 0.5, 2, [80, 118]), fell: true }
    assert.deepEqual(
      peakMarks([incident(low)], panel?.lines ?? []).map(({ value, label }) => [value, label]),
      [[2, '2 /s']],
    )
  })
})
