// Stretches out of scores made by hand: which rows stand out, and which metrics tell it.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { type CheckedWindows, unlikeStretches } from './unlike-stretches.ts'

const length = 10
const metrics = ['calm', 'loud', 'louder', 'faint', 'loudest'] as const

/** Windows of ten rows from every row on, a second apart; a window's error of each metric, by default 1. */
function windowsOf(
  count: number,
  error: (window: number, metric: (typeof metrics)[number]) => number,
  starts = Int32Array.from({ length: count }, (_, window) => window),
): CheckedWindows {
  const errors = Float32Array.from({ length: count * metrics.length }, (_, cell) =>
    error(Math.floor(cell / metrics.length), metrics[cell % metrics.length] ?? 'calm'),
  )
  const scores = Float64Array.from({ length: count }, (_, window) => {
    const own = errors.subarray(window * metrics.length, (window + 1) * metrics.length)
    return own.reduce((sum, value) => sum + value, 0) / metrics.length
  })
  const rows = (starts.at(-1) ?? 0) + length
  return {
    errors,
    scores,
    starts,
    length,
    metrics,
    times: Float64Array.from({ length: rows }, (_, row) => row * 1000),
  }
}

/** Windows that are so many times the typical where they hold one of the given rows. */
const badRows = (count: number, first: number, last: number, times = 5): CheckedWindows =>
  windowsOf(count, (window) => (window <= last && window + length > first ? times : 1))
const spans = (windows: CheckedWindows): number[][] =>
  unlikeStretches(windows).stretches.map(({ from, to }) => [from / 1000, to / 1000])

test('bad rows are told exactly, from the first to the last', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 150 }), fc.integer({ min: 2, max: 30 }), (first, more) => {
      assert.deepEqual(spans(badRows(200, first, first + more)), [[first, first + more]])
    }),
  )
})

test('one or two bad rows are normal life; so is less than thrice the typical score', () => {
  assert.deepEqual(spans(badRows(200, 60, 61)), [])
  assert.deepEqual(spans(badRows(200, 60, 62)), [[60, 62]])
  assert.deepEqual(spans(badRows(200, 60, 80, 2.9)), [])
  assert.deepEqual(spans(badRows(200, 60, 80, 3)), [[60, 80]])
})

test('where windows begin or end, half a window of bad rows is a stretch', () => {
  assert.deepEqual(spans(badRows(200, 0, 3)), [])
  assert.deepEqual(spans(badRows(200, 0, 4)), [[0, 4]])
  assert.deepEqual(
    spans(badRows(200, 203, 208)),
    [[203, 208]].map(([from]) => [from, 208]),
  )
  assert.deepEqual(spans(badRows(200, 206, 208)), [])
})

test('a gap parts windows: beside it they end with the rows', () => {
  // No window reaches across the rows 49 and 50.
  const starts = Int32Array.from([
    ...Array(41).keys(),
    ...Array.from({ length: 60 }, (_, index) => index + 50),
  ])
  const isBad = (start: number): boolean => start >= 40 - length && start < 50
  const windows = windowsOf(101, (window) => (isBad(starts[window] ?? 0) ? 5 : 1), starts)
  assert.deepEqual(spans(windows), [[39, 49]])
})

test('a stretch lasts as long as windows around its peak are worse than usual', () => {
  const windows = windowsOf(200, (window) =>
    window < 51 || window > 110 ? 1 : window < 71 || window > 90 ? 1.6 : 4,
  )
  assert.deepEqual(spans(windows), [[60, 110]])
  const others = windowsOf(200, (window) =>
    window < 51 || window > 110 ? 1 : window < 71 || window > 90 ? 1.5 : 4,
  )
  assert.deepEqual(spans(others), [[80, 90]])
})

test('the strongest comes first, with its peak over the typical score; five at most', () => {
  const peaks = [4, 9, 3.5, 7, 5, 6]
  const windows = windowsOf(400, (window) =>
    window % 60 >= 20 && window % 60 < 40 ? (peaks[Math.floor(window / 60)] ?? 1) : 1,
  )
  const { typical, stretches } = unlikeStretches(windows)
  assert.deepEqual([typical, stretches.map(({ ratio }) => ratio)], [1, [9, 7, 6, 5, 4]])
})

test('metrics are told by what they add to their own typical error', () => {
  const told = (added: Readonly<Partial<Record<(typeof metrics)[number], number>>>): string[] => {
    // One metric is badly foretold throughout, and so tells nothing.
    const usual = (metric: string): number => (metric === 'calm' ? 30 : 1)
    const windows = windowsOf(
      200,
      (window, metric) => usual(metric) + (window >= 50 && window < 80 ? (added[metric] ?? 0) : 0),
    )
    return unlikeStretches(windows).stretches.flatMap((one) => one.metrics)
  }
  assert.deepEqual(told({ loud: 40, louder: 60, loudest: 90, faint: 25 }), ['loudest', 'louder', 'loud'])
  assert.deepEqual(told({ louder: 150, faint: 10 }), ['louder'])
  assert.deepEqual(told({ louder: 150, faint: 20 }), ['louder', 'faint'])
})

test('a baseline that is foretold perfectly, and one that is alike throughout, show nothing', () => {
  assert.deepEqual(unlikeStretches(windowsOf(50, () => 0)), { typical: 0, stretches: [] })
  assert.deepEqual(unlikeStretches(windowsOf(50, (window) => (window > 40 ? 1 : 0))), {
    typical: 0,
    stretches: [],
  })
  assert.deepEqual(unlikeStretches(windowsOf(1, () => 2)), { typical: 2, stretches: [] })
})
