// Documents that watches collected one by one: packed into groups, byte for byte the same, also under a reader's hands.
import assert from 'node:assert/strict'
import test from 'node:test'
import { compressGroup, documentsBetween, insertGroup } from './documents.ts'
import { temporaryStore } from './fixtures/temporary-store.ts'
import { groupsAfter, latestGroup, latestSingles, packSingles, replaceSingles } from './single-documents.ts'

const always = Number.MAX_SAFE_INTEGER
const textOf = (time: number): Buffer => Buffer.from(`document of ${String(time)}`.repeat(time))

function store(context: test.TestContext) {
  const { db, node } = temporaryStore(context)
  const add = (times: readonly number[], live = true): number => {
    const texts = times.map(textOf)
    const documents = times.map((time) => ({ time, wrapped: false }))
    const lengths = texts.map(({ length }) => length)
    return insertGroup(db, node, compressGroup(Buffer.concat(texts)), documents, lengths, live)
  }
  const texts = () =>
    Array.from(documentsBetween(db, node, 0, always), ({ time, text }) => [time, text.toString()])
  return { db, node, add, texts }
}

test('the latest single ones are found: before a larger group, or an imported one, they end', (context) => {
  const { db, node, add } = store(context)
  add([1])
  add([2, 3])
  add([4])
  const imported = add([5], false)
  const groups = [6, 7].map((time) => add([time]))
  assert.deepEqual(
    latestSingles(db, node).map(({ time, group, length }) => [time, group, length]),
    [6, 7].map((time, index) => [time, groups[index], textOf(time).length]),
  )
  assert.equal(latestGroup(db), groups[1])
  assert.deepEqual(
    groupsAfter(db, imported).map(({ id, nodeId }) => [id, nodeId]),
    groups.map((group) => [group, node]),
  )
})

test('packed documents are the same bytes; single groups are gone, one is there', (context) => {
  const { db, node, add, texts } = store(context)
  for (const time of [1, 2, 3, 4]) add([time])
  const before = texts()
  const singles = latestSingles(db, node)
  const packed = packSingles(db, singles.slice(0, 3))
  const group = db.transaction(() => replaceSingles(db, node, packed))
  assert.deepEqual(texts(), before)
  assert.deepEqual(
    db.all('SELECT id, live FROM document_groups ORDER BY id').map(({ id, live }) => [id, live]),
    [
      [singles[3]?.group, 1],
      [group, 1],
    ],
  )
})

test('a reader goes on although what it reads is packed, or removed, meanwhile', (context) => {
  const { db, node, add, texts } = store(context)
  for (const time of [1, 2, 3, 4]) add([time])
  const before = texts()
  const singles = latestSingles(db, node)
  const read: string[] = []
  for (const { text } of documentsBetween(db, node, 0, always)) {
    read.push(text.toString())
    if (read.length > 1) continue
    db.transaction(() => replaceSingles(db, node, packSingles(db, singles.slice(0, 3))))
    db.run('DELETE FROM document_groups WHERE id = ?', singles[3]?.group ?? 0)
  }
  assert.deepEqual(
    read,
    before.slice(0, 3).map(([, text]) => text),
  )
})

test('one that was removed before it could be packed is left out', (context) => {
  const { db, node, add } = store(context)
  for (const time of [1, 2, 3]) add([time])
  const singles = latestSingles(db, node)
  db.run('DELETE FROM document_groups WHERE id = ?', singles[1]?.group ?? 0)
  const packed = packSingles(db, singles)
  assert.deepEqual(
    packed.documents.map(({ time }) => time),
    [1, 3],
  )
})
