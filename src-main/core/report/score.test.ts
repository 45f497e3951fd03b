// Which rows and windows a suspected window is scored by.
import assert from 'node:assert/strict'
import test from 'node:test'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type Sample } from '../etl/sample.ts'
import { sampleAt, temporaryStore } from '../store/fixtures/temporary-store.ts'
import { insertSamples } from '../store/samples.ts'
import { listNodes } from '../store/sources.ts'
import { untrainedModel } from './fixtures/untrained-model.ts'
import { readSuspect } from './score.ts'

/** Windows of 8 rows; so many rows a second apart, each in part the caller's own. */
function suspectOf(
  context: test.TestContext,
  count: number,
  own: (row: number) => Partial<Sample> = () => ({}),
) {
  const { db, source, node } = temporaryStore(context)
  insertSamples(
    db,
    node,
    Array.from({ length: count }, (_, row) => sampleAt(row * 1000, { 0: 1 }, own(row))),
  )
  const [nodeRow] = listNodes(db, source)
  return (kind: 'min-max' | 'deviations', from: number, to: number) =>
    readSuspect(db, nodeRow ?? assert.fail(), untrainedModel(kind), { from: from * 1000, to: to * 1000 })
}

test('where a score speaks of last rows, the first row of the window has one, too', (context) => {
  const suspect = suspectOf(context, 60)
  const { rows, starts, count } = suspect('deviations', 20, 39)
  assert.deepEqual([starts.length, count, rows.times[0]], [20, 20, 13_000])
  const whole = suspect('min-max', 20, 39)
  assert.deepEqual([whole.starts.length, whole.count, whole.rows.times[0]], [13, 20, 20_000])
  assert.equal(suspect('deviations', 3, 9).starts.length, 3, 'fewer rows before than a window')
})

test('rows of another process before the window give it no score', (context) => {
  const suspect = suspectOf(context, 60, (row) => (row === 20 ? { break: 'restart' } : {}))
  const { rows, starts } = suspect('deviations', 20, 39)
  assert.deepEqual(
    [...starts].map((start) => rows.times[start]),
    Array.from({ length: 13 }, (_, index) => (20 + index) * 1000),
  )
})

test('the state is the window’s own, not that of the rows before it', (context) => {
  const suspect = suspectOf(context, 40, (row) => ({
    haState: row < 20 ? 'active' : 'standby',
    break: row === 20 ? 'ha-change' : null,
  }))
  // 4 rows active and 10 standby, after 7 that are active.
  const { rows, starts, count } = suspect('deviations', 16, 29)
  assert.deepEqual([new Set(rows.haStates), starts.length, count], [new Set(['standby']), 3, 10])
})

test('too few rows are told with their number, none of those before the window', (context) => {
  const suspect = suspectOf(context, 40, (row) => (row === 35 ? { break: 'restart' } : {}))
  assert.throws(
    () => suspect('deviations', 35, 39),
    (error) =>
      error instanceof DeclaredError && error.code === 'NO_DATA' && error.message.includes(' has 5.'),
  )
})
