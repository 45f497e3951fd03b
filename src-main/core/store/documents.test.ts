// Raw documents in compressed groups: what goes in comes out, byte for byte.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import {
  compressGroup,
  documentsBetween,
  hasDocument,
  insertGroup,
  lastDocumentTime,
  timeBack,
} from './documents.ts'
import { temporaryStore } from './fixtures/temporary-store.ts'
import { ensureNode } from './sources.ts'

test('documents of any bytes in any groups come back whole, in the order of time', (context) => {
  const { db, source } = temporaryStore(context)
  const texts = fc.uniqueArray(
    fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.uint8Array({ maxLength: 300 }), fc.boolean()),
    {
      selector: ([time]) => time,
      maxLength: 20,
    },
  )
  let runs = 0
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 7 }), (list, size) => {
      runs += 1
      const node = ensureNode(db, source, `node ${runs}`)
      for (let first = 0; first < list.length; first += size) {
        const group = list
          .slice(first, first + size)
          .map(([time, bytes, wrapped]) => ({ time, wrapped, text: Buffer.from(bytes) }))
        const data = compressGroup(Buffer.concat(group.map(({ text }) => text)))
        insertGroup(
          db,
          node,
          data,
          group,
          group.map(({ text }) => text.length),
        )
      }
      const sorted = list.toSorted(([left], [right]) => left - right)
      const found = [...documentsBetween(db, node, 0, 1000)]
      assert.deepEqual(
        found.map(({ time, text, wrapped }) => [time, [...text], wrapped]),
        sorted.map(([time, bytes, wrapped]) => [time, [...bytes], wrapped]),
      )
    }),
    { numRuns: 60 },
  )
})

test('ranges include both ends; a node’s documents are its own', (context) => {
  const { db, source, node } = temporaryStore(context)
  const other = ensureNode(db, source, 'other')
  const data = compressGroup(Buffer.from('abc'))
  for (const id of [node, other])
    insertGroup(
      db,
      id,
      data,
      [10, 20, 30].map((time) => ({ time, wrapped: false })),
      [1, 1, 1],
    )
  const times = (from: number, to: number): number[] =>
    [...documentsBetween(db, node, from, to)].map(({ time }) => time)
  assert.deepEqual(times(10, 20), [10, 20])
  assert.deepEqual(times(11, 29), [20])
  assert.deepEqual(times(31, 99), [])
  assert.equal([...documentsBetween(db, node, 20, 20)][0]?.text.toString(), 'b')
})

test('looking for documents by time', (context) => {
  const { db, source, node } = temporaryStore(context)
  const empty = ensureNode(db, source, 'empty')
  const data = compressGroup(Buffer.from('abc'))
  insertGroup(
    db,
    node,
    data,
    [30, 10, 20].map((time) => ({ time, wrapped: false })),
    [1, 1, 1],
  )
  assert.deepEqual(
    [10, 15, 30].map((time) => hasDocument(db, node, time)),
    [true, false, true],
  )
  assert.equal(hasDocument(db, empty, 10), false)
  assert.deepEqual([lastDocumentTime(db, node), lastDocumentTime(db, empty)], [30, undefined])
  assert.deepEqual(
    [1, 2, 9].map((count) => timeBack(db, node, 30, count)),
    [20, 10, 10],
  )
  assert.equal(timeBack(db, node, 31, 1), 30)
  assert.equal(timeBack(db, node, 10, 5), 10, 'nothing before it')
})

test('two documents of one time are refused: the caller has to know', (context) => {
  const { db, node } = temporaryStore(context)
  const data = compressGroup(Buffer.from('a'))
  insertGroup(db, node, data, [{ time: 1, wrapped: false }], [1])
  assert.throws(() => insertGroup(db, node, data, [{ time: 1, wrapped: false }], [1]), /UNIQUE/)
})
