// Retraining on a recording of a NameNode to which faults were done: what it learns, skips, refuses, keeps.
import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import type { Model } from '../../../src-shared/contract/models.ts'
import type { BaselineRule } from '../../../src-shared/contract/sources.ts'
import { WatchInput } from '../../../src-shared/contract/watches.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { scratchFolder } from '../../../e2e/scratch-folder.ts'
import { labelsOf } from '../fixtures/imported.ts'
import { testHost } from '../fixtures/test-host.ts'
import type { TrainRequest } from '../model/models.ts'
import { importPartOfDay } from '../monitoring/fixtures/part-of-day.ts'
import { type Services, createServices } from '../services.ts'
import { type WritableDatabase, openDatabase } from '../store/database.ts'
import { ensureNode, ensureSource } from '../store/sources.ts'
import { insertWatch, setWatchSource } from '../store/watches.ts'
import { Retraining } from './retraining.ts'

/** A part of day-a: 750 documents in which nothing was done, and 500 more with two faults. */
const part = { from: 1_795_362_838_000, to: 1_795_364_110_000 }
/** Its end without faults, epoch ms. */
const healthyTo = 1_795_363_598_000
const events = labelsOf('bench/recordings/day-a').events.filter(({ end }) => end < part.to)
const faults = events.filter((event) => event.class === 'fault')

const folder = scratchFolder()
let services: Services
let db: WritableDatabase
let retraining: Retraining
/** Rises with every look at it, so that models have an order. */
let now = 0
const logged: string[] = []
/** The minutes in which nothing was done. */
let healthy: TimeRange
let all: TimeRange
/** Of a model of the healthy part in eight epochs, trained once. */
let goodId: string
/** What a training leaves in the database. */
const learned = ['models', 'retrainings', 'baseline_rules']

before(async () => {
  await importPartOfDay(folder.path, part)
  services = await createServices(
    testHost({
      dataFolder: folder.path,
      clock: { now: () => (now += 1) },
      log: (message) => logged.push(message),
    }),
  )
  db = openDatabase(folder.path)
  const [source] = services.sources.list()
  all = { from: source?.first ?? 0, to: source?.last ?? 0 }
  healthy = { from: all.from, to: healthyTo }
  setWatchSource(db, insertWatch(db, watch, 0), 1)
  now = all.from
  services.settings.update({ 'model.epochs': 8 })
  goodId = (await train([healthy])).id
  for (const table of learned) db.run(`CREATE TEMP TABLE good_${table} AS SELECT * FROM ${table}`)
})
after(async () => {
  db.close()
  await services.close()
  folder.remove()
})
beforeEach(() => {
  for (const table of [...learned, 'incidents', 'reports']) db.run(`DELETE FROM ${table}`)
  db.run("UPDATE samples SET ha_state = 'active'")
  services.settings.update({ 'model.epochs': 2, 'model.profile': 'default' })
  retraining = new Retraining({ ...services, db })
  now = all.to
  logged.length = 0
})

const watch = WatchInput.parse({ name: 'nn1', urls: ['http://nn1:9870'] })

const train = (ranges: readonly TimeRange[], own: Partial<TrainRequest> = {}): Promise<Model> =>
  services.models.train({ source: 1, node: undefined, profile: undefined, ranges, ...own }).outcome
/** As if somebody had just trained the healthy part. */
function trainedGood(): Model {
  for (const table of learned) db.run(`INSERT INTO ${table} SELECT * FROM good_${table}`)
  return services.models.get(1, goodId)
}
const run = (): Promise<void> => retraining.run(new AbortController().signal)
const fixed = (...ranges: readonly TimeRange[]): BaselineRule => ({ kind: 'fixed', ranges: [...ranges] })
const byAge = (): Model[] =>
  services.models.list(1).toSorted((left, right) => left.createdAt - right.createdAt)
const newest = (): Model => byAge().at(-1) ?? assert.fail('no model')

function insertIncident({ from, to }: TimeRange, verdict: 'normal' | 'real' | null): void {
  db.run(
    `INSERT INTO incidents (source_id, node_id, ha_state, model_id, start_time, end_time, opened_at, updated_at, closed_at,
       threshold, peak, title, body, verdict) VALUES (1, 1, 'active', 'm', ?, ?, 0, 0, 1, 1, 2, 'Bad', x'', ?)`,
    from,
    to,
    verdict,
  )
}

