// Sources and nodes as rows.
import assert from 'node:assert/strict'
import test from 'node:test'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { insertGroup } from './documents.ts'
import { temporaryStore, sampleAt } from './fixtures/temporary-store.ts'
import { insertSamples } from './samples.ts'
import {
  clearDerivedFrom,
  countHeld,
  derivedFrom,
  ensureNode,
  ensureSource,
  getSource,
  listNodes,
  listSources,
  markDerivedFrom,
  nodesToDerive,
  updateNode,
} from './sources.ts'
import { insertAnomalies } from './anomalies.ts'
import { insertReport } from './reports.ts'
import { rebuildBuckets } from './buckets.ts'
import { insertModel } from './models.ts'

test('a source and a node are made once; a known source keeps its name', (context) => {
  const { db, source, node } = temporaryStore(context)
  assert.equal(ensureSource(db, 'CID-1/BP-1', 'another name'), source)
  assert.equal(ensureNode(db, source, 'nn1:8020'), node)
  const second = ensureSource(db, 'CID-2/BP-2', 'nn1')
  assert.notEqual(second, source)
  assert.notEqual(ensureNode(db, second, 'nn1:8020'), node)
  assert.equal(getSource(db, source).name, 'nn1')
})

test('a node’s first and last document, and how much is kept of it', (context) => {
  const { db, source, node } = temporaryStore(context)
  const standby = ensureNode(db, source, 'nn0:8020')
  insertGroup(
    db,
    node,
    Buffer.from('g'),
    [30, 10].map((time) => ({ time, wrapped: false })),
    [1, 1],
  )
  insertSamples(db, node, [sampleAt(10)])
  const nodes = listNodes(db, source).map(({ name, first, last }) => [name, first, last])
  assert.deepEqual(nodes, [
    ['nn0:8020', null, null],
    ['nn1:8020', 10, 30],
  ])
  assert.deepEqual(countHeld(db, node), { documents: 2, samples: 1 })
  assert.deepEqual(countHeld(db, standby), { documents: 0, samples: 0 })
})

test('the source with the latest document comes first, one without any last', (context) => {
  const { db, source, node } = temporaryStore(context)
  const [second, third] = [ensureSource(db, 'CID-2/BP-2', 'nn2'), ensureSource(db, 'CID-3/BP-3', 'nn3')]
  insertGroup(db, node, Buffer.from('g'), [{ time: 5, wrapped: false }], [1])
  insertGroup(db, ensureNode(db, third, 'nn3:1'), Buffer.from('g'), [{ time: 9, wrapped: false }], [1])
  assert.deepEqual(
    listSources(db).map(({ id }) => id),
    [third, source, second],
  )
  insertGroup(db, ensureNode(db, source, 'nn0:1'), Buffer.from('g'), [{ time: 10, wrapped: false }], [1])
  assert.equal(listSources(db)[0]?.id, source, 'by the latest of its nodes')
  assert.throws(
    () => getSource(db, 99),
    (error) => error instanceof DeclaredError && error.code === 'NOT_FOUND',
  )
})

test('what the latest document said of a node; an unknown version or zone forgets none', (context) => {
  const { db, source, node } = temporaryStore(context)
  const seen = (): (string | null)[][] =>
    listNodes(db, source).map((one) => [one.version, one.ha_state, one.zone])
  assert.deepEqual(seen(), [[null, 'unknown', null]])
  updateNode(db, node, { version: '3.4.3', haState: 'active', zone: 'Asia/Tokyo' })
  updateNode(db, node, { version: undefined, haState: 'standby', zone: undefined })
  assert.deepEqual(seen(), [['3.4.3', 'standby', 'Asia/Tokyo']])
  updateNode(db, node, { version: undefined, haState: 'standby', zone: 'Etc/UTC' })
  assert.deepEqual(seen(), [['3.4.3', 'standby', 'Etc/UTC']])
})

test('the mark from where to derive anew: the earliest counts, until it is cleared', (context) => {
  const { db, node } = temporaryStore(context)
  assert.equal(derivedFrom(db, node), undefined)
  assert.deepEqual(nodesToDerive(db), [])
  for (const time of [70, 90, 50, 60]) markDerivedFrom(db, node, time)
  assert.equal(derivedFrom(db, node), 50)
  assert.deepEqual(nodesToDerive(db), [node])
  clearDerivedFrom(db, node)
  assert.equal(derivedFrom(db, node), undefined)
  markDerivedFrom(db, node, 0)
  assert.deepEqual([derivedFrom(db, node), nodesToDerive(db)], [0, [node]])
})

test('a deleted source takes everything of its own along, and nothing else', (context) => {
  const { db, source, node } = temporaryStore(context)
  const other = ensureNode(db, ensureSource(db, 'other', 'other'), 'other:1')
  for (const [owner, id] of [
    [source, node],
    [other, other],
  ] as const) {
    const sourceId = owner === source ? source : ensureSource(db, 'other', '')
    insertGroup(db, id, Buffer.from('g'), [{ time: 1, wrapped: false }], [1])
    insertSamples(db, id, [sampleAt(1)])
    rebuildBuckets(db, id, 1, 1)
    const head = { sourceId, createdAt: 1, title: 't', from: 0, to: 1, incidents: 0, leading: null }
    const reportId = insertReport(db, head, 'model-1', '{}')
    insertAnomalies(db, { sourceId, nodeId: id, reportId, threshold: 1 }, [
      { time: 1, score: 2, topMetric: 'm' },
    ])
    const unused = { chosenAt: null, refused: null, haState: null, isDraft: false }
    insertModel(db, { id: `model-${sourceId}`, sourceId, createdAt: 1, facts: '{}', ...unused })
  }
  db.run('DELETE FROM sources WHERE id = ?', source)
  const left = (table: string): number => Number(db.get(`SELECT count(*) AS n FROM ${table}`)?.['n'])
  for (const table of [
    'sources',
    'nodes',
    'document_groups',
    'documents',
    'samples',
    'signals',
    'models',
    'reports',
    'anomalies',
  ])
    assert.equal(left(table), 1, table)
  assert.equal(left('sample_buckets'), 3)
})
