import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { madeReport } from '../../../src-main/core/report/fixtures/made-report.ts'
import { type Scored, incidentsOf } from '../../../src-main/core/diagnosis/incidents.ts'
import { metricCount, metrics } from '../../../src-shared/metrics.ts'
import { endsBelow, persistence, reach } from '../../../src-main/core/detection/recent.ts'
import { type Merging, mergingOf, scoreExtent, whatIf } from './what-if.ts'

const length = 6

/** Sequences of rows as the core has them, one second apart, with a minute between sequences. */
const scoredOf = fc
  .array(fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 20 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((sequences): Scored => {
    const [starts, times, scores]: [number[], number[], number[]] = [[], [], []]
    let time = 0
    for (const sequence of sequences) {
      starts.push(...sequence.map((_, index) => times.length + index))
      for (let row = 0; row < sequence.length + length - 1; row += 1) times.push((time += 1000))
      time += 60_000
      scores.push(...sequence)
    }
    return {
      length,
      reach: length,
      persistence: 1,
      endsBelow: 1,
      columns: metrics.map(({ id }) => id),
      falling: new Set(),
      rowScores: null,
      starts: Int32Array.from(starts),
      errors: new Float32Array(scores.length * metricCount),
      scores: Float64Array.from(scores),
      threshold: 1.5,
      times: Float64Array.from(times),
      values: new Float64Array(times.length * metricCount),
      normals: [],
    }
  })

const windowsOf = (scored: Scored) =>
  Array.from(scored.starts, (first, window) => ({
    start: scored.times[first] ?? 0,
    end: scored.times[first + length - 1] ?? 0,
    score: scored.scores[window] ?? 0,
    flagged: false,
  }))

const flaggedAt = ({ scores }: Scored, threshold: number): number =>
  scores.filter((score) => score > threshold).length

const thresholds = fc.double({ min: 0.1, max: 3, noNaN: true })

describe('whatIf', () => {
  it('says what the core would where scores speak of whole windows', () => {
    const whole: Merging = { length, isWhole: true, persistence: 1, endsBelow: 1 }
    fc.assert(
      fc.property(scoredOf, thresholds, (scored, threshold) => {
        const expected = incidentsOf({ ...scored, threshold }).map(({ start, end, peak }) => ({
          from: start,
          to: end,
          peak,
        }))
        const { flagged, incidents } = whatIf(windowsOf(scored), threshold, whole)
        assert.deepEqual(incidents, expected)
        assert.equal(flagged, flaggedAt(scored, threshold))
      }),
    )
  })

  it('finds the core’s incidents where scores speak of the last rows, their ends to within these rows', () => {
    const recent: Merging = { length, isWhole: false, persistence, endsBelow }
    fc.assert(
      fc.property(scoredOf, thresholds, (scored, threshold) => {
        const rowScores = Float64Array.from(scored.times, () => 2 * threshold)
        const expected = incidentsOf({ ...scored, threshold, reach, persistence, endsBelow, rowScores })
        const { flagged, incidents } = whatIf(windowsOf(scored), threshold, recent)
        assert.deepEqual(
          incidents.map(({ peak }) => peak),
          expected.map(({ peak }) => peak),
        )
        for (const [index, { start, end }] of expected.entries()) {
          const { from, to } = incidents[index] ?? { from: Infinity, to: Infinity }
          assert.ok(from >= start && from - start < reach * 1000)
          assert.equal(to, end)
        }
        assert.equal(flagged, flaggedAt(scored, threshold))
      }),
    )
  })

  it('merges as the report’s version and profile do', () => {
    const report = (version: 1 | 2, profile: 'default' | 'original') =>
      mergingOf({ version, model: { ...madeReport().analysis.model, profile } }, 30)
    assert.deepEqual(report(2, 'default'), { length: 30, isWhole: false, persistence, endsBelow })
    assert.deepEqual(report(2, 'original'), { length: 30, isWhole: true, persistence: 1, endsBelow: 1 })
    assert.deepEqual(report(1, 'default'), { length: 30, isWhole: true, persistence: 1, endsBelow: 1 })
  })
})

describe('scoreExtent', () => {
  const window = { start: 0, end: 1, flagged: false }

  it('leaves scores of 0 out', () => {
    assert.deepEqual(scoreExtent([0, 0.5, 2].map((score) => ({ ...window, score }))), [0.5, 2])
    assert.equal(scoreExtent([{ ...window, score: 0 }]), undefined)
  })
})
