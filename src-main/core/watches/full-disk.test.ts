// A database that can grow no further: what is there stays whole, and collecting goes on by itself.
import assert from 'node:assert/strict'
import test from 'node:test'
import { storeContents } from '../../../e2e/store-contents.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { answer, imported, liveStore, servedDocuments, storedOf } from '../../../e2e/live-store.ts'
import { Keeping } from './keeping.ts'

const isDeclared = (code: string) => (error: unknown) => error instanceof DeclaredError && error.code === code
const day = await servedDocuments('day-a', 80)

test('SQLITE_FULL is said in plain words; nothing is lost of what was stored, and rows come when there is room', async (context) => {
  const { db, folder, watch } = liveStore(context)
  const keeping = new Keeping(db, folder)
  const kept = day.slice(0, 20).map((document) => keeping.keep(answer(watch, document)))
  const pages = Number(db.get('PRAGMA page_count')?.['page_count'])
  db.get(`PRAGMA max_page_count = ${String(pages + 3)}`)
  kept.push(...day.slice(20, 50).map((document) => keeping.keep(answer(watch, document))))
  const { problem, fate } = kept.at(-1) ?? assert.fail()
  assert.deepEqual([problem?.kind, fate], ['disk-full', 'none'])
  assert.match(problem?.fix ?? '', /no room is left on its disk/)
  await assert.rejects(keeping.process(), isDeclared('DISK_FULL'))
  db.get('PRAGMA max_page_count = 1000000')
  kept.push(...day.slice(50).map((document) => keeping.keep(answer(watch, document))))
  await keeping.process()
  const { nodes, samples, signals, buckets, documents } = storeContents(folder)
  const expected = imported(context, storedOf(day, kept))
  assert.deepEqual(
    { nodes, samples, signals, buckets, documents },
    {
      nodes: expected.nodes,
      samples: expected.samples,
      signals: expected.signals,
      buckets: expected.buckets,
      documents: expected.documents,
    },
  )
})
