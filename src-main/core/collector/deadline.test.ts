// How long polls may take.
import assert from 'node:assert/strict'
import test from 'node:test'
import { pollLimit } from './deadline.ts'

test('a NameNode that answers later than it is asked is heard, from a second to half a minute', () => {
  assert.deepEqual([10, 1000, 5000, 10_000, 3_600_000].map(pollLimit), [1000, 3000, 15_000, 30_000, 30_000])
})
