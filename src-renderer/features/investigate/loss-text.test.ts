// The loss curve: from top left to bottom right, open where values are missing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { highestLoss, lossPath, lossText } from './loss-text.ts'

const frame = { width: 100, height: 50 }

test('a curve begins at the top where it is highest and ends at the right', () => {
  assert.equal(lossPath([4, 2, 1], highestLoss([4, 2, 1]), frame), 'M0.0 0.0L50.0 25.0L100.0 37.5')
})

test('missing values leave it open', () => {
  assert.equal(lossPath([4, null, 0], 4, frame), 'M0.0 0.0M100.0 50.0')
  assert.equal(lossPath([], 1, frame), '')
  assert.equal(lossPath([3], 3, frame), 'M0.0 0.0')
})

test('the highest of both curves bounds them; none is 1', () => {
  assert.equal(highestLoss([1, 2], [null, 5]), 5)
  assert.equal(highestLoss([], [null]), 1)
})

test('words for it, with validation or without', () => {
  assert.equal(lossText([4, 1], [null, null]), 'Training loss fell from 4 to 1 over 2 epochs.')
  assert.match(lossText([4, 1], [3, 2]), /validation loss ended at 2\.$/)
})
