// Fleet runs kept: their plans, states, NameNodes, and a node forgotten with all that is kept of it.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { FleetRow } from '../../../src-shared/contract/fleets.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { temporaryStore, sampleAt } from './fixtures/temporary-store.ts'
import {
  type FleetPlan,
  countFleetRows,
  deleteFleet,
  getFleet,
  getFleetRow,
  hasUnendedFleets,
  insertFleet,
  interruptFleets,
  listFleetRows,
  listFleets,
  markFleet,
  putFleetRow,
} from './fleets.ts'
import { compressGroup, insertGroup } from './documents.ts'
import { noteFetched } from './fetched-ranges.ts'
import { forgetNode, isOnlyFetched, lastNodeId, nodeNamed } from './forget-node.ts'
import { insertReport } from './reports.ts'
import { insertSamples } from './samples.ts'
import { ensureNode, listNodes, listSources } from './sources.ts'

const plan: FleetPlan = {
  engineId: 3,
  engine: 'prod',
  instances: ['nn1:9404'],
  window: { from: 10, to: 20 },
  baseline: { kind: 'hours-before', hours: 1 },
  ranges: [{ from: 1, to: 9 }],
  keepData: true,
  lastNode: 0,
}

const rowOf = (instance: string, own: Partial<FleetRow> = {}): FleetRow => ({
  ...{ instance, cluster: null, step: 'waiting', error: null, sourceId: null, node: null, finding: null },
  ...{ warnings: ['cut'], documents: 0, requests: 0, tookMs: null, reportId: null },
  ...own,
})

const finding = {
  ...{ severity: 50, incidents: 2, worst: null, peak: 8, threshold: 4, windows: 9, flagged: 3 },
  ...{ rows: 38, baselineRows: 300, haState: 'active' },
}

test('runs come back as they were put in, newest first, with counts of their NameNodes', (context) => {
  const { db } = temporaryStore(context)
  const [first, second] = [insertFleet(db, plan, 100), insertFleet(db, plan, 200)]
  assert.deepEqual(
    listFleets(db, 10).map(({ id, createdAt, state }) => [id, createdAt, state]),
    [
      [second, 200, 'waiting'],
      [first, 100, 'waiting'],
    ],
  )
  assert.deepEqual(getFleet(db, first).plan, plan)
  putFleetRow(db, first, rowOf('b', { step: 'done', finding }))
  putFleetRow(db, first, rowOf('a'))
  putFleetRow(db, first, rowOf('a', { step: 'failed' }))
  assert.deepEqual(
    listFleetRows(db, first).map(({ instance, step }) => [instance, step]),
    [
      ['a', 'failed'],
      ['b', 'done'],
    ],
  )
  assert.deepEqual(countFleetRows(db, first), { nodes: 2, done: 1, failed: 1, withIncidents: 1 })
  assert.deepEqual(countFleetRows(db, second), { nodes: 0, done: 0, failed: 0, withIncidents: 0 })
  const isUnknown = (error: unknown): boolean => error instanceof DeclaredError && error.code === 'NOT_FOUND'
  assert.throws(() => getFleetRow(db, first, 'c'), isUnknown)
  deleteFleet(db, first)
  assert.deepEqual(listFleetRows(db, first), [])
  assert.throws(() => deleteFleet(db, first), isUnknown)
})

test('what nobody works at any more is interrupted; what has ended stays', (context) => {
  const { db } = temporaryStore(context)
  const ids = [insertFleet(db, plan, 1), insertFleet(db, plan, 2), insertFleet(db, plan, 3)] as const
  markFleet(db, ids[0], { state: 'failed', error: 'no engine', finishedAt: 5 })
  markFleet(db, ids[1], { state: 'running', error: null, finishedAt: null })
  assert.equal(hasUnendedFleets(db), true)
  interruptFleets(db)
  assert.equal(hasUnendedFleets(db), false)
  assert.deepEqual(
    ids.map((id) => getFleet(db, id).state),
    ['failed', 'interrupted', 'interrupted'],
  )
  assert.deepEqual([getFleet(db, ids[0]).error, getFleet(db, ids[0]).finishedAt], ['no engine', 5])
})

test('what a run may drop again: nodes that came after it, with nothing but what was fetched', (context) => {
  const { db, source, node } = temporaryStore(context)
  assert.equal(lastNodeId(db), node)
  const later = ensureNode(db, source, 'nn2:8020')
  insertGroup(db, later, compressGroup(Buffer.from('{}')), [{ time: 500, wrapped: false }], [2])
  assert.equal(isOnlyFetched(db, later), false)
  noteFetched(db, later, { step: 0, mapping: 'm' }, { from: 0, to: 499 })
  assert.equal(isOnlyFetched(db, later), false)
  noteFetched(db, later, { step: 0, mapping: 'm' }, { from: 500, to: 900 })
  assert.equal(isOnlyFetched(db, later), true)
})

test('a node is forgotten with its samples, its source with the last one unless a report is of it', (context) => {
  const { db, source, node } = temporaryStore(context)
  const other = ensureNode(db, source, 'nn2:8020')
  insertSamples(
    db,
    node,
    Array.from({ length: 2500 }, (_, index) => sampleAt(index * 1000)),
  )
  const parts = [...forgetNode(db, node)].length
  assert.ok(parts >= 3, 'others may write in between')
  assert.equal(nodeNamed(db, source, 'nn1:8020'), undefined)
  assert.deepEqual(
    listNodes(db, source).map(({ id }) => id),
    [other],
  )
  const head = { createdAt: 1, title: 't', from: 1, to: 2, incidents: 0, leading: null, sourceId: source }
  insertReport(db, head, 'm', '{}')
  assert.equal([...forgetNode(db, other)].length, 0)
  assert.deepEqual([listSources(db).length, listNodes(db, source).length], [1, 0])
})