test('what a person trains on is the fixed rule, and is not trained again until settings or data change', async () => {
  const cut = { from: healthy.from + 300_000, to: healthy.from + 400_000 }
  const first = await train([healthy], { leaveOut: [cut] })
  assert.deepEqual([first.haState, first.current, first.refused], ['active', true, null])
  const rule = services.sources.get(1).baseline
  assert.deepEqual(rule, fixed({ ...healthy, to: cut.from - 1 }, { ...healthy, from: cut.to + 1 }))
  await run()
  assert.deepEqual(
    byAge().map(({ id }) => id),
    [first.id],
  )
  services.settings.update({ 'model.epochs': 3 })
  await run()
  assert.deepEqual(
    byAge().map(({ epochs, current }) => [epochs, current]),
    [
      [2, false],
      [3, true],
    ],
  )
  await run()
  assert.equal(byAge().length, 2)
  insertIncident({ from: healthy.from + 10_000, to: healthy.from + 20_000 }, null)
  await run()
  assert.deepEqual([byAge().length, newest().ranges[0]?.from], [3, healthy.from + 140_001])
})

test('a draft sets no rule, and a manual training leaves one that rolls as it is; a state that is named is learned, though most rows are in another', async () => {
  await train([healthy], { draft: true })
  assert.equal(services.baselines.ruleOf(1), null)
  const rolling: BaselineRule = { kind: 'rolling', days: 1, hours: null }
  services.baselines.setRule(1, rolling)
  db.run("UPDATE samples SET ha_state = 'standby' WHERE time <= ?", healthy.from + 100_000)
  const model = await train([healthy], { haState: 'standby' })
  assert.deepEqual(services.baselines.ruleOf(1), rolling)
  assert.deepEqual([model.haState, model.rows > 60, model.rows < 110], ['standby', true, true])
})

test('a rolling rule trains its first model by itself once it has an hour of rows, then only with new rows', async () => {
  services.baselines.setRule(1, { kind: 'rolling', days: 1, hours: null })
  for (const { start, end } of events) insertIncident({ from: start, to: end }, null)
  db.run("UPDATE samples SET ha_state = 'stopping' WHERE time > ?", healthy.from + 300_000)
  const [held] = services.models.rowsFor(1)
  assert.ok(held !== undefined && held.rowsHeld > 250 && held.rowsHeld + held.rowsNeeded === 360)
  await retraining.runFirst(new AbortController().signal)
  assert.deepEqual(byAge(), [])
  db.run("UPDATE samples SET ha_state = 'active'")
  await retraining.runFirst(new AbortController().signal)
  const [first, ...others] = byAge()
  assert.deepEqual([others, first?.current, first?.haState], [[], true, 'active'])
  assert.ok(first?.ranges.every(({ from, to }) => events.every(({ start, end }) => to < start || from > end)))
  await retraining.runFirst(new AbortController().signal)
  await run()
  assert.equal(byAge().length, 1)
  // A day later without new rows there are fewer of them, which is nothing to learn from.
  now += 86_400_000 - 1_200_000
  await run()
  assert.equal(byAge().length, 1)
})

test('faults that nobody recorded are left out, by the model in use', async () => {
  services.settings.update({ 'model.epochs': 8 })
  trainedGood()
  const [du] = faults
  assert.ok(du !== undefined)
  services.baselines.setRule(1, fixed({ from: healthy.from, to: du.end + 5_000 }))
  await run()
  const model = newest()
  assert.deepEqual([model.refused, model.current], [null, true])
  assert.ok(model.ranges.every(({ to }) => to < du.start))
})

