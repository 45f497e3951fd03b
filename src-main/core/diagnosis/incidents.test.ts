// Incidents out of scored windows made by hand.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { metricCount, metrics } from '../../../src-shared/metrics.ts'
import { wholeWindows } from './fixtures/whole-windows.ts'
import { type Scored, countIncidents, incidentsOf, isFlagged, metricShares } from './incidents.ts'

const length = 10
const create = metrics.findIndex(({ id }) => id === 'CreateAvgTime')
const gc = metrics.findIndex(({ id }) => id === 'GcTimeMillis')

interface Parts {
  readonly starts?: readonly number[]
  readonly rows?: number
  /** Error of a window and metric. */
  readonly error?: (window: number, metric: number) => number
  /** Value of a row and metric. */
  readonly value?: (row: number, metric: number) => number
}

/** Windows of ten rows over rows a second apart, flagged above 1; by default one from every row on. */
function scoredOf(scores: readonly number[], parts: Parts = {}): Scored {
  const { starts = scores.map((_, window) => window), error = () => 1, value = () => 0 } = parts
  const rows = parts.rows ?? (starts.at(-1) ?? 0) + length
  const cells = (count: number, of: (row: number, metric: number) => number): number[] =>
    Array.from({ length: count * metricCount }, (_, cell) =>
      of(Math.floor(cell / metricCount), cell % metricCount),
    )
  return {
    ...wholeWindows(length),
    starts: Int32Array.from(starts),
    errors: Float32Array.from(cells(scores.length, error)),
    scores: Float64Array.from(scores),
    threshold: 1,
    times: Float64Array.from({ length: rows }, (_, row) => row * 1000),
    values: Float64Array.from(cells(rows, value)),
    normals: metrics.map((_, metric) => ({ normal: metric === gc ? null : [1, 2] })),
  }
}
/** Scores of so many windows, 5 in the given ones. */
const flaggedIn = (count: number, ...windows: number[]): number[] =>
  Array.from({ length: count }, (_, window) => (windows.includes(window) ? 5 : 0.5))
const span = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)
const spansOf = (scored: Scored): (readonly [number, number])[] =>
  incidentsOf(scored).map(({ start, end }) => [start / 1000, end / 1000] as const)

test('a window is flagged above the threshold, not at it, and not by NaN', () => {
  const scored = scoredOf([1, 1.0001, Number.NaN, 0])
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((window) => isFlagged(scored, window)),
    [false, true, false, false, false],
  )
})

test('nothing flagged, no incident; no windows, no incident', () => {
  assert.deepEqual(incidentsOf(scoredOf(flaggedIn(50))), [])
  assert.deepEqual(incidentsOf(scoredOf([])), [])
})

test('a long run lasts from the row that made its first window bad to the one whose leaving made the last one good', () => {
  // Rows 30 to 60 are bad: the windows that hold any of them start at 21 to 60.
  assert.deepEqual(spansOf(scoredOf(flaggedIn(100, ...span(21, 60)))), [[30, 60]])
})

test('a run shorter than a window lasts over the rows common to all its windows', () => {
  // Windows 20 to 25 are bad: they share the rows 25 to 29.
  assert.deepEqual(spansOf(scoredOf(flaggedIn(100, ...span(20, 25)))), [[25, 29]])
  assert.deepEqual(spansOf(scoredOf(flaggedIn(100, 20))), [[20, 29]], 'one window alone')
  assert.deepEqual(spansOf(scoredOf(flaggedIn(100, ...span(20, 29)))), [[29, 29]])
  assert.deepEqual(spansOf(scoredOf(flaggedIn(100, ...span(20, 30)))), [[29, 30]])
})

test('runs are one while their neighbouring windows have half a window of rows in common', () => {
  const spans = (second: number) => spansOf(scoredOf(flaggedIn(100, 20, second)))
  assert.equal(spans(24).length, 1)
  assert.equal(spans(25).length, 1)
  assert.equal(spans(26).length, 2)
  assert.deepEqual(spans(25), [[25, 29]])
})

