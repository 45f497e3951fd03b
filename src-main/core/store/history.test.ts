// A node's history for training and analysis: which node, which rows, what a cut leaves.
import assert from 'node:assert/strict'
import test from 'node:test'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { HaState } from '../etl/identity.ts'
import type { Break } from '../etl/sample.ts'
import { sequencesOf } from '../etl/sequences.ts'
import type { WritableDatabase } from './database.ts'
import { sampleAt, temporaryStore } from './fixtures/temporary-store.ts'
import { chooseNode, readHistory, tooFewRows } from './history.ts'
import { insertSamples } from './samples.ts'
import { ensureNode, ensureSource, listNodes } from './sources.ts'

/** Samples ten seconds apart; the metric at 0 counts them. */
function fill(
  db: WritableDatabase,
  node: number,
  rows: readonly (readonly [HaState, Break | null])[],
  first = 0,
): void {
  insertSamples(
    db,
    node,
    rows.map(([haState, broken], index) =>
      sampleAt((first + index) * 10_000, { 0: first + index }, { haState, break: broken }),
    ),
  )
}
const active = (count: number): (readonly ['active', null])[] =>
  Array.from({ length: count }, () => ['active', null] as const)
const range = (from: number, to: number) => ({ from: from * 10_000, to: to * 10_000 })
const firstMetric = (values: Float64Array): number[] =>
  Array.from(values).filter((_, cell) => cell % 28 === 0)

test('the node with the most active rows in the ranges, else with the most rows', (context) => {
  const { db, source, node } = temporaryStore(context)
  const other = ensureNode(db, source, 'nn2:8020')
  fill(db, node, active(5))
  fill(db, other, [...active(2), ...active(6).map(() => ['standby', null] as const)])
  assert.equal(chooseNode(db, source, undefined, [range(0, 9)]).id, node)
  assert.equal(chooseNode(db, source, undefined, [range(0, 1), range(5, 9)]).id, other)
  assert.equal(chooseNode(db, source, undefined, [range(5, 9)]).id, other, 'none is active: the most rows')
  assert.equal(chooseNode(db, source, 'nn2:8020', [range(0, 9)]).id, other)
})

test('an unknown node is NOT_FOUND with those there are; so is a source without nodes', (context) => {
  const { db, source } = temporaryStore(context)
  const wanted = (text: RegExp) => (error: unknown) =>
    error instanceof DeclaredError && error.code === 'NOT_FOUND' && text.test(error.message)
  assert.throws(() => chooseNode(db, source, 'nn9:1', []), wanted(/no node "nn9:1": it has nn1:8020/))
  assert.throws(() => chooseNode(db, ensureSource(db, 'bare', 'bare'), undefined, []), wanted(/no nodes/))
})

test('one range is read as it is stored', (context) => {
  const { db, node } = temporaryStore(context)
  fill(db, node, active(9))
  const rows = readHistory(db, node, [range(2, 5)])
  assert.deepEqual([...rows.times], [20_000, 30_000, 40_000, 50_000])
  assert.deepEqual(rows.breaks, [null, null, null, null])
  assert.deepEqual(readHistory(db, node, []).times.length, 0)
})

test('several ranges in the order of time, each a sequence of its own', (context) => {
  const { db, node } = temporaryStore(context)
  fill(db, node, [...active(6), ['active', 'restart'], ...active(3)])
  const rows = readHistory(db, node, [range(6, 8), range(1, 3), range(5, 5)])
  assert.deepEqual(firstMetric(rows.values), [1, 2, 3, 5, 6, 7, 8])
  assert.deepEqual(rows.breaks, ['start', null, null, 'start', 'restart', null, null])
  assert.deepEqual([...rows.intervals], [10, 10, 10, 10, 10, 10, 10])
  assert.equal(rows.status.length, rows.values.length)
})

test('ranges that overlap give each row once', (context) => {
  const { db, node } = temporaryStore(context)
  fill(db, node, active(12))
  const rows = readHistory(db, node, [range(4, 6), range(0, 5), range(1, 2), range(9, 10), range(10, 11)])
  assert.deepEqual(firstMetric(rows.values), [0, 1, 2, 3, 4, 5, 6, 9, 10, 11])
  assert.deepEqual(sequencesOf(rows).length, 2)
})

test('only rows of the state that most are in', (context) => {
  const { db, node } = temporaryStore(context)
  fill(db, node, [
    ...active(3),
    ['standby', 'ha-change'],
    ['standby', null],
    ['active', 'ha-change'],
    ...active(2),
  ])
  const rows = readHistory(db, node, [range(0, 9)])
  assert.deepEqual(firstMetric(rows.values), [0, 1, 2, 5, 6, 7])
  assert.deepEqual(rows.breaks, [null, null, null, 'ha-change', null, null])
  assert.deepEqual(new Set(rows.haStates), new Set(['active']))
  const several = readHistory(db, node, [range(0, 3), range(4, 9)])
  assert.deepEqual(firstMetric(several.values), [0, 1, 2, 5, 6, 7])
})

test('a break at a row of another state still parts the rows around it', (context) => {
  const { db, node } = temporaryStore(context)
  fill(db, node, [...active(3), ['unknown', 'restart'], ...active(3)])
  const rows = readHistory(db, node, [range(0, 9)])
  assert.deepEqual(firstMetric(rows.values), [0, 1, 2, 4, 5, 6])
  assert.deepEqual(rows.breaks, [null, null, null, 'restart', null, null])
})

test('too few rows: what there is and what to do', (context) => {
  const { db, source, node } = temporaryStore(context)
  const [bare] = listNodes(db, source)
  assert.ok(bare !== undefined)
  const none = tooFewRows('training', 0, 30, [range(0, 9)], bare)
  assert.equal(none.code, 'NO_DATA')
  assert.match(
    none.message,
    /^No processed data available for training: 30 unbroken rows .* nn1:8020 has no data at all/,
  )
  fill(db, node, active(3))
  const held = { ...bare, first: 0, last: 20_000 }
  const few = tooFewRows('analysis', 3, 30, [range(0, 9)], held)
  assert.match(few.message, /^Too little processed data for analysis: .* has 3\. nn1:8020 has data from /)
  assert.deepEqual(few.data, { rows: 3, rowsNeeded: 30 })
})