test('a baseline that is mostly faults is learned, but refused; put into use it is in use, and so is the earlier one put back', async () => {
  services.settings.update({ 'model.epochs': 8 })
  const good = trainedGood()
  services.baselines.setRule(1, fixed(...faults.map(({ start, end }) => ({ from: start, to: end }))))
  await run()
  const bad = newest()
  assert.match(bad.refused ?? '', /^The model in use finds something wrong in \d+ % of its baseline/)
  assert.deepEqual([bad.current, services.models.inUse(1, 'active')?.id], [false, good.id])
  assert.equal(services.models.current(1).id, good.id)
  assert.deepEqual(
    services.models.list(1).map(({ id }) => id),
    [good.id, bad.id],
    'refused ones come last',
  )
  assert.deepEqual(
    [services.models.use(bad.id).current, services.models.get(1, bad.id).refused],
    [true, null],
  )
  assert.equal(services.models.inUse(1, 'active')?.id, bad.id)
  services.models.use(good.id)
  assert.equal(services.models.inUse(1, 'active')?.id, good.id)
  assert.throws(
    () => services.models.use('none'),
    (error: unknown) => error instanceof DeclaredError && error.code === 'NOT_FOUND',
  )
})

test('faults that a person judged normal are learned, and the model is used', async () => {
  trainedGood()
  const [du] = faults
  assert.ok(du !== undefined)
  insertIncident({ from: du.start, to: du.end }, 'normal')
  await run()
  const model = newest()
  assert.deepEqual([byAge().length, model.refused, model.current], [2, null, true])
  assert.ok(model.ranges.some(({ from, to }) => from <= du.start && to >= du.end))
})

test('a model that knows its own hold-out less well than the one in use is kept out of use', async () => {
  services.settings.update({ 'model.profile': 'original', 'model.epochs': 15 })
  const good = await train([healthy])
  services.settings.update({ 'model.epochs': 1 })
  await run()
  assert.match(
    newest().refused ?? '',
    /^Its own hold-out scores [\d.]+ by it, [\d.]+ by the model in use: it was kept out of use\.$/,
  )
  assert.equal(services.models.inUse(1, 'active')?.id, good.id)
  services.settings.update({ 'model.epochs': 16 })
  await run()
  assert.deepEqual([newest().refused, newest().current], [null, true])
})

test('what cannot be compared is used: another profile, a model in use that is broken or gone', async () => {
  trainedGood()
  services.settings.update({ 'model.profile': 'original' })
  await run()
  assert.match(
    logged.at(-1) ?? '',
    /without a comparison: the model in use is of another kind \(profile default\)/,
  )
  assert.deepEqual([newest().profile, newest().current], ['original', true])
  writeFileSync(path.join(services.models.folderOf(newest().id), 'weights.bin'), 'no weights')
  services.settings.update({ 'model.epochs': 3 })
  await run()
  assert.match(logged.at(-1) ?? '', /weights\.bin is not the file that was written/)
  assert.deepEqual([byAge().length, newest().current], [3, true])
})

test('a standby has a model of its own, by which the active one is never judged', async () => {
  const middle = healthy.from + 380_000
  db.run("UPDATE samples SET ha_state = 'standby' WHERE time > ? AND time <= ?", middle, healthy.to)
  services.baselines.setRule(1, fixed(healthy))
  await run()
  const states = byAge().map(({ haState, current, rows }) => [haState, current, rows > 360])
  assert.deepEqual(states.toSorted(), [
    ['active', true, true],
    ['standby', true, true],
  ])
  const { models, reports, previews } = services
  const [active, standby] = [models.inUse(1, 'active'), models.inUse(1, 'standby')]
  assert.notEqual(active?.id, standby?.id)
  const window = { from: middle + 60_000, to: middle + 300_000 }
  const asked = { source: 1, node: undefined, window }
  const { report } = await reports.analyze({ ...asked, thresholdOverride: undefined }).outcome
  const preview = await previews.preview({ ...asked, threshold: undefined })
  const strip = await previews.scores({ ...asked, model: undefined, ...window, points: 600 })
  assert.deepEqual(
    [report.analysis.model.id, preview.model, strip.model],
    [standby?.id, standby?.id, standby?.id],
  )
  const early = { from: healthy.from, to: middle }
  assert.equal((await previews.preview({ ...asked, window: early, threshold: undefined })).model, active?.id)
  db.run('DELETE FROM models WHERE id = ?', standby?.id ?? '')
  assert.equal(models.inUse(1, 'standby'), undefined)
  await assert.rejects(
    previews.preview({ ...asked, threshold: undefined }),
    (error: unknown) =>
      error instanceof DeclaredError &&
      error.code === 'NO_MODEL' &&
      /state standby.*learned rows in the state active/.test(error.message),
  )
  const named = await reports.analyze({ ...asked, thresholdOverride: undefined, model: active?.id }).outcome
  assert.equal(named.report.analysis.model.id, active?.id)
})