test('a break between two windows parts them', () => {
  // A gap between the rows 19 and 20: no window starts at 11 to 19.
  const starts = [...span(0, 10), ...span(20, 30)]
  const windows = [9, 10, 11, 12]
  const scored = scoredOf(
    starts.map((_, index) => (windows.includes(index) ? 5 : 0)),
    { starts },
  )
  assert.deepEqual(
    spansOf(scored).toSorted(([left], [right]) => left - right),
    [
      [10, 18],
      [21, 29],
    ],
  )
})

test('the worst incident comes first, its peak is the highest score of its windows', () => {
  const scores = flaggedIn(100, ...span(10, 15), ...span(50, 60), ...span(80, 82))
  scores[55] = 9
  scores[81] = 7
  assert.deepEqual(
    incidentsOf(scoredOf(scores)).map(({ peak, users, causes }) => [peak, users, causes]),
    [
      [9, [], []],
      [7, [], []],
      [5, [], []],
    ],
  )
})

test('contributions are shares of the error of the incident’s own windows, the largest first', () => {
  const error = (window: number, metric: number): number => {
    if (window < 20 || window > 25) return metric === 5 ? 1000 : 0
    return metric === create ? 6 : metric === gc ? 2 : 0
  }
  const [incident] = incidentsOf(scoredOf(flaggedIn(100, ...span(20, 25)), { error }))
  assert.ok(incident !== undefined)
  const shares = incident.metrics.map(({ metric, contribution }) => [metric, contribution])
  assert.deepEqual(shares.slice(0, 3), [
    ['CreateAvgTime', 0.75],
    ['GcTimeMillis', 0.25],
    ['RpcProcessingTimeAvgTime', 0],
  ])
  assert.equal(shares.length, metricCount)
})

test('errors that are all zero give no metric a share', () => {
  const shares = metricShares(scoredOf(flaggedIn(30, 5), { error: () => 0 }), [5])
  assert.ok(shares.every(({ contribution }) => contribution === 0))
})

test('the peak may be in any row of the windows, the first and the last too, and not beside them', () => {
  const scores = flaggedIn(100, ...span(20, 25))
  for (const spike of [20, 27, 34]) {
    const value = (row: number, metric: number): number => {
      if (row === 19 || row === 35) return 500
      return row === spike && metric === create ? 90 : 3
    }
    const [incident] = incidentsOf(scoredOf(scores, { value }))
    const found = incident?.metrics.find(({ metric }) => metric === 'CreateAvgTime')
    assert.deepEqual([found?.peak, found?.peakAt], [90, spike * 1000])
  }
})

test('values that are missing are skipped; a metric without any has no peak', () => {
  const value = (row: number, metric: number): number => (metric === create || row % 2 === 0 ? NaN : -row)
  const [incident] = incidentsOf(scoredOf(flaggedIn(40, 10, 11), { value }))
  const of = (id: string) => incident?.metrics.find(({ metric }) => metric === id)
  assert.deepEqual([of('CreateAvgTime')?.peak, of('CreateAvgTime')?.peakAt], [null, null])
  assert.deepEqual([of('ThreadsBlocked')?.peak, of('ThreadsBlocked')?.peakAt], [-11, 11_000])
})

test('what is normal is told beside the peak, null where the baseline had no value', () => {
  const [incident] = incidentsOf(scoredOf(flaggedIn(40, 10)))
  const normal = (id: string) => incident?.metrics.find(({ metric }) => metric === id)?.normal
  assert.deepEqual([normal('CreateAvgTime'), normal('GcTimeMillis')], [[1, 2], null])
})

test('an incident of weeks is no harder than one of minutes', () => {
  const count = 150_000
  const scores = new Float64Array(count).fill(2)
  scores[77] = 3
  const long: Scored = {
    ...scoredOf([]),
    starts: Int32Array.from({ length: count }, (_, window) => window),
    errors: new Float32Array(count * metricCount).fill(1),
    scores,
    times: Float64Array.from({ length: count + length }, (_, row) => row * 1000),
    values: new Float64Array((count + length) * metricCount),
  }
  const [incident, ...others] = incidentsOf(long)
  assert.deepEqual([incident?.peak, others.length], [3, 0])
})

