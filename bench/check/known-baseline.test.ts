// Stretches held against what is known of a baseline.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type KnownBaseline, judged } from './known-baseline.ts'

const second = (from: number, to: number) => ({ from: from * 1000, to: to * 1000 })
const baseline: KnownBaseline = {
  row: 'fault',
  kind: 'fault',
  ranges: [second(0, 300), second(400, 520)],
  every: 1,
  subject: second(440, 480),
  known: [second(100, 140), second(440, 480), second(524, 560)],
}

test('a stretch at the subject finds it; cover and length are over the subject', () => {
  const found = { isFound: true, hasFalse: false }
  assert.deepEqual(judged(baseline, [second(450, 500)]), { ...found, cover: 0.75, length: 1.25 })
  assert.deepEqual(judged(baseline, [second(483, 490)]), { ...found, cover: 0, length: 0.175 })
  const cut = { ...baseline, ranges: [second(0, 300), second(400, 460)] }
  assert.deepEqual(judged(cut, [second(440, 460)]), { ...found, cover: 1, length: 1 })
})

test('a stretch elsewhere is false, but at what else the baseline holds', () => {
  const missed = { isFound: false, cover: null, length: null }
  assert.deepEqual(judged(baseline, [second(484, 490)]), { ...missed, hasFalse: false })
  assert.deepEqual(judged(baseline, [second(90, 95)]), { ...missed, hasFalse: false })
  assert.deepEqual(judged(baseline, [second(200, 220)]), { ...missed, hasFalse: true })
  // What was done lies just beyond the baseline's end.
  assert.deepEqual(judged(baseline, [second(510, 520)]), { ...missed, hasFalse: true })
  assert.equal(judged(baseline, [second(450, 470), second(200, 220)]).hasFalse, true)
})

test('where there is nothing to find, nothing is found', () => {
  const clean = { ...baseline, subject: null, known: [] }
  assert.deepEqual(judged(clean, [second(450, 470)]), {
    isFound: false,
    hasFalse: true,
    cover: null,
    length: null,
  })
  assert.equal(judged(clean, []).hasFalse, false)
})
