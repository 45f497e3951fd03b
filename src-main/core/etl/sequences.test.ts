// Where sequences end: breaks, gaps, changed poll intervals; and the windows within them.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Break } from './sample.ts'
import { median } from '../../../src-shared/statistics.ts'
import { gapsBefore, sequencesOf, windowStarts } from './sequences.ts'

/** Times in seconds from spacings, as epoch ms. */
function timesOf(spacings: readonly number[]): Float64Array {
  let time = 0
  return Float64Array.of(0, ...spacings.map((spacing) => (time += spacing * 1000)))
}
const rowsOf = (spacings: readonly number[], breaks: Readonly<Record<number, Break>> = {}) => {
  const times = timesOf(spacings)
  return { times, breaks: Array.from(times, (_, row) => breaks[row] ?? null) }
}
const gapsIn = (spacings: readonly number[]): number[] =>
  gapsBefore(timesOf(spacings)).flatMap((isGap, row) => (isGap ? [row] : []))
const of = (count: number, spacing: number): number[] => Array.from({ length: count }, () => spacing)

test('the median of odd and even numbers of values', () => {
  assert.equal(median([3, 1, 2]), 2)
  assert.equal(median([4, 1, 3, 2]), 2.5)
  assert.equal(median([7]), 7)
})

test('a gap is more than four times the usual spacing', () => {
  assert.deepEqual(gapsIn([...of(20, 10), 40, ...of(20, 10)]), [])
  assert.deepEqual(gapsIn([...of(20, 10), 40.1, ...of(20, 10)]), [21])
  assert.deepEqual(gapsIn([...of(20, 10), 3600, ...of(5, 10), 90, ...of(20, 10)]), [21, 27])
})

test('repeats that leave rows out are no gaps', () => {
  assert.deepEqual(gapsIn(Array.from({ length: 60 }, (_, index) => [1, 2, 1, 3, 1][index % 5] ?? 1)), [])
})

test('another poll interval is no gap, in either direction; a gap beside it is one', () => {
  assert.deepEqual(gapsIn([...of(30, 1), ...of(30, 10)]), [])
  assert.deepEqual(gapsIn([...of(30, 10), ...of(30, 1)]), [])
  assert.deepEqual(gapsIn([...of(30, 1), ...of(4, 10)]), [])
  assert.deepEqual(gapsIn([...of(2, 10), ...of(30, 1)]), [])
  assert.deepEqual(gapsIn([...of(30, 1), ...of(2, 10)]), [])
  assert.deepEqual(gapsIn([...of(30, 1), 10]), [31], 'one spacing alone is a gap until the next one is known')
  assert.deepEqual(gapsIn([...of(30, 1), 600, ...of(30, 10)]), [31])
})

test('a gap close to the first or the last row', () => {
  assert.deepEqual(gapsIn([600, ...of(20, 10)]), [1])
  assert.deepEqual(gapsIn([...of(20, 10), 600]), [21])
  assert.deepEqual(gapsIn([...of(3, 10), 600]), [4])
})

test('no row, one, two and three rows', () => {
  assert.deepEqual(gapsBefore(new Float64Array(0)), [])
  assert.deepEqual(sequencesOf({ times: new Float64Array(0), breaks: [] }), [])
  assert.deepEqual(sequencesOf({ times: Float64Array.of(5), breaks: ['start'] }), [{ start: 0, end: 1 }])
  assert.deepEqual(gapsIn([3600]), [], 'two rows have no usual spacing')
  assert.deepEqual(gapsIn([10, 10]), [])
  assert.deepEqual(gapsIn([10, 30]), [])
})

test('breaks and gaps part rows; a break and a gap in one place part them once', () => {
  const rows = rowsOf([...of(5, 10), 900, ...of(5, 10)], {
    0: 'start',
    3: 'ha-change',
    6: 'restart',
    9: 'version-change',
  })
  assert.deepEqual(sequencesOf(rows), [
    { start: 0, end: 3 },
    { start: 3, end: 6 },
    { start: 6, end: 9 },
    { start: 9, end: 12 },
  ])
})

test('windows lie within one sequence', () => {
  const rows = rowsOf([...of(9, 10), 900, ...of(4, 10)])
  assert.deepEqual([...windowStarts(rows, 4)], [0, 1, 2, 3, 4, 5, 6, 10, 11])
  assert.deepEqual([...windowStarts(rows, 10)], [0])
  assert.deepEqual([...windowStarts(rows, 11)], [])
})

test('windows lie within one of the ranges, ends included', () => {
  const rows = rowsOf(of(19, 10))
  const starts = (...ranges: (readonly [from: number, to: number])[]): number[] => [
    ...windowStarts(
      rows,
      3,
      ranges.map(([from, to]) => ({ from: from * 1000, to: to * 1000 })),
    ),
  ]
  assert.deepEqual(starts([20, 60]), [2, 3, 4])
  assert.deepEqual(starts([20.001, 59.999]), [3])
  assert.deepEqual(starts([0, 30], [40, 70]), [0, 1, 4, 5], 'a window across two ranges is in neither')
  assert.deepEqual(starts([20, 60], [30, 60]), [2, 3, 4], 'one window once')
  assert.deepEqual(starts([500, 600]), [])
  assert.deepEqual(starts(), [])
})

test('every row is in exactly one sequence, and every window within one', () => {
  const spacings = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 5000 })), {
    maxLength: 120,
  })
  fc.assert(
    fc.property(spacings, fc.array(fc.nat(120)), fc.integer({ min: 1, max: 40 }), (list, broken, length) => {
      const rows = rowsOf(list, Object.fromEntries(broken.map((row) => [row, 'restart' as const])))
      const spans = sequencesOf(rows)
      const covered = spans.flatMap(({ start, end }) =>
        Array.from({ length: end - start }, (_, index) => start + index),
      )
      assert.deepEqual(covered, [...rows.times.keys()])
      for (const row of broken.filter((one) => one < rows.times.length))
        assert.ok(spans.some(({ start }) => start === row))
      const starts = [...windowStarts(rows, length)]
      const wanted = spans.reduce((sum, { start, end }) => sum + Math.max(0, end - start - length + 1), 0)
      assert.equal(starts.length, wanted)
      for (const first of starts)
        assert.ok(spans.some(({ start, end }) => start <= first && first + length <= end))
    }),
  )
})