test('every flagged window is in one incident; contributions sum to 1; ends are in order', () => {
  const steps = fc.array(
    fc.record({ step: fc.integer({ min: 1, max: 14 }), score: fc.double({ min: 0, max: 2, noNaN: true }) }),
    {
      maxLength: 80,
    },
  )
  fc.assert(
    fc.property(steps, fc.func(fc.float({ min: 0, max: 100, noNaN: true })), (list, error) => {
      let start = -1
      const starts = list.map(({ step }) => (start += step))
      const scored = scoredOf(
        list.map(({ score }) => score),
        { starts, error: (window, metric) => error(window, metric) + 1 },
      )
      const incidents = incidentsOf(scored)
      const flagged = list.map((_, window) => window).filter((window) => isFlagged(scored, window))
      const joined = flagged.filter(
        (window, index) => (starts[window] ?? 0) - (starts[flagged[index - 1] ?? -1] ?? -99) > 5,
      )
      assert.equal(incidents.length, joined.length)
      for (const { start: from, end, metrics: shares, peak } of incidents) {
        assert.ok(from <= end && peak > 1)
        const sum = shares.reduce((total, { contribution }) => total + contribution, 0)
        assert.ok(Math.abs(sum - 1) < 1e-9)
        const contributions = shares.map(({ contribution }) => contribution)
        assert.deepEqual(
          contributions,
          contributions.toSorted((left, right) => right - left),
        )
      }
      const ordered = incidents.map(({ peak }) => peak)
      assert.deepEqual(
        ordered,
        ordered.toSorted((left, right) => right - left),
      )
    }),
    { numRuns: 60 },
  )
})

test('an incident that wavers is one: it goes on while scores stay above half of the threshold, up to a break', () => {
  const scores = [0, 5, 5, 5, ...Array.from({ length: 20 }, () => 0.6), 5, 5, 5, 0]
  const wavering = { ...scoredOf(scores), reach: 3, persistence: 3, endsBelow: 0.5 }
  assert.equal(incidentsOf(wavering).length, 1)
  assert.equal(incidentsOf({ ...wavering, endsBelow: 1 }).length, 2)
  assert.equal(incidentsOf({ ...wavering, scores: Float64Array.from(scores).with(10, 0.4) }).length, 2)
  const starts = scores.map((_, window) => (window < 12 ? window : window + length))
  assert.equal(incidentsOf({ ...scoredOf(scores, { starts }), reach: 3, endsBelow: 0.5 }).length, 2)
})

test('fewer flagged windows than persistence asks for are no incident', () => {
  const scored = scoredOf(flaggedIn(60, 5, 6, 40, 41, 42))
  assert.equal(countIncidents({ ...scored, persistence: 3 }), 1)
  assert.equal(countIncidents({ ...scored, persistence: 2 }), 2)
  assert.equal(countIncidents({ ...scored, persistence: 4 }), 0)
})

test('with scores of single rows, an incident is from the first to the last bad row of its windows', () => {
  const rowScores = new Float64Array(70)
  for (let row = 31; row <= 38; row += 1) rowScores[row] = 3
  // Windows of 10 rows that speak of their last 3: flagged from the second bad row to one after the last.
  const scores = flaggedIn(61, ...span(23, 30))
  const incidents = incidentsOf({ ...scoredOf(scores), reach: 3, rowScores })
  assert.deepEqual(
    incidents.map(({ start, end, severity }) => [start, end, severity]),
    [[31_000, 38_000, 35]],
  )
})

test('what fell is told with its lowest value, where low is what is wrong', () => {
  const value = (row: number, metric: number): number => (metric === create ? (row > 30 ? 0.2 : 1.5) : 0)
  const shareOf = (falling: readonly string[], part: number) => {
    const error = (_: number, metric: number): number => (metric === create ? part : 1)
    const scored = scoredOf(flaggedIn(40, 25), { value, error })
    return metricShares({ ...scored, falling: new Set(falling) }, [25]).find(
      ({ metric }) => metric === 'CreateAvgTime',
    )
  }
  const [rising, fell, aside] = [shareOf([], 1), shareOf(['CreateAvgTime'], 1), shareOf(['CreateAvgTime'], 0)]
  assert.deepEqual([rising?.fell, rising?.peak], [false, 1.5])
  assert.deepEqual([fell?.fell, fell?.peak], [true, 0.2])
  assert.deepEqual([aside?.fell, aside?.peak], [false, 1.5], 'no part in the score, nothing wrong')
})
