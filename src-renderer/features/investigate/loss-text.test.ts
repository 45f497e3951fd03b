// The loss curve: from top left to bottom right in the frame of all epochs, open where values are missing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { highestLoss, lossPath, lossText, lossesOf } from './loss-text.ts'

const frame = { width: 100, height: 50 }
const all = (epochs: number) => ({ epochs, epoch: Array.from({ length: epochs }, (_, index) => index + 1) })

test('a curve begins at the top where it is highest and ends at the right', () => {
  assert.equal(lossPath([4, 2, 1], all(3), highestLoss([4, 2, 1]), frame), 'M0.0 0.0L50.0 25.0L100.0 37.5')
})

test('a training under way ends where it is; values that were passed over leave no hole', () => {
  const part = { epochs: 5, epoch: [1, 3] }
  assert.equal(lossPath([4, 1], part, 4, frame), 'M0.0 0.0L50.0 37.5')
})

test('missing values leave it open', () => {
  assert.equal(lossPath([4, null, 0], all(3), 4, frame), 'M0.0 0.0M100.0 50.0')
  assert.equal(lossPath([], all(0), 1, frame), '')
  assert.equal(lossPath([3], all(1), 3, frame), 'M0.0 0.0')
})

test('the highest of both curves bounds them; none is 1', () => {
  assert.equal(highestLoss([1, 2], [null, 5]), 5)
  assert.equal(highestLoss([], [null]), 1)
})

test('words for it, with validation or without, finished or not', () => {
  const losses = lossesOf({ loss: [4, 1], validationLoss: [null, null] })
  assert.equal(lossText(losses), 'Training loss fell from 4 to 1 over 2 epochs.')
  assert.match(lossText({ ...losses, validationLoss: [3, 2] }), /validation loss ended at 2\.$/)
  assert.equal(lossText({ ...losses, epochs: 50 }), 'Training loss fell from 4 to 1 over 2 of 50 epochs.')
  assert.equal(lossText({ epochs: 50, epoch: [], loss: [], validationLoss: [] }), 'No training loss yet.')
})
