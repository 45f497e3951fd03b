// Previews of scored windows made by hand.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { metricCount, metrics } from '../../../src-shared/metrics.ts'
import { wholeWindows } from '../diagnosis/fixtures/whole-windows.ts'
import { incidentsOf } from '../diagnosis/incidents.ts'
import { previewOf as previewOfRows } from './preview.ts'
import type { ScoredRows } from './score.ts'

/** Windows of ten rows, a second apart, with these scores. */
function windowsOf(scores: readonly number[]): ScoredRows {
  const rows = scores.length + 9
  return {
    ...wholeWindows(10),
    starts: Int32Array.from(scores.keys()),
    errors: new Float32Array(scores.length * metricCount).fill(1),
    scores: Float64Array.from(scores),
    times: Float64Array.from({ length: rows }, (_, row) => row * 1000),
    values: new Float64Array(rows * metricCount),
    normals: metrics.map(() => ({ normal: null })),
    engine: 'fused',
  }
}

const previewOf = (windows: ScoredRows, threshold: number): ReturnType<typeof previewOfRows> =>
  previewOfRows(windows, windows.times.length, threshold)

test('windows above the threshold, their incidents, the worst five with five metrics', () => {
  const scores = Array.from({ length: 140 }, (_, window) => (window % 20 === 0 ? 2 + window / 100 : 0.1))
  const { flagged, incidentCount, incidents, rows, windows } = previewOf(windowsOf(scores), 1)
  assert.deepEqual([flagged, incidentCount, rows, windows], [7, 7, 149, 140])
  assert.deepEqual(
    incidents.map(({ peak }) => peak),
    [3.2, 3, 2.8, 2.6, 2.4],
  )
  assert.ok(incidents.every((incident) => incident.metrics.length === 5))
})

test('other thresholds are round, rise, and lie from half to four times around it', () => {
  const { effects } = previewOf(windowsOf([0.01, 0.02, 0.05]), 0.019361)
  assert.deepEqual(
    effects.map(({ threshold, flagged }) => [threshold, flagged]),
    [
      [0.0097, 3],
      [0.014, 2],
      [0.027, 1],
      [0.039, 1],
      [0.058, 0],
      [0.077, 0],
    ],
  )
  assert.deepEqual(previewOf(windowsOf([1]), 0).effects, [])
})

test('what another threshold would flag is what a preview at it flags', () => {
  const scores = fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(scores, fc.double({ min: 1e-6, max: 3, noNaN: true }), (list, threshold) => {
      const windows = windowsOf(list)
      const { effects } = previewOf(windows, threshold)
      assert.equal(effects.length, 6)
      for (const [index, effect] of effects.entries()) {
        const at = previewOf(windows, effect.threshold)
        assert.deepEqual([effect.flagged, effect.incidents], [at.flagged, at.incidentCount])
        assert.equal(at.incidentCount, incidentsOf({ ...windows, threshold: effect.threshold }).length)
        const before = effects[index - 1]
        assert.ok(
          before === undefined || (before.threshold < effect.threshold && before.flagged >= effect.flagged),
        )
      }
    }),
    { numRuns: 60 },
  )
})
