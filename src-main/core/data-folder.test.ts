// What counts as data, how large it is, and moving it: all or nothing.
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import { temporaryFolder } from '../../e2e/recordings.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { bytesOf, dataIn, moveEntries } from './data-folder.ts'

/** A folder of files of three bytes each; names that end in a slash are folders with one in it. */
function folderOf(context: TestContext, names: readonly string[]): string {
  const folder = temporaryFolder(context)
  for (const name of names) {
    const place = path.join(folder, name)
    if (name.endsWith('/')) mkdirSync(place)
    writeFileSync(name.endsWith('/') ? path.join(place, 'inner') : place, 'abc')
  }
  return folder
}

test('data are the database, its copies, models, settings and uploads; the database comes last', async (context) => {
  const others = ['token.json', 'users.lock', 'import.lock', 'day.jsonl.zst', 'Cache/', 'models.txt']
  const data = [
    'models/',
    'nnad.sqlite',
    'nnad.sqlite-wal',
    'nnad.sqlite.before-schema-2',
    'settings.json',
    'uploads/',
  ]
  const names = await dataIn(folderOf(context, [...others, ...data]))
  assert.equal(names.at(-1), 'nnad.sqlite')
  assert.deepEqual(
    names.toSorted(),
    data.map((name) => name.replace('/', '')),
  )
  assert.deepEqual(await dataIn(path.join(temporaryFolder(context), 'gone')), [])
})

test('bytes are those of all files below; what is not there has none', async (context) => {
  const folder = folderOf(context, ['a', 'b/', 'c/'])
  assert.equal(await bytesOf(folder), 9)
  assert.equal(await bytesOf(path.join(folder, 'a')), 3)
  assert.equal(await bytesOf(path.join(folder, 'gone')), 0)
})

test('entries move together, or none does', async (context) => {
  const from = folderOf(context, ['a', 'b/', 'c'])
  const to = folderOf(context, ['b/'])
  // The folder b is there already, and not empty.
  await assert.rejects(
    moveEntries(['a', 'b', 'c'], from, to),
    (error) =>
      error instanceof DeclaredError &&
      error.code === 'FORBIDDEN' &&
      error.message.includes('nothing has changed'),
  )
  assert.deepEqual([readdirSync(from), readdirSync(to)], [['a', 'b', 'c'], ['b']])
  await moveEntries(['c', 'a'], from, to)
  assert.deepEqual([readdirSync(from), readdirSync(to)], [['b'], ['a', 'b', 'c']])
})
