// Rows without their values: the same rows that readHistory reads.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { HaState } from '../etl/identity.ts'
import type { Break } from '../etl/sample.ts'
import { sampleAt, temporaryStore } from './fixtures/temporary-store.ts'
import { readHistory } from './history.ts'
import { insertSamples } from './samples.ts'
import { ensureNode } from './sources.ts'
import { extentBetween, inUsualState, readTimeline } from './timeline.ts'

test('times, breaks and states of a range, of one node', (context) => {
  const { db, source, node } = temporaryStore(context)
  insertSamples(db, ensureNode(db, source, 'nn2:8020'), [sampleAt(20)])
  insertSamples(db, node, [
    sampleAt(30, {}, { break: 'restart', haState: 'standby' }),
    sampleAt(10, {}, { break: 'start' }),
    sampleAt(20),
    sampleAt(40),
  ])
  assert.deepEqual(readTimeline(db, node, 10, 30), {
    times: Float64Array.of(10, 20, 30),
    breaks: ['start', null, 'restart'],
    haStates: ['active', 'active', 'standby'],
  })
  assert.deepEqual(extentBetween(db, node, 10, 30), { rows: 3, last: 30 })
  assert.deepEqual(extentBetween(db, node, 41, 99), { rows: 0, last: null })
})

test('the rows of the usual state are those that training and analysis read', (context) => {
  const { db, source } = temporaryStore(context)
  const row = fc.tuple(
    fc.constantFrom<HaState>('active', 'standby', 'unknown'),
    fc.constantFrom<Break | null>(null, null, null, 'restart', 'ha-change'),
  )
  let runs = 0
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      runs += 1
      const node = ensureNode(db, source, `node ${runs}`)
      insertSamples(
        db,
        node,
        rows.map(([haState, broken], index) => sampleAt(index * 1000, {}, { haState, break: broken })),
      )
      const range = { from: 0, to: 99_000 }
      const { times, breaks, haStates } = readHistory(db, node, [range])
      assert.deepEqual(inUsualState(readTimeline(db, node, range.from, range.to)), {
        times,
        breaks,
        haStates,
      })
    }),
    { numRuns: 60 },
  )
})
