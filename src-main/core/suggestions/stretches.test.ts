// The calmest and the most unusual stretch, held against looking at every one.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { around, binsOf, spacing } from './fixtures/made-bins.ts'
import { calmestStretch, spansAbove, unusualStretches } from './stretches.ts'

const bins = (count: number, widthMs = 0) => binsOf(count, { CallQueueLength: around(0) }, widthMs)
const scoresOf = (count: number, score: (bin: number) => number): Float64Array =>
  Float64Array.from({ length: count }, (_, bin) => score(bin))
const someScores = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 60 })
const meanOf = (values: Float64Array, power: number): number =>
  values.reduce((sum, value) => sum + value ** power, 0) / values.length

test('no stretch is calmer than the calmest, and it is as long as was wanted', () => {
  fc.assert(
    fc.property(someScores, fc.integer({ min: 1, max: 30 }), fc.nat(59), (list, length, cut) => {
      const scores = Float64Array.from(list)
      const spans = [
        { start: 0, end: Math.min(cut, list.length) },
        { start: Math.min(cut, list.length), end: list.length },
      ]
      const found = calmestStretch(bins(list.length), scores, spans, length * spacing)
      const means = spans.flatMap(({ start, end }) =>
        Array.from({ length: Math.max(0, end - start - length) }, (_, offset) =>
          meanOf(scores.subarray(start + offset, start + offset + length + 1), 2),
        ),
      )
      if (found === undefined) {
        assert.deepEqual(means, [])
        return
      }
      assert.equal(found.end - found.start, length + 1)
      assert.ok(Math.abs(meanOf(scores.subarray(found.start, found.end), 2) - Math.min(...means)) < 1e-9)
    }),
  )
})

test('a stretch of buckets holds as many as fill it', () => {
  const scores = scoresOf(10, (bin) => (bin < 5 ? 1 : 0))
  const span = calmestStretch(bins(10, 60_000), scores, [{ start: 0, end: 10 }], 180_000)
  assert.deepEqual(span, { start: 5, end: 8 })
})

test('a short burst weighs more than a lot of unrest', () => {
  const scores = scoresOf(40, (bin) => (bin < 20 ? 1.5 : bin === 20 || bin === 39 ? 10 : 1))
  const span = calmestStretch(bins(40), scores, [{ start: 0, end: 40 }], 19 * spacing)
  assert.deepEqual(span, { start: 0, end: 20 })
})

test('the trouble is in the middle of the most unusual stretch, a second one beside it', () => {
  const scores = scoresOf(200, (bin) => (bin >= 50 && bin < 60 ? 8 : bin >= 150 && bin < 155 ? 8 : 0.5))
  const { stretches, standsOut } = unusualStretches(bins(200), scores, 20 * spacing, spacing)
  assert.equal(standsOut, true)
  const [first, second, ...others] = stretches
  assert.ok(first !== undefined && second !== undefined)
  assert.deepEqual([first.start, first.end], [44, 65])
  assert.ok(second.start > 130 && second.start <= 150 && second.end >= 155)
  assert.deepEqual(others, [])
})

test('where nothing stands out, the first says so and there is no second', () => {
  const { stretches, standsOut } = unusualStretches(
    bins(200),
    scoresOf(200, around(1)),
    20 * spacing,
    spacing,
  )
  assert.deepEqual([stretches.length, standsOut], [1, false])
  assert.deepEqual(unusualStretches(bins(5), scoresOf(5, around(1)), 20 * spacing, spacing).stretches, [])
})

test('one bad row beside a gap is not a bad stretch', () => {
  const all = bins(102)
  const times = all.times.map((time, bin) =>
    bin === 101 ? time + 3_600_000 : bin > 101 ? time + 7_200_000 : time,
  )
  const scores = scoresOf(102, (bin) => (bin === 101 ? 10 : bin < 30 ? 3 : 0))
  const [first] = unusualStretches({ ...all, times }, scores, 20 * spacing, spacing).stretches
  assert.ok(first !== undefined && first.end <= 40)
})

test('spans above a limit begin and end where it is bad; neighbours are one', () => {
  const bad = (...ranges: (readonly [number, number])[]) =>
    spansAbove(
      scoresOf(100, (bin) => (ranges.some(([first, last]) => first <= bin && bin <= last) ? 9 : 0)),
      10,
      4.5,
    )
  assert.deepEqual(bad([20, 39]), [{ start: 20, end: 40 }])
  assert.deepEqual(bad([20, 29], [35, 44], [80, 99]), [
    { start: 20, end: 45 },
    { start: 80, end: 100 },
  ])
  assert.deepEqual(bad([20, 23]), [], 'too short')
  assert.deepEqual(
    spansAbove(
      scoresOf(5, () => 9),
      10,
      4.5,
    ),
    [],
    'fewer bins than are averaged',
  )
})
