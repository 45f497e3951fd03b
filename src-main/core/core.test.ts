// Reset and restore under a running core: nothing is lost, nothing is half done, whoever uses it meanwhile is told.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import { recordingsFolder, temporaryFolder } from '../../e2e/recordings.ts'
import { WatchInput } from '../../src-shared/contract/watches.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { type Core, openCore } from './core.ts'
import { testHost } from './fixtures/test-host.ts'
import { openDatabase } from './store/database.ts'
import { lockShared } from './store/folder-lock.ts'

const light = path.join(recordingsFolder, 'light-3.4-g1.jsonl.zst')

async function newCore(context: TestContext, logged: string[] = []): Promise<Core> {
  const dataFolder = path.join(temporaryFolder(context), 'data')
  const core = await openCore(testHost({ dataFolder, log: (message) => logged.push(message) }))
  context.after(() => core.close())
  return core
}
/** A core that holds sixty documents and a changed setting. */
async function filledCore(context: TestContext): Promise<Core> {
  const core = await newCore(context)
  core.services.settings.update({ 'model.epochs': 7, 'view.time_zone': 'namenode' })
  await core.services.imports.start([light]).outcome
  return core
}
const isDeclared =
  (code: string, text = /./) =>
  (error: unknown) =>
    error instanceof DeclaredError && error.code === code && text.test(error.message)
/** Names beside the data folder. */
const beside = ({ host }: Core): string[] => readdirSync(path.dirname(host.dataFolder)).toSorted()

test('rows that cannot be derived at a start, on a full disk or out of damaged documents, do not keep nnad from starting', async (context) => {
  const first = await filledCore(context)
  const { dataFolder } = first.host
  await first.close()
  const db = openDatabase(dataFolder)
  db.run('UPDATE nodes SET derived_from = 0')
  db.run("UPDATE document_groups SET data = x'00'")
  db.close()
  const logged: string[] = []
  const core = await openCore(testHost({ dataFolder, log: (message) => logged.push(message) }))
  context.after(() => core.close())
  assert.equal(core.services.sources.list()[0]?.name, 'nn1.lab')
  assert.match(logged.join(), /could not be derived/)
})

test('the contents are what a reset would set aside', async (context) => {
  const core = await newCore(context)
  const { bytes, ...empty } = await core.contents()
  assert.ok(bytes > 4096)
  const nothing = { sources: [], documents: 0, models: 0, reports: 0, changedSettings: 0, backups: [] }
  assert.deepEqual(empty, { folder: core.host.dataFolder, ...nothing })
  core.services.settings.update({ 'model.epochs': 7, 'model.seed': 1, 'view.color_scheme': 'dark' })
  await core.services.imports.start([light]).outcome
  const full = await core.contents()
  assert.deepEqual([full.sources, full.documents, full.changedSettings], [['nn1.lab'], 60, 2])
  assert.ok(full.bytes > bytes)
})

test('a reset begins anew and keeps everything; a restore has it all back', async (context) => {
  const core = await filledCore(context)
  const { dataFolder } = core.host
  writeFileSync(path.join(dataFolder, 'token.json'), '{"sha256":"0"}')
  writeFileSync(path.join(dataFolder, 'day.jsonl'), 'mine')
  const before = core.services.sources.list()

  const backup = await core.reset()
  assert.deepEqual(
    [core.services.sources.list(), core.services.imports.list(9), core.services.jobs.list()],
    [[], [], []],
  )
  assert.deepEqual(
    [core.services.settings.all()['model.epochs'], core.services.settings.all()['view.time_zone']],
    [50, 'utc'],
  )
  assert.ok(existsSync(path.join(dataFolder, 'token.json')), 'callers keep their token')
  assert.equal(readFileSync(path.join(dataFolder, 'day.jsonl'), 'utf8'), 'mine')
  assert.deepEqual((await core.contents()).backups, [backup])
  assert.ok(backup.name === 'data.backup-1' && backup.bytes > 10_000)

  const restored = await core.restore(backup.name)
  assert.deepEqual([restored.sources, restored.documents, restored.changedSettings], [['nn1.lab'], 60, 2])
  assert.deepEqual(core.services.sources.list(), before)
  assert.deepEqual([restored.backups, beside(core)], [[], ['data']], 'the empty state is gone')
  const { outcome } = core.services.imports.start([light])
  assert.equal((await outcome).summary.duplicates, 60)
})

test('a restore sets aside what is there, be it a single source', async (context) => {
  const core = await filledCore(context)
  await core.reset()
  await core.services.imports.start([path.join(recordingsFolder, 'light-2.10-cms.jsonl.zst')]).outcome
  const restored = await core.restore('data.backup-1')
  assert.deepEqual([restored.documents, restored.backups.map(({ name }) => name)], [60, ['data.backup-2']])
  const swapped = await core.restore('data.backup-2')
  assert.deepEqual([swapped.documents, swapped.backups.map(({ name }) => name)], [131, ['data.backup-3']])
  assert.deepEqual((await core.discard('data.backup-3')).backups, [])
  assert.deepEqual(beside(core), ['data'])
})

