// The keeping thread from outside: one that has ended comes back by itself, with what it had not processed.
import assert from 'node:assert/strict'
import test from 'node:test'
import { answer, imported, liveStore, servedDocuments, storedOf } from '../../../e2e/live-store.ts'
import { storeContents } from '../../../e2e/store-contents.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { Kept } from './keeping.ts'
import { Keeper } from './keeper.ts'

const day = await servedDocuments('day-a', 40)

test('a thread that ends amid its work is started anew by the next answer; nothing that was kept is lost or there twice', async (context) => {
  const { folder, watch } = liveStore(context)
  const keeper = new Keeper(folder)
  context.after(() => keeper.stop())
  const kept: Kept[] = []
  const keep = async (from: number, to: number): Promise<void> => {
    for (const document of day.slice(from, to)) kept.push(await keeper.keep(answer(watch, document)))
  }
  await keep(0, 10)
  await keeper.process()
  await keep(10, 20)
  const processed = keeper.process()
  await keeper.stop()
  await processed.catch((error: unknown) => {
    assert.ok(error instanceof DeclaredError && error.code === 'WORKER_DIED', String(error))
  })
  await keep(20, 30)
  await keeper.stop()
  assert.equal(await keeper.process(), true)
  await keep(30, 40)
  assert.equal(await keeper.process(), true)
  assert.deepEqual(storeContents(folder).samples, imported(context, storedOf(day, kept)).samples)
  assert.deepEqual(storeContents(folder).buckets, imported(context, storedOf(day, kept)).buckets)
})
