// Unusualness: what counts as unusual, and what never does.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { metricCount } from '../../../src-shared/metrics.ts'
import { around, binsOf, within } from './fixtures/made-bins.ts'
import { outstandingIn, unusualnessOf } from './unusualness.ts'

const scoresOf = (values: Parameters<typeof binsOf>[1]): Float64Array =>
  unusualnessOf(binsOf(100, values)).scores

test('a storm stands out, whatever the metric’s unit', () => {
  for (const [id, calm, storm] of [
    ['RpcProcessingTimeAvgTime', 2, 30],
    ['GcTimeMillis', 5, 200],
    ['ThreadsWaiting', 5, 15],
    ['CallQueueLength', 0, 100],
  ] as const) {
    const scores = scoresOf({ [id]: within(40, 49, storm, around(calm)) })
    assert.ok((scores[45] ?? 0) > 2.5, id)
    assert.ok((scores[10] ?? 9) < 0.5, id)
  }
})

test('a tenth of a millisecond never matters, however steady the metric is otherwise', () => {
  const scores = scoresOf({ RpcQueueTimeAvgTime: within(40, 49, 0.1, () => 0) })
  assert.ok((scores[45] ?? 9) < 0.05)
})

test('lower than usual is not unusual, and neither is a missing value', () => {
  const scores = scoresOf({
    RpcProcessingTimeAvgTime: within(40, 49, 0, () => 50),
    CreateAvgTime: within(60, 69, Number.NaN, () => 50),
  })
  assert.deepEqual(
    [...scores].filter((score) => score !== 0),
    [],
  )
})

test('one metric alone counts for a third, three or more for all, and no more than 10', () => {
  const storm = within(40, 49, 1e9, around(1))
  const ids = ['RpcProcessingTimeAvgTime', 'RpcQueueTimeAvgTime', 'CreateAvgTime', 'CallQueueLength']
  const peaks = [1, 2, 3, 4].map(
    (count) => scoresOf(Object.fromEntries(ids.slice(0, count).map((id) => [id, storm])))[45],
  )
  assert.deepEqual(peaks, [10 / 3, 20 / 3, 10, 10])
})

test('an operation that hardly anybody calls is unusual by the time it takes', () => {
  const rare = within(40, 44, 80, () => Number.NaN)
  const bins = binsOf(100, { GetSnapshotDiffReportAvgTime: rare })
  const unusualness = unusualnessOf(bins)
  assert.equal(unusualness.scores[42], 10 / 3)
  const [leading] = outstandingIn(bins, unusualness, { start: 38, end: 46 }, 2)
  assert.deepEqual(leading, { metric: 'GetSnapshotDiffReportAvgTime', peak: 80, usual: null })
})

test('one that is called now and then is measured by its own calls', () => {
  const sometimes = (bin: number): number => (bin % 4 === 0 ? around(80)(bin) : Number.NaN)
  assert.ok(Math.max(...scoresOf({ GetSnapshotDiffReportAvgTime: sometimes })) < 0.5)
})

test('what stands out is told with its peak and what is usual, the foremost first', () => {
  const bins = binsOf(100, {
    CreateAvgTime: within(40, 49, 9, () => 2),
    GetListingAvgTime: within(40, 49, 60, () => 3),
    DeleteAvgTime: () => 500,
  })
  assert.deepEqual(outstandingIn(bins, unusualnessOf(bins), { start: 35, end: 55 }, 5), [
    { metric: 'GetListingAvgTime', peak: 60, usual: 3 },
    { metric: 'CreateAvgTime', peak: 9, usual: 2 },
  ])
})

test('scores are from 0 to 10; bins of one and the same value have 0; none have none', () => {
  const cell = fc.oneof(fc.constant(Number.NaN), fc.double({ min: 0, max: 1e6, noNaN: true }))
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 60 }), cell, (values, constant) => {
      const bins = {
        widthMs: 0,
        times: Float64Array.from(values.keys()),
        highs: Float64Array.from(values.flatMap((value) => new Array<number>(metricCount).fill(value))),
      }
      const { scores } = unusualnessOf(bins)
      assert.equal(scores.length, values.length)
      assert.ok(scores.every((score) => score >= 0 && score <= 10))
      const same = unusualnessOf({ ...bins, highs: bins.highs.map(() => constant) })
      assert.ok(same.scores.every((score) => score === 0))
    }),
    { numRuns: 60 },
  )
})