test('a restore sets aside watches that have not answered yet, too', async (context) => {
  const core = await newCore(context)
  await core.reset()
  const watch = WatchInput.parse({ name: 'nn1', urls: ['http://localhost:9870'] })
  await core.services.watches.add(watch)
  const { backups } = await core.restore('data.backup-1')
  assert.deepEqual(
    backups.map(({ name }) => name),
    ['data.backup-2'],
  )
  await core.restore('data.backup-2')
  assert.deepEqual(
    (await core.services.watches.list()).map(({ name }) => name),
    ['nn1'],
  )
})

test('jobs under way are named and go on; the core stays as it was', async (context) => {
  const core = await filledCore(context)
  const { name } = await core.reset()
  const { services } = core
  const { id, outcome } = services.imports.start([light])
  const isNamed = isDeclared('BUSY', /an import of light-3\.4-g1\.jsonl\.zst/)
  await assert.rejects(core.reset(), isNamed)
  await assert.rejects(core.restore(name), isNamed)
  assert.equal(core.services, services)
  await outcome
  assert.equal(services.jobs.get(id).state, 'done')
})

test('what the product started on its own is nobody’s loss: a reset ends it', async (context) => {
  const core = await filledCore(context)
  const { models } = core.services
  const [source] = core.services.sources.list()
  const ranges = [{ from: source?.first ?? 0, to: source?.last ?? 0 }]
  const baseline = { source: undefined, node: undefined, profile: undefined, ranges }
  const settings = { 'model.epochs': 9000 }
  const started = [models.train({ ...baseline, settings, draft: true }), models.check(baseline)]
  await core.reset()
  for (const { outcome } of started) await assert.rejects(outcome, isDeclared('CANCELLED'))
})

test('while another process has the folder open nothing moves, and jobs are remembered', async (context) => {
  const core = await filledCore(context)
  const user = lockShared(core.host.dataFolder, 'users')
  await assert.rejects(core.reset(), isDeclared('BUSY', /Another nnad has .*data open/))
  user?.release()
  assert.deepEqual([beside(core), core.services.jobs.get('import-1').state], [['data'], 'done'])
  assert.equal(core.services.sources.list()[0]?.documents, 60)
  assert.equal((await core.reset()).name, 'data.backup-1')
})

test('during a reset calls and a second one are told to wait; closing waits for it', async (context) => {
  const core = await filledCore(context)
  const first = core.reset()
  assert.throws(() => core.services, isDeclared('BUSY'))
  await assert.rejects(core.reset(), isDeclared('BUSY'))
  await core.close()
  assert.equal((await first).name, 'data.backup-1')
  assert.throws(() => core.services.sources.list(), /not open/)
})

test('data that cannot be moved stays, and the core is open again', async (context) => {
  const core = await filledCore(context)
  writeFileSync(`${core.host.dataFolder}.backup-1`, 'a file where the backup should be')
  await assert.rejects(core.reset(), isDeclared('FORBIDDEN', /nothing has changed/))
  assert.deepEqual(
    [core.services.sources.list()[0]?.documents, beside(core)],
    [60, ['data', 'data.backup-1']],
  )
  assert.equal(core.services.settings.all()['model.epochs'], 7)
})

test('a backup that cannot be opened stays one, and what was there is back', async (context) => {
  const logged: string[] = []
  const core = await newCore(context, logged)
  await core.reset()
  const broken = `${core.host.dataFolder}.backup-1`
  writeFileSync(path.join(broken, 'settings.json'), '{"model.epochs": "many"}')
  await core.services.imports.start([light]).outcome
  await assert.rejects(core.restore('data.backup-1'), isDeclared('BROKEN'))
  const { documents, backups } = await core.contents()
  assert.deepEqual([documents, backups.map(({ name }) => name)], [60, ['data.backup-1']])
  assert.equal(readFileSync(path.join(broken, 'settings.json'), 'utf8'), '{"model.epochs": "many"}')
  assert.deepEqual([beside(core), logged], [['data', 'data.backup-1'], []])
})

test('opening finishes what a killed reset left', async (context) => {
  const core = await filledCore(context)
  const { host } = core
  await core.reset()
  await core.close()
  writeFileSync(path.join(`${host.dataFolder}.backup-1`, 'moving'), '')
  const again = await openCore(host)
  context.after(() => again.close())
  const { sources, backups } = await again.contents()
  assert.deepEqual([sources, backups.map(({ name }) => name)], [[], ['data.backup-1']])
  assert.ok(!existsSync(path.join(`${host.dataFolder}.backup-1`, 'moving')))
})
