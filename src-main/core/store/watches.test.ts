// Watches in the database: what is listed, purged and never given again.
import assert from 'node:assert/strict'
import test from 'node:test'
import { WatchInput } from '../../../src-shared/contract/watches.ts'
import { readRule, writeRule } from './baseline-rules.ts'
import { temporaryStore } from './fixtures/temporary-store.ts'
import { ensureSource } from './sources.ts'
import {
  configureWatch,
  getWatch,
  insertWatch,
  listWatches,
  markWatchRemoved,
  pauseWatch,
  purgeWatches,
  setWatchSource,
  sourceOfWatch,
  watchedSources,
} from './watches.ts'

const input = (name: string): WatchInput => WatchInput.parse({ name, urls: [`http://${name}:9870`] })

test('a watch comes back as it was given, and as it was changed', (context) => {
  const { db } = temporaryStore(context)
  const id = insertWatch(db, input('nn1'), 5)
  const row = { id, sourceId: null, input: input('nn1'), paused: false, createdAt: 5, isRemoved: false }
  assert.deepEqual(listWatches(db), [row])
  configureWatch(db, id, input('nn2'))
  pauseWatch(db, id, true)
  assert.deepEqual(getWatch(db, id), { ...row, input: input('nn2'), paused: true })
  assert.throws(() => getWatch(db, 9), /no watch 9/)
})

test('a removed watch is listed no more, can be put back, and its id is never given again once it is purged', (context) => {
  const { db } = temporaryStore(context)
  const [first, second] = [insertWatch(db, input('a'), 1), insertWatch(db, input('b'), 2)]
  markWatchRemoved(db, second, 3)
  assert.deepEqual(
    listWatches(db).map(({ id }) => id),
    [first],
  )
  assert.equal(getWatch(db, second).isRemoved, true)
  markWatchRemoved(db, second, null)
  assert.equal(listWatches(db).length, 2)
  markWatchRemoved(db, second, 4)
  assert.deepEqual(purgeWatches(db), [second])
  assert.deepEqual(purgeWatches(db), [])
  assert.ok(insertWatch(db, input('c'), 5) > second)
})

test('a source that a watch turns out to be gets a rolling baseline, unless somebody gave it a rule', (context) => {
  const { db, source } = temporaryStore(context)
  const other = ensureSource(db, 'CID-2/BP-2', 'nn2')
  const fixed = { kind: 'fixed' as const, ranges: [{ from: 1, to: 2 }] }
  writeRule(db, other, fixed)
  const [first, second, third] = ['a', 'b', 'c'].map((name) => insertWatch(db, input(name), 0))
  assert.equal(sourceOfWatch(db, first ?? 0), undefined)
  setWatchSource(db, first ?? 0, source)
  setWatchSource(db, second ?? 0, other)
  setWatchSource(db, third ?? 0, source)
  assert.deepEqual(readRule(db, source), { kind: 'rolling', days: 7, hours: null })
  assert.deepEqual(readRule(db, other), fixed)
  assert.deepEqual(sourceOfWatch(db, first ?? 0), { id: source, key: 'CID-1/BP-1' })
  assert.deepEqual(watchedSources(db), [source, other])
  markWatchRemoved(db, second ?? 0, 1)
  assert.deepEqual(watchedSources(db), [source])
  db.run('DELETE FROM sources WHERE id = ?', source)
  assert.equal(sourceOfWatch(db, first ?? 0), undefined)
})
