import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Scored, incidentsOf } from '../../../src-main/core/diagnosis/incidents.ts'
import { metricCount } from '../../../src-shared/metrics.ts'
import { scoreExtent, whatIf } from './what-if.ts'

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
      starts: Int32Array.from(starts),
      errors: new Float32Array(scores.length * metricCount),
      scores: Float64Array.from(scores),
      threshold: 1.5,
      times: Float64Array.from(times),
      values: new Float64Array(times.length * metricCount),
      normals: [],
    }
  })

describe('whatIf', () => {
  it('says what the core would', () => {
    fc.assert(
      fc.property(scoredOf, fc.double({ min: 0.1, max: 3, noNaN: true }), (scored, threshold) => {
        const windows = Array.from(scored.starts, (first, window) => ({
          start: scored.times[first] ?? 0,
          end: scored.times[first + length - 1] ?? 0,
          score: scored.scores[window] ?? 0,
          flagged: false,
        }))
        const expected = incidentsOf({ ...scored, threshold }).map(({ start, end, peak }) => ({
          from: start,
          to: end,
          peak,
        }))
        const { flagged, incidents } = whatIf(windows, threshold, length)
        assert.deepEqual(incidents, expected)
        assert.equal(flagged, scored.scores.filter((score) => score > threshold).length)
      }),
    )
  })
})

describe('scoreExtent', () => {
  const window = { start: 0, end: 1, flagged: false }

  it('leaves scores of 0 out', () => {
    assert.deepEqual(scoreExtent([0, 0.5, 2].map((score) => ({ ...window, score }))), [0.5, 2])
    assert.equal(scoreExtent([{ ...window, score: 0 }]), undefined)
  })
})
