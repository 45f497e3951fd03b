// Files of evidence in the store: what counts, what goes, what moves.
import assert from 'node:assert/strict'
import test from 'node:test'
import {
  assignNode,
  attachmentsOf,
  deleteUnplaced,
  eventsBetween,
  insertAttachment,
  insertEvents,
  moveEvents,
  placeAttachment,
  sameAttachment,
} from './attachments.ts'
import { temporaryStore } from './fixtures/temporary-store.ts'

const facts = { head: 'h', size: 1, zone: null, first: null, last: null }
const event = (time: number) => ({ kind: 'gc', time, ms: 10, who: 'ParNew', user: null, path: null })

test('a file counts once it has an owner; what a killed import has left goes', (context) => {
  const { db, source, node } = temporaryStore(context)
  const placed = insertAttachment(db, { kind: 'gc', name: 'gc.log', modifiedAt: 1 })
  const left = insertAttachment(db, { kind: 'gc', name: 'left.log', modifiedAt: 1 })
  insertEvents(db, left, [event(5)])
  placeAttachment(db, placed, { source, node }, facts)
  deleteUnplaced(db)
  assert.deepEqual(
    attachmentsOf(db, { source, node }, 'gc').map(({ name }) => name),
    ['gc.log'],
  )
  assert.deepEqual(db.all('SELECT * FROM log_events'), [])
})

test('files of no particular node are everybody’s, those of another node are not', (context) => {
  const { db, source, node } = temporaryStore(context)
  const place = (name: string, owner: number | null): void => {
    const id = insertAttachment(db, { kind: 'audit', name, modifiedAt: 1 })
    placeAttachment(db, id, { source, node: owner }, facts)
  }
  place('own', node)
  place('any', null)
  assert.deepEqual(
    attachmentsOf(db, { source, node }, 'audit').map(({ name }) => name),
    ['own', 'any'],
  )
  assert.deepEqual(
    attachmentsOf(db, { source, node: node + 1 }, 'audit').map(({ name }) => name),
    ['any'],
  )
  assert.deepEqual(
    attachmentsOf(db, { source, node: null }, 'audit').map(({ name }) => name),
    ['any'],
  )
})

test('nodes may share a configuration; a log is of one of them, whoever was named the second time', (context) => {
  const { db, source, node } = temporaryStore(context)
  for (const kind of ['audit', 'configuration']) {
    placeAttachment(db, insertAttachment(db, { kind, name: 'x', modifiedAt: 1 }), { source, node }, facts)
  }
  const same = (kind: string): boolean =>
    sameAttachment(db, { source, node: null, kind, head: 'h' }) !== undefined
  assert.deepEqual([same('audit'), same('configuration')], [true, false])
})

test('moved events keep their order, also where one takes another’s place', (context) => {
  const { db } = temporaryStore(context)
  const id = insertAttachment(db, { kind: 'gc', name: 'gc.log', modifiedAt: 1 })
  insertEvents(db, id, [event(0), event(10), event(20)])
  moveEvents(db, id, 10)
  assert.deepEqual(
    eventsBetween(db, id, 0, 100).map(({ time }) => time),
    [10, 20, 30],
  )
})

test('a file of no particular node may be given one, another node’s stays its own', (context) => {
  const { db, source, node } = temporaryStore(context)
  const id = insertAttachment(db, { kind: 'audit', name: 'x', modifiedAt: 1 })
  placeAttachment(db, id, { source, node: null }, facts)
  const nodeOf = () => attachmentsOf(db, { source, node }, 'audit')[0]?.node_id
  assert.equal(nodeOf(), null)
  assignNode(db, id, node)
  assignNode(db, id, node + 1)
  assert.equal(nodeOf(), node)
})

test('an event that began long before a stretch and lasts into it is found', (context) => {
  const { db } = temporaryStore(context)
  const id = insertAttachment(db, { kind: 'namenode', name: 'x', modifiedAt: 1 })
  const day = 86_400_000
  insertEvents(db, id, [
    { ...event(0), kind: 'pause', ms: day },
    { ...event(day / 2), kind: 'write-lock', ms: 10 },
  ])
  assert.deepEqual(
    eventsBetween(db, id, day, 2 * day).map(({ kind }) => kind),
    ['pause'],
  )
})
