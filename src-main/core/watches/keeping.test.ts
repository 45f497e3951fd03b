// What the keeping thread stores on a real database: the same as an import of the same documents, whatever happens meanwhile.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type StoreContents, storeContents } from '../../../e2e/store-contents.ts'
import { deriveAgain } from '../importer/derive-again.ts'
import { openDatabase } from '../store/database.ts'
import { lockAlone } from '../store/folder-lock.ts'
import { nodesToDerive } from '../store/sources.ts'
import { watchedSources } from '../store/watches.ts'
import {
  answer,
  imported,
  importInto,
  liveStore,
  servedDocuments,
  storedOf,
} from '../../../e2e/live-store.ts'
import { type Kept, Keeping } from './keeping.ts'

const day = await servedDocuments('day-a', 130)
const repeating = await servedDocuments('light-3.3-g1')

/** Hashes side by side are of no use to people: how many rows differ is. */
function assertSame(actual: StoreContents, expected: StoreContents): void {
  for (const part of ['documents', 'nodes', 'samples', 'signals', 'buckets'] as const) {
    const missing = expected[part].filter((row) => !actual[part].includes(row))
    const surplus = actual[part].filter((row) => !expected[part].includes(row))
    assert.deepEqual([missing.slice(0, 3), surplus.slice(0, 3)], [[], []], part)
    assert.equal(actual[part].length, expected[part].length, part)
  }
  assert.equal(actual.orphanGroups, 0)
}

test('kept and processed now and then, documents come to what an import makes of them, bit for bit', async (context) => {
  const { folder, db, watch } = liveStore(context)
  const keeping = new Keeping(db, folder)
  const kept = []
  for (const [index, document] of day.entries()) {
    kept.push(keeping.keep(answer(watch, document)))
    if (index % 7 === 6) assert.equal(await keeping.process(), true)
  }
  await keeping.process()
  const stored = storedOf(day, kept)
  assert.ok(stored.length > 120, `${stored.length} stored`)
  assertSame(storeContents(folder), imported(context, stored))
  assert.deepEqual(watchedSources(db), [1])
  assert.deepEqual(db.all('SELECT * FROM baseline_rules'), [
    { source_id: 1, rule: '{"kind":"rolling","days":7,"hours":null}' },
  ])
  const sizes = db.all('SELECT count(*) AS size FROM documents GROUP BY group_id').map(({ size }) => size)
  const packed = Math.floor(stored.length / 30)
  assert.equal(sizes.filter((size) => size === 30).length, packed)
  assert.equal(sizes.filter((size) => size === 1).length, stored.length - 30 * packed)
})

test('however much came since the last processing, all whole groups are packed', async (context) => {
  const { folder, db, watch } = liveStore(context)
  const keeping = new Keeping(db, folder)
  const stored = storedOf(
    day,
    day.map((document) => keeping.keep(answer(watch, document))),
  )
  await keeping.process()
  const sizes = db.all('SELECT count(*) AS size FROM documents GROUP BY group_id').map(({ size }) => size)
  assert.equal(sizes.filter((size) => size === 30).length, Math.floor(stored.length / 30))
  assertSame(storeContents(folder), imported(context, stored))
})

test('copies out of the cache are told apart and not stored', async (context) => {
  const { folder, db, watch } = liveStore(context)
  const keeping = new Keeping(db, folder)
  const kept = repeating.map((document) => keeping.keep(answer(watch, document)))
  await keeping.process()
  const repeats = kept.filter(({ fate }) => fate === 'repeat').length
  const stored = storedOf(repeating, kept)
  assert.equal(stored.length + repeats, repeating.length)
  assert.ok(repeats > 0, 'there are copies')
  assertSame(storeContents(folder), imported(context, stored))
})

