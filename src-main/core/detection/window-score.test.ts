// Scores of windows out of deviations made by hand.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { metricCount } from '../../../src-shared/metrics.ts'
import { reach, recentDeviation } from './recent.ts'
import { throughput, watched } from './watched.ts'
import { rowScores, scoreWindow } from './window-score.ts'

const at = (id: string): number => watched.findIndex((one) => one.id === id)
const [queue, processing, calls] = [at('CallQueueLength'), at('RpcProcessingTimeAvgTime'), at(throughput)]
const [listings, syncs] = [at('GetListingNumOps'), at('SyncsAvgTime')]

/** Deviations of the last rows by column, 0 for all others. */
function deviationsOf(columns: Readonly<Record<number, readonly number[]>>): Float64Array {
  const deviations = new Float64Array(reach * watched.length)
  for (const [position, values] of Object.entries(columns)) {
    values.forEach((value, row) => (deviations[row * watched.length + Number(position)] = value))
  }
  return deviations
}
const steady = (value: number): number[] => Array.from({ length: reach }, () => value)

function scored(
  columns: Readonly<Record<number, readonly number[]>>,
  expected?: Readonly<Record<number, number>>,
): { score: number; parts: Float32Array } {
  const parts = new Float32Array(watched.length)
  const expectation =
    expected === undefined
      ? null
      : {
          deviations: Float32Array.from(
            { length: reach * metricCount },
            (_, cell) => expected[cell % metricCount] ?? 0,
          ),
          errorSpreads: Array.from({ length: metricCount }, () => 1),
        }
  return { score: scoreWindow(deviationsOf(columns), reach - 1, expectation, parts), parts }
}

describe('a recent deviation', () => {
  const recent = (...values: number[]): number => recentDeviation((row) => values[row] ?? Number.NaN)

  test('what lasts counts, one row does not, two begin to', () => {
    assert.equal(recent(7, 7, 7, 7, 7), 7)
    assert.equal(recent(0, 0, 100, 0, 0), 0)
    assert.equal(recent(0, 0, 0, 8, 8), 2)
  })

  test('values that are not there are not counted, a single one among them says nothing', () => {
    const none = Number.NaN
    assert.equal(recent(9, none, none, 9, 9), 9)
    assert.equal(recent(9, none, none, none, 9), 4.5)
    assert.equal(recent(none, none, 9, none, none), 0)
    assert.equal(recent(none, none, none, none, none), 0)
  })

  test('lower than usual is no rise', () => {
    assert.equal(recent(-9, -9, -9, -9, -9), 0)
  })
})

describe('a window’s score', () => {
  test('is what is beyond the columns’ own spread, root of the sum of squares; each part is told', () => {
    const { score, parts } = scored({ [processing]: steady(4), [listings]: steady(5) })
    assert.equal(score, 5)
    assert.deepEqual([parts[processing], parts[listings]], [9, 16])
    assert.equal(scored({ [processing]: steady(1), [listings]: steady(0.9) }).score, 0)
  })

  test('a metric that the network expects to be high is not held against it', () => {
    assert.equal(scored({ [processing]: steady(6) }, { [processing]: 5.5 }).score, 0)
    assert.equal(scored({ [processing]: steady(6) }, { [processing]: 2 }).score, 3)
  })

  test('a metric that is as usual is not blamed for what the network makes of it', () => {
    assert.equal(scored({ [processing]: steady(0) }, { [processing]: -7 }).score, 0)
  })

  test('fewer calls are no fault, unless work waits', () => {
    assert.equal(scored({ [calls]: steady(-6) }).score, 0)
    const { score, parts } = scored({ [calls]: steady(-4), [queue]: steady(5) })
    assert.equal(score, 5)
    assert.deepEqual([parts[calls], parts[queue]], [9, 16])
  })

  test('a quiet hour is none either: the fall counts no more than what waits', () => {
    const { score, parts } = scored({ [calls]: steady(-9), [syncs]: steady(1.5) })
    assert.deepEqual([parts[calls], parts[syncs]], [0.25, 0.25])
    assert.equal(score, Math.sqrt(0.5))
  })

  test('a throughput that rose and fell within the last rows counts once', () => {
    const { score, parts } = scored({ [calls]: [9, 9, -9, -9, -9], [queue]: steady(9) })
    assert.equal(parts[calls], 3.5 ** 2)
    assert.equal(score, Math.hypot(3.5, 8))
  })

  test('whatever the deviations, it is the root of the sum of its parts', () => {
    const values = fc.array(fc.double({ min: -20, max: 20 }), { minLength: reach, maxLength: reach })
    fc.assert(
      fc.property(
        fc.dictionary(fc.integer({ min: 0, max: watched.length - 1 }).map(String), values),
        (columns) => {
          const { score, parts } = scored(columns)
          assert.ok(Math.abs(score - Math.sqrt(parts.reduce((sum, part) => sum + part, 0))) < 1e-3)
          assert.ok(parts.every((part) => part >= 0))
        },
      ),
    )
  })
})

test('a single row’s score is its own, without its neighbours', () => {
  const rows = rowScores(
    deviationsOf({ [processing]: [0, 0, 4, 0, Number.NaN], [listings]: [0, 0, 5, 1, 0] }),
  )
  assert.deepEqual([...rows], [0, 0, 5, 0, 0])
})
