// Ranges of the training options and the split that keeps windows for validation.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkTrainingOptions, trainingDefaults, trainingWindowCount } from './training-options.ts'

test('the defaults are allowed, values out of range are named', () => {
  checkTrainingOptions(trainingDefaults)
  const wrong = { epochs: 0, batchSize: 1.5, validationSplit: 1, learningRate: 0, seed: -1 }
  for (const [name, value] of Object.entries(wrong)) {
    assert.throws(() => checkTrainingOptions({ ...trainingDefaults, [name]: value }), {
      code: 'BAD_INPUT',
      message: new RegExp(`training option ${name} must be .*, got ${value}\\.`),
    })
  }
})

test("the split is Keras's: floor(n * (1 - split)) windows are trained on", () => {
  assert.equal(trainingWindowCount(331, 0.2), 264)
  assert.equal(trainingWindowCount(2, 0.2), 1)
  assert.equal(trainingWindowCount(5, 0), 5)
})

test('too few windows are refused as NO_DATA, never split into nothing', () => {
  for (const [count, split] of [
    [0, 0],
    [0, 0.2],
    [1, 0.2],
    [3, 0.9],
  ] as const) {
    assert.throws(() => trainingWindowCount(count, split), { code: 'NO_DATA' })
  }
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      (count, split) => {
        if (count === 1 && split > 0) return
        const training = trainingWindowCount(count, split)
        assert.ok(training >= 1 && training <= count)
      },
    ),
  )
})