test('ten models are kept of a state, nine that were used and the latest refused one, and those that something names', async () => {
  const first = trainedGood()
  const asked = { source: 1, node: undefined, window: { ...healthy, to: healthy.from + 60_000 } }
  await services.reports.analyze({ ...asked, thresholdOverride: undefined }).outcome
  const copy = (refused: string | null, count: number): void => {
    for (let one = 0; one < count; one += 1) {
      now += 10
      db.run(
        `INSERT INTO models (id, source_id, created_at, facts, ha_state, refused)
         SELECT ?, source_id, ?, facts, ha_state, ? FROM models WHERE id = ?`,
        ...[`copy-${String(now)}`, now, refused, first.id],
      )
    }
  }
  copy(null, 12)
  copy('worse', 3)
  const [oldest] = byAge().slice(1)
  services.settings.update({ 'model.epochs': 3 })
  now += 10
  await run()
  const left = byAge()
  assert.deepEqual(
    [
      left.filter(({ refused }) => refused === null).length,
      left.filter(({ refused }) => refused !== null).length,
    ],
    [10, 1],
    'nine, and the one of the report',
  )
  assert.ok(left.some(({ id }) => id === first.id) && !left.some(({ id }) => id === oldest?.id))
  assert.ok(existsSync(services.models.folderOf(first.id)))
})

test('sources fail one by one: the others are trained, and what failed is told at the end', async () => {
  const broken = ensureSource(db, 'C/B', 'nn9')
  setWatchSource(db, insertWatch(db, watch, 0), broken)
  // Rows that are never 30 in a row: enough of them, but nothing to learn.
  db.run(
    `INSERT INTO samples (node_id, time, break, ha_state, safe_mode, interval, metrics)
     SELECT ?, time, 'gap', ha_state, safe_mode, interval, metrics FROM samples WHERE node_id = 1 AND time < ?`,
    ensureNode(db, broken, 'nn9:8020'),
    healthy.to,
  )
  services.baselines.setRule(broken, { kind: 'rolling', days: 1, hours: null })
  services.baselines.setRule(1, fixed(healthy))
  await assert.rejects(
    run(),
    /^DeclaredError: nn9: Too little processed data for training: 30 unbroken rows are needed/,
  )
  assert.equal(services.models.inUse(1, 'active')?.haState, 'active')
  db.run('DELETE FROM sources WHERE id = ?', broken)
})

test('an end of monitoring ends the training under way', async () => {
  services.settings.update({ 'model.epochs': 5000 })
  services.baselines.setRule(1, fixed(healthy))
  const controller = new AbortController()
  const running = retraining.run(controller.signal)
  while (!services.jobs.underWay().some(({ state }) => state === 'running'))
    await new Promise((resolve) => setTimeout(resolve, 5))
  controller.abort()
  await assert.rejects(
    running,
    (error: unknown) => error instanceof DeclaredError && error.code === 'CANCELLED',
  )
  assert.deepEqual([byAge(), services.jobs.underWay()], [[], []])
})

test('a preview of a rule tells its ranges, rows and what is left out; nonsense is refused', () => {
  const [du] = faults
  assert.ok(du !== undefined)
  insertIncident({ from: du.start, to: du.end }, null)
  const found = services.baselines.preview(1, { kind: 'rolling', days: 1, hours: null })
  assert.deepEqual(
    [found.ranges.length, found.leftOut.map(({ reason }) => reason.replace(/\d+/, '1'))],
    [2, ['incident 1: Bad']],
  )
  assert.ok(found.rows > 900 && found.rows < 1100)
  const declared = (code: string) => (error: unknown) => error instanceof DeclaredError && error.code === code
  const bad: BaselineRule = { kind: 'rolling', days: 1, hours: { from: 1, to: 2, zone: 'Mars/Base' } }
  assert.throws(() => services.baselines.preview(1, bad), declared('BAD_INPUT'))
  assert.throws(() => services.baselines.setRule(1, fixed({ from: 5, to: 4 })), declared('BAD_INPUT'))
  assert.throws(() => services.baselines.setRule(9, null), declared('NOT_FOUND'))
})
