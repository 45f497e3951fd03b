// Backups made while others write: whole, of one moment, with the models they name, and back again by a restore.
import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import { recordingsFolder, temporaryFolder } from '../../e2e/recordings.ts'
import { storeContents } from '../../e2e/store-contents.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { copyAside } from './backup-copy.ts'
import { type Core, openCore } from './core.ts'
import { testHost } from './fixtures/test-host.ts'
import { smallDisk } from './retention/fixtures/small-disk.ts'
import { openDatabase } from './store/database.ts'
import { lockAlone } from './store/folder-lock.ts'
import { ensureSource } from './store/sources.ts'

const light = path.join(recordingsFolder, 'light-3.4-g1.jsonl.zst')
const isDeclared =
  (code: string, text = /./) =>
  (error: unknown) =>
    error instanceof DeclaredError && error.code === code && text.test(error.message)

async function filledCore(context: TestContext, parent = temporaryFolder(context)): Promise<Core> {
  const core = await openCore(testHost({ dataFolder: path.join(parent, 'data') }))
  context.after(() => core.close())
  core.services.settings.update({ 'model.epochs': 7 })
  await core.services.imports.start([light]).outcome
  return core
}
const beside = ({ host }: Core, name: string): string => path.join(path.dirname(host.dataFolder), name)

test('a backup has database, models and settings, and neither token nor locks; restored it is what it was', async (context) => {
  const core = await filledCore(context)
  const { dataFolder } = core.host
  const { id } = await core.services.models.train({
    source: undefined,
    node: undefined,
    ranges: [{ from: 0, to: Number.MAX_SAFE_INTEGER }],
    profile: undefined,
    settings: { 'model.epochs': 1 },
  }).outcome
  writeFileSync(path.join(dataFolder, 'token.json'), '{}')
  mkdirSync(path.join(dataFolder, 'models', 'unfinished.tmp'))
  const held = storeContents(dataFolder)

  const backup = await core.backup()
  assert.deepEqual([backup.name, (await core.contents()).backups], ['data.backup-1', [backup]])
  assert.deepEqual(readdirSync(beside(core, backup.name)).toSorted(), [
    'models',
    'nnad.sqlite',
    'settings.json',
  ])
  assert.deepEqual(readdirSync(path.join(beside(core, backup.name), 'models')), [id])

  await core.services.imports.start([path.join(recordingsFolder, 'light-2.10-cms.jsonl.zst')]).outcome
  core.services.settings.update({ 'model.epochs': 9 })
  assert.equal((await core.backup()).name, 'data.backup-2')
  await core.restore('data.backup-1')
  assert.deepEqual(storeContents(dataFolder), held)
  assert.equal(core.services.settings.all()['model.epochs'], 7)
  assert.deepEqual(
    core.services.models.list().map((model) => model.id),
    [id],
  )
  assert.ok(existsSync(path.join(dataFolder, 'models', id, 'nnad.json')))
})

test('others write all the time: the copy ends, and is what was committed at one moment', async (context) => {
  const core = await filledCore(context)
  const { dataFolder } = core.host
  const db = openDatabase(dataFolder)
  context.after(() => db.close())
  // Large enough for many steps.
  db.transaction(() => {
    for (let at = 0; at < 40; at += 1)
      db.run(
        'INSERT INTO document_groups (node_id, data) SELECT min(id), ? FROM nodes',
        Buffer.alloc(1_000_000),
      )
  })
  let written = 0
  const write = (): void => {
    db.transaction(() => {
      ensureSource(db, `a${written}`, 'x')
      ensureSource(db, `b${written}`, 'x')
    })
    written += 1
  }
  const timer = setInterval(write, 1)
  const backup = await core.backup().finally(() => clearInterval(timer))
  assert.ok(written > 20, `${written} transactions`)
  const copy = openDatabase(beside(core, backup.name))
  const count = (letter: string): number =>
    Number(copy.get('SELECT count(*) AS count FROM sources WHERE key GLOB ?', `${letter}[0-9]*`)?.['count'])
  assert.equal(count('a'), count('b'))
  assert.ok(count('a') < written)
  assert.equal(copy.get('PRAGMA integrity_check')?.['integrity_check'], 'ok')
  copy.close()
})

test('asked for twice at once it is one; a reset waits for its end to be asked again; closing ends it', async (context) => {
  const core = await filledCore(context)
  const [first, second] = [core.backup(), core.backup()]
  await assert.rejects(core.reset(), isDeclared('BUSY', /backup is being made/))
  assert.equal((await first).name, (await second).name)
  const ended = core.backup().catch((error: unknown) => error)
  await core.close()
  assert.ok(isDeclared('CANCELLED')(await ended))
  assert.deepEqual(
    readdirSync(path.dirname(core.host.dataFolder)).filter((name) => name.endsWith('.part')),
    [],
  )
})

test('what a killed backup left is removed by the next one; one under way elsewhere is left alone', async (context) => {
  const core = await filledCore(context)
  const part = beside(core, 'data.backup-1.part')
  cpSync(path.join(core.host.dataFolder, 'settings.json'), path.join(part, 'models', 'left'))
  assert.deepEqual((await core.contents()).backups, [], 'a part is no backup')
  const lock = lockAlone(part, 'users')
  await assert.rejects(core.backup(), isDeclared('BUSY', /Another nnad is making a backup/))
  assert.ok(existsSync(path.join(part, 'models', 'left')))
  lock?.release()
  assert.equal((await core.backup()).name, 'data.backup-1')
  assert.ok(!existsSync(part) && !existsSync(path.join(beside(core, 'data.backup-1'), 'models', 'left')))
})

test('no room, or a folder that cannot be written: FORBIDDEN with the reason, and nothing is left of it', async (context) => {
  const disk = smallDisk(context, 40e6)
  if (disk === undefined) {
    context.skip('no disk can be mounted here')
    return
  }
  const core = await filledCore(context, disk.folder)
  await assert.rejects(core.backup(), isDeclared('FORBIDDEN', /needs \d+ MB beside it, .* has \d+ MB free/))
  const held = readFileSync(path.join(core.host.dataFolder, 'settings.json'), 'utf8')
  await core.close()
  disk.readOnly(true)
  await assert.rejects(copyAside(core.host.dataFolder), isDeclared('FORBIDDEN'))
  disk.readOnly(false)
  assert.equal(readFileSync(path.join(core.host.dataFolder, 'settings.json'), 'utf8'), held)
  assert.deepEqual(readdirSync(disk.folder), ['data'])
})