test('a thread that dies between polls loses nothing: the next one derives what is missing', async (context) => {
  const { folder, db, watch } = liveStore(context)
  const kept: Kept[] = []
  const keep = (keeping: Keeping, from: number, to: number): void => {
    for (const document of day.slice(from, to)) kept.push(keeping.keep(answer(watch, document)))
  }
  const first = new Keeping(db, folder)
  keep(first, 0, 40)
  await first.process()
  keep(first, 40, 50)
  assert.deepEqual(nodesToDerive(db), [1])
  const second = new Keeping(db, folder)
  keep(second, 50, 55)
  await second.process()
  assert.deepEqual(nodesToDerive(db), [])
  const third = new Keeping(db, folder)
  keep(third, 55, 70)
  // The process ends, too: the next start derives.
  for (const node of nodesToDerive(db)) deriveAgain(db, node)
  assertSame(storeContents(folder), imported(context, storedOf(day, kept)))
})

test('what a dead thread left is derived although its NameNode is silent now', async (context) => {
  const { folder, db, watch } = liveStore(context)
  const first = new Keeping(db, folder)
  for (const document of day.slice(0, 10)) first.keep(answer(watch, document))
  await new Keeping(db, folder).process()
  assertSame(storeContents(folder), imported(context, day.slice(0, 10)))
})

for (const [what, others] of [
  ['older', day.slice(0, 30)],
  ['interleaved', day.slice(31, 60).map(({ time, body }) => ({ time: time + 500, body }))],
  ['later', day.slice(60, 90).map(({ time, body }) => ({ time: time + 3_600_000, body }))],
] as const) {
  test(`an import of ${what} documents meanwhile: both come to what one import of all does`, async (context) => {
    const { folder, db, watch } = liveStore(context)
    const keeping = new Keeping(db, folder)
    const other = openDatabase(folder)
    context.after(() => other.close())
    const own = day.slice(30, 90)
    const kept: Kept[] = []
    for (const [index, document] of own.entries()) {
      if (index === 15) importInto(other, others)
      kept.push(keeping.keep(answer(watch, document)))
      if (index % 10 === 9) await keeping.process()
    }
    await keeping.process()
    const stored = storedOf(own, kept)
    assert.ok(stored.length > 25)
    assertSame(storeContents(folder), imported(context, [...stored, ...others]))
  })
}

test('while an import runs nothing is processed; afterwards all is', async (context) => {
  const { folder, db, watch } = liveStore(context)
  const keeping = new Keeping(db, folder)
  const lock = lockAlone(folder, 'import')
  const kept = day.map((document) => keeping.keep(answer(watch, document)))
  assert.equal(await keeping.process(), false)
  assert.equal(storeContents(folder).samples.length, 0)
  lock?.release()
  assert.equal(await keeping.process(), true)
  assertSame(storeContents(folder), imported(context, storedOf(day, kept)))
})

test('a clock set back a little: documents wait; set back far: they are stored, and derived in their order', async (context) => {
  const { folder, db, watch } = liveStore(context)
  const keeping = new Keeping(db, folder)
  const fates = (from: number, to: number, shift = 0) =>
    day.slice(from, to).map((document) => {
      const moved = { ...document, time: document.time + shift }
      return keeping.keep(answer(watch, moved)).fate
    })
  const span = (day[60]?.time ?? 0) - (day[0]?.time ?? 0)
  assert.ok(span > 61_000)
  fates(60, 70)
  await keeping.process()
  assert.deepEqual(new Set(fates(55, 60)), new Set(['behind']))
  // The clock is more than a minute behind: what comes now lies before all of the above.
  assert.deepEqual(new Set(fates(0, 20, -61_000)), new Set(['stored']))
  await keeping.process()
  assert.deepEqual(new Set(fates(70, 80)), new Set(['stored']))
  await keeping.process()
  const early = day.slice(0, 20).map((document) => ({ ...document, time: document.time - 61_000 }))
  assertSame(storeContents(folder), imported(context, [...early, ...day.slice(60, 80)]))
})
