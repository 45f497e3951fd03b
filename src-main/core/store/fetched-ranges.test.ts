// Ranges that were fetched: what counts for whom, growing, going with their node.
import assert from 'node:assert/strict'
import test from 'node:test'
import { fetchedRanges, noteFetched } from './fetched-ranges.ts'
import { temporaryStore } from './fixtures/temporary-store.ts'
import { findNode } from './sources.ts'

const every = { step: 0, mapping: 'a' }

test('a range grows by those that follow it or overlap it', (context) => {
  const { db, node } = temporaryStore(context)
  noteFetched(db, node, every, { from: 100, to: 199 })
  noteFetched(db, node, every, { from: 300, to: 399 })
  assert.equal(fetchedRanges(db, node, every).length, 2)
  noteFetched(db, node, every, { from: 200, to: 250 })
  assert.deepEqual(fetchedRanges(db, node, every), [
    { from: 100, to: 250 },
    { from: 300, to: 399 },
  ])
  noteFetched(db, node, every, { from: 240, to: 299 })
  noteFetched(db, node, every, { from: 310, to: 320 })
  assert.deepEqual(fetchedRanges(db, node, every), [{ from: 100, to: 399 }])
})

test('each scrape counts for whoever wants fewer, never the other way; other queries count for nobody', (context) => {
  const { db, node } = temporaryStore(context)
  noteFetched(db, node, every, { from: 0, to: 9 })
  noteFetched(db, node, { ...every, step: 60_000 }, { from: 10, to: 19 })
  assert.deepEqual(fetchedRanges(db, node, every), [{ from: 0, to: 9 }])
  assert.equal(fetchedRanges(db, node, { ...every, step: 60_000 }).length, 2)
  assert.deepEqual(fetchedRanges(db, node, { ...every, mapping: 'b' }), [])
})

test('what is fetched by new queries is no longer that of the old ones', (context) => {
  const { db, node } = temporaryStore(context)
  const other = { step: 0, mapping: 'b' }
  noteFetched(db, node, other, { from: 0, to: 99 })
  noteFetched(db, node, every, { from: 40, to: 59 })
  assert.deepEqual(fetchedRanges(db, node, other), [
    { from: 0, to: 39 },
    { from: 60, to: 99 },
  ])
  assert.deepEqual(fetchedRanges(db, node, every), [{ from: 40, to: 59 }])
})

test('they go with their node', (context) => {
  const { db, source, node } = temporaryStore(context)
  noteFetched(db, node, every, { from: 0, to: 9 })
  assert.deepEqual(findNode(db, 'CID-1/BP-1', 'nn1:8020'), { source, node })
  db.run('DELETE FROM sources WHERE id = ?', source)
  assert.equal(findNode(db, 'CID-1/BP-1', 'nn1:8020'), undefined)
  assert.deepEqual(fetchedRanges(db, node, every), [])
})
