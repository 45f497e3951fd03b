// Thresholds by a budget of false alarms.
import assert from 'node:assert/strict'
import test from 'node:test'
import { randomFrom } from '../model/random.ts'
import { budgetThreshold, leastThreshold } from './budget.ts'

/** Scores of a quiet NameNode with a run of three high ones here and there. */
function scoresOf(count: number, every: number, height: number): Float64Array {
  const random = randomFrom(3)
  return Float64Array.from({ length: count }, (_, row) =>
    row % every < 3 ? height * (0.6 + 0.4 * random.next()) : 0.5 * random.next(),
  )
}

test('however quiet the baseline, what nobody would notice is not flagged', () => {
  assert.equal(budgetThreshold(new Float64Array(500), 1), leastThreshold)
  assert.equal(budgetThreshold(scoresOf(500, 50, 0.8), 1), leastThreshold)
})

test('what the baseline itself reached, often, lies below', () => {
  const scores = scoresOf(3000, 100, 9)
  assert.ok(budgetThreshold(scores, 1) >= Math.max(...scores))
})

test('a guess far beyond what was seen is not believed; a larger budget lowers the threshold', () => {
  const scores = scoresOf(400, 30, 3.5)
  assert.ok(budgetThreshold(scores, 0.01) <= 6)
  assert.ok(budgetThreshold(scores, 1000) <= budgetThreshold(scores, 1))
})
