// Second opinions on incidents in rows made by hand.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { columnIndex, columns } from '../../../src-shared/signals.ts'
import { randomFrom } from '../model/random.ts'
import { type ValuedRows, judgesOf, rowsAround, withOpinions } from './second-opinions.ts'

const listings = columnIndex.get('GetListingNumOps') ?? assert.fail()
const creates = columnIndex.get('CreateNumOps') ?? assert.fail()
const judging = { length: 10, falseAlarms: 1 }

/** Rows a second apart with some 50 listings a second, 900 in the given ones, and creates that come and go. */
function rowsOf(count: number, storm: readonly number[] = [], seed = 1): ValuedRows {
  const random = randomFrom(seed)
  const values = new Float64Array(count * columns.length).fill(Number.NaN)
  for (let row = 0; row < count; row += 1) {
    values[row * columns.length + listings] = storm.includes(row) ? 900 : 50 + random.next()
    values[row * columns.length + creates] = 200 * random.next()
  }
  return {
    times: Float64Array.from({ length: count }, (_, row) => row * 1000),
    breaks: Array<null>(count).fill(null),
    values,
  }
}
const span = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

const incidentAt = (first: number, last: number): Incident => ({
  start: first * 1000,
  end: last * 1000,
  peak: 9,
  severity: 50,
  metrics: [],
  users: [],
  causes: [],
  opinions: [],
})
const baseline = rowsOf(300, [], 2)

test('all agree on a storm and name its operation, none on a quiet stretch', () => {
  const rows = rowsOf(200, span(100, 120))
  const [storm, quiet] = withOpinions(
    judgesOf(baseline, judging),
    rows,
    [incidentAt(100, 120), incidentAt(20, 40)],
    judging.length,
  )
  assert.deepEqual(
    storm?.opinions.map(({ detector, agrees, metrics }) => [detector, agrees, metrics[0]]),
    ['pca', 'robust-z', 'kolmogorov-smirnov'].map((name) => [name, true, 'GetListingNumOps']),
  )
  for (const { agrees, ratio } of quiet?.opinions ?? assert.fail()) {
    assert.ok(!agrees && ratio < 1)
  }
})

test('an opinion is on the incident alone: what was long before it or is after it changes nothing', () => {
  const rows = rowsOf(300, [...span(40, 60), ...span(150, 170), ...span(200, 220)])
  const alone = rowsOf(300, span(150, 170))
  alone.values.set(rows.values.subarray(61 * columns.length, 200 * columns.length), 61 * columns.length)
  const incident = incidentAt(150, 170)
  assert.deepEqual(
    withOpinions(judgesOf(baseline, judging), rows, [incident], judging.length),
    withOpinions(judgesOf(baseline, judging), alone, [incident], judging.length),
  )
})

test('without a window of baseline there is none', () => {
  const rows = rowsOf(200, span(100, 120))
  assert.deepEqual(
    withOpinions(judgesOf(rowsOf(9), judging), rows, [incidentAt(100, 120)], judging.length)[0]?.opinions,
    [],
  )
  assert.deepEqual(
    withOpinions(judgesOf(rowsOf(0), judging), rows, [incidentAt(100, 120)], judging.length)[0]?.opinions,
    [],
  )
})

test('rows around a range: its own and so many before it, as far as there are any', () => {
  const timesOf = (from: number, to: number, before: number): number[] => [
    ...rowsAround(rowsOf(10), { from, to }, before).times,
  ]
  assert.deepEqual(timesOf(4000, 6000, 2), [2000, 3000, 4000, 5000, 6000])
  assert.deepEqual(timesOf(1500, 2500, 9), [0, 1000, 2000])
  assert.equal(rowsAround(rowsOf(10), { from: 4000, to: 6000 }, 2).values.length, 5 * columns.length)
})
