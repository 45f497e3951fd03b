// Backups beside a data folder: their names, who may have them open, and moves that were killed half way.
import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import { temporaryFolder } from '../../e2e/recordings.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { discardBackup, finishMoves, leaveClean, listBackups, putBack, setAside } from './backups.ts'
import { lockShared } from './store/folder-lock.ts'

const isDeclared = (code: string) => (error: unknown) => error instanceof DeclaredError && error.code === code

/** Something that looks like data, in a folder that has siblings of its own. */
function dataFolder(context: TestContext, database = 'first'): string {
  const folder = path.join(temporaryFolder(context), 'data')
  fill(folder, database)
  return folder
}
function fill(folder: string, database: string): void {
  mkdirSync(path.join(folder, 'models', 'm1'), { recursive: true })
  writeFileSync(path.join(folder, 'models', 'm1', 'weights.bin'), 'weights')
  writeFileSync(path.join(folder, 'settings.json'), '{}')
  writeFileSync(path.join(folder, 'nnad.sqlite'), database)
}
const names = async (folder: string): Promise<string[]> => (await listBackups(folder)).map(({ name }) => name)
const databaseOf = (folder: string): string => readFileSync(path.join(folder, 'nnad.sqlite'), 'utf8')
const whole = ['models', 'nnad.sqlite', 'settings.json']

test('each backup has a number of its own, the latest first; what is no backup is not listed', async (context) => {
  const folder = dataFolder(context)
  assert.equal(await setAside(folder), 'data.backup-1')
  assert.deepEqual(readdirSync(folder), [])
  fill(folder, 'second')
  assert.equal(await setAside(folder), 'data.backup-2')
  for (const name of ['data.backup-x', 'data.backup-09', 'data.backup-', 'datax.backup-3', 'other.backup-4'])
    fill(path.join(path.dirname(folder), name), 'no')
  mkdirSync(`${folder}.backup-5`)
  symlinkSync(`${folder}.backup-1`, `${folder}.backup-6`)
  const backups = await listBackups(folder)
  assert.deepEqual(
    backups.map(({ name, bytes }) => [name, bytes]),
    [
      ['data.backup-2', 15],
      ['data.backup-1', 14],
    ],
  )
  assert.ok(backups.every(({ createdAt }) => Math.abs(createdAt - Date.now()) < 60_000))
})

test('a backup is put back by its name, and its folder is gone then', async (context) => {
  const folder = dataFolder(context)
  await setAside(folder)
  fill(folder, 'second')
  await setAside(folder)
  await putBack(folder, 'data.backup-1')
  assert.deepEqual(
    [readdirSync(folder).filter((name) => !name.endsWith('.lock')), databaseOf(folder)],
    [whole, 'first'],
  )
  assert.deepEqual([await names(folder), existsSync(`${folder}.backup-1`)], [['data.backup-2'], false])
})

test('names are those listed and nothing else', async (context) => {
  const folder = dataFolder(context)
  await setAside(folder)
  fill(path.join(folder, '..', 'other'), 'other')
  for (const name of [
    '',
    '.',
    '..',
    'data',
    'other',
    '../other',
    'data.backup-1/',
    './data.backup-1',
    'data.backup-2',
  ]) {
    await assert.rejects(putBack(folder, name), isDeclared('NOT_FOUND'), name)
    await assert.rejects(discardBackup(folder, name), isDeclared('NOT_FOUND'), name)
  }
  assert.deepEqual(readdirSync(path.dirname(folder)).toSorted(), ['data', 'data.backup-1', 'other'])
})

test('what somebody has open is neither put back nor deleted', async (context) => {
  const folder = dataFolder(context)
  await setAside(folder)
  const user = lockShared(`${folder}.backup-1`, 'users')
  await assert.rejects(putBack(folder, 'data.backup-1'), isDeclared('BUSY'))
  await assert.rejects(discardBackup(folder, 'data.backup-1'), isDeclared('BUSY'))
  user?.release()
  await discardBackup(folder, 'data.backup-1')
  assert.deepEqual([await names(folder), existsSync(`${folder}.backup-1`)], [[], false])
})

test('leaving a folder clean takes it away, unless something of somebody else lies in it', async (context) => {
  const folder = dataFolder(context)
  const user = lockShared(folder, 'users')
  await assert.rejects(leaveClean(folder), isDeclared('BUSY'))
  user?.release()
  assert.equal(await leaveClean(folder), 'data.backup-1')
  assert.ok(!existsSync(folder))
  fill(folder, 'second')
  writeFileSync(path.join(folder, 'notes.txt'), 'mine')
  assert.equal(await leaveClean(folder), 'data.backup-2')
  assert.deepEqual(readdirSync(folder), ['notes.txt'])
})

/** As a kill leaves a move: the mark, and these entries in the backup. */
function halfMoved(folder: string, entries: readonly string[]): void {
  mkdirSync(`${folder}.backup-1`)
  writeFileSync(`${folder}.backup-1/moving`, '')
  for (const name of entries) renameSync(path.join(folder, name), path.join(`${folder}.backup-1`, name))
}

test('a move that was killed is undone or finished, whichever way it went', async (context) => {
  // While setting aside, the database leaves last; while putting back, it comes first: either way it is in the folder.
  for (const moved of [[], ['models'], ['models', 'settings.json']]) {
    const folder = dataFolder(context)
    halfMoved(folder, moved)
    await finishMoves(folder)
    assert.deepEqual(
      readdirSync(folder).filter((name) => !name.endsWith('.lock')),
      whole,
    )
    assert.ok(!existsSync(`${folder}.backup-1`))
  }
})

test('a move that was complete but for its mark stays complete', async (context) => {
  const folder = dataFolder(context)
  halfMoved(folder, whole)
  await finishMoves(folder)
  assert.deepEqual(
    readdirSync(folder).filter((name) => !name.endsWith('.lock')),
    [],
  )
  assert.deepEqual([await names(folder), readdirSync(`${folder}.backup-1`)], [['data.backup-1'], whole])
})

test('what has been made anew since the kill is not overwritten', async (context) => {
  const folder = dataFolder(context)
  halfMoved(folder, ['models', 'settings.json'])
  writeFileSync(path.join(folder, 'settings.json'), '{"model.seed": 2}')
  await finishMoves(folder)
  assert.equal(readFileSync(path.join(folder, 'settings.json'), 'utf8'), '{"model.seed": 2}')
  assert.deepEqual(readdirSync(`${folder}.backup-1`), ['settings.json'])
  assert.ok(existsSync(path.join(folder, 'models', 'm1', 'weights.bin')))
})

test('a move under way in another process is left to it', async (context) => {
  const folder = dataFolder(context)
  halfMoved(folder, ['models'])
  const user = lockShared(folder, 'users')
  await finishMoves(folder)
  assert.deepEqual(readdirSync(`${folder}.backup-1`).toSorted(), ['models', 'moving'])
  user?.release()
})
