// Thresholds for a rate of false alarms: what is promised, and what comes of it on rows never seen.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { randomFrom } from '../model/random.ts'
import { peaksAbove, tailThreshold } from './tail.ts'

const some = fc
  .array(fc.oneof(fc.double({ min: 0, max: 50, noNaN: true }), fc.constantFrom(0, 1, 1, NaN)), {
    minLength: 1,
    maxLength: 120,
  })
  .filter((values) => values.some((value) => !Number.isNaN(value)))
  .map((values) => Float64Array.from(values))
const rates = fc.double({ min: 1, max: 1e6, noNaN: true })

test('it rises with the rows, is finite, and never below the score observed so often', () => {
  fc.assert(
    fc.property(some, rates, rates, (scores, a, b) => {
      const [seldom, often] = [tailThreshold(scores, Math.max(a, b)), tailThreshold(scores, Math.min(a, b))]
      assert.ok(Number.isFinite(seldom) && often <= seldom)
      const count = scores.filter((score) => !Number.isNaN(score)).length
      const above = scores.filter((score) => score > often).length
      assert.ok(above <= count / Math.min(a, b))
    }),
  )
})

test('it goes with the scale of the scores, and leaves them alone', () => {
  fc.assert(
    fc.property(some, rates, (scores, perRows) => {
      const given = scores.slice()
      const threshold = tailThreshold(scores, perRows)
      const doubled = tailThreshold(
        scores.map((score) => 2 * score),
        perRows,
      )
      assert.ok(Math.abs(doubled - 2 * threshold) <= 1e-9 * Math.max(1, threshold))
      assert.deepEqual(scores, given)
    }),
  )
})

test('of scores that are alike it is their value, of none it is refused', () => {
  assert.equal(tailThreshold(new Float64Array(30).fill(2), 10_000), 2)
  assert.equal(
    tailThreshold(
      Float64Array.from({ length: 60 }, (_, row) => (row % 4 === 0 ? 0 : 1)),
      10_000,
    ),
    1,
  )
  assert.throws(() => tailThreshold(Float64Array.of(NaN), 10), { code: 'NO_DATA' })
  assert.throws(() => tailThreshold(new Float64Array(), 10), { code: 'NO_DATA' })
})

test('neighbours are one run, counted by its highest row', () => {
  const peaks = peaksAbove(Float64Array.of(1, 5, 0, 7, 0, 0, 0, 6, NaN, 1), 2, 2)
  assert.deepEqual([...peaks], [5, 4])
})

/** Independent exponential scores, each standing for so many rows as a run of neighbours. */
function runs(count: number, rowsOfRun: number, seed: number): Float64Array {
  const random = randomFrom(seed)
  const heights = Array.from({ length: count }, () => -Math.log(1 - random.next()))
  // Higher than the exponential's median is a run; the rest of its rows is at 0.
  return Float64Array.from({ length: count * 40 }, (_, row) =>
    row % 40 < rowsOfRun ? (heights[Math.floor(row / 40)] ?? 0) : 0,
  )
}

test('a run of neighbours counts as one alarm', () => {
  // One exponential height in 40 rows: ln(1000) is exceeded once in 1,000 of them.
  const threshold = tailThreshold(runs(500, 12, 1), 40_000)
  assert.ok(Math.abs(threshold / Math.log(1000) - 1) < 0.25, String(threshold))
})

test('on rows never seen alarms come about as seldom as was asked for', () => {
  const wanted = 5000
  const [rows, seeds] = [20_000, Array.from({ length: 40 }, (_, seed) => seed + 1)]
  const alarms = seeds.map((seed) => {
    const random = randomFrom(seed)
    const draw = (count: number): Float64Array =>
      Float64Array.from({ length: count }, () => Math.hypot(random.normal(), random.normal()))
    const threshold = tailThreshold(draw(600), wanted, 0)
    return draw(rows).filter((score) => score > threshold).length
  })
  const perSeed = alarms.reduce((sum, count) => sum + count, 0) / seeds.length
  // 4 are asked for. Fewer come: a normal tail is lighter than an exponential one, the lightest that is believed.
  assert.ok(perSeed > 0.5 && perSeed < 4.5, String(perSeed))
})

test('thirty scores give a threshold within reason', () => {
  const random = randomFrom(7)
  const scores = Float64Array.from({ length: 30 }, () => Math.abs(random.normal()))
  const highest = scores.reduce((most, score) => Math.max(most, score), 0)
  const threshold = tailThreshold(scores, 10_000)
  assert.ok(threshold >= highest && threshold < 8 * highest, `${highest}: ${threshold}`)
})
