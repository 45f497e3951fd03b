// Scores as rows: a line is not drawn across a break.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scoreRows } from './score-rows.ts'

test('rows in order, open at breaks between them', () => {
  const rows = scoreRows({ times: [10, 20, 50, 60], scores: [1, 2, 3, 4] }, [
    { from: 1, to: 5 },
    { from: 21, to: 30 },
    { from: 31, to: 35 },
    { from: 70, to: 80 },
  ])
  assert.deepEqual(rows, [
    { time: 10, score: 1 },
    { time: 20, score: 2 },
    { time: 21, score: null },
    { time: 50, score: 3 },
    { time: 60, score: 4 },
  ])
})

test('nothing gives nothing', () => {
  assert.deepEqual(scoreRows({ times: [], scores: [] }, [{ from: 1, to: 2 }]), [])
})
