// What retention takes away of a real recording that a watch might have collected, what it leaves, and that nothing is lost by it.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext, after, before } from 'node:test'
import { recordedDocuments, temporaryFolder } from '../../../e2e/recordings.ts'
import { scratchFolder } from '../../../e2e/scratch-folder.ts'
import { type StoreContents, storeContents } from '../../../e2e/store-contents.ts'
import type { Settings as SettingValues } from '../../../src-shared/contract/settings.ts'
import { metricCount } from '../../../src-shared/metrics.ts'
import { status } from '../etl/sample.ts'
import { testHost } from '../fixtures/test-host.ts'
import { type Services, createServices } from '../services.ts'
import { Settings } from '../settings.ts'
import { type WritableDatabase, openDatabase } from '../store/database.ts'
import { exportedLines } from '../store/export-documents.ts'
import { reusableBytes } from '../store/live-documents.ts'
import { readFullRows, readRows } from '../store/samples.ts'
import { readSeries } from '../store/series.ts'
import { Retention } from './retention.ts'

const always = Number.MAX_SAFE_INTEGER
const minute = 60_000
const day = 86_400_000

interface Store {
  readonly folder: string
  readonly db: WritableDatabase
  readonly services: Services
  readonly node: number
  readonly first: number
  readonly last: number
}

/** Twelve minutes of a recording in a data folder, as if a watch had collected it; imported once, then copied. */
const scratch = scratchFolder()
const template = path.join(scratch.path, 'data')
const dump = path.join(scratch.path, 'dump.jsonl')
/** What the template holds, and so every copy of it. */
let original: StoreContents
before(async () => {
  const documents = await recordedDocuments('day-a', 720)
  writeFileSync(dump, documents.map(({ text }) => `${text.toString()}\n`).join(''))
  mkdirSync(template)
  const services = await createServices(testHost({ dataFolder: template }))
  await services.imports.start([dump]).outcome
  await services.close()
  const db = openDatabase(template)
  db.run('UPDATE document_groups SET live = 1')
  db.close()
  original = storeContents(template)
})
after(() => scratch.remove())

async function collected(context: TestContext): Promise<Store> {
  const folder = path.join(temporaryFolder(context), 'data')
  cpSync(template, folder, { recursive: true })
  const services = await createServices(testHost({ dataFolder: folder }))
  const db = openDatabase(folder)
  context.after(async () => {
    db.close()
    await services.close()
  })
  const { node, first, last } = db.get(
    'SELECT node_id AS node, min(time) AS first, max(time) AS last FROM documents',
  ) as { node: number; first: number; last: number }
  return { folder, db, services, node, first, last }
}

/** A quarter of an hour of documents, its rows as they are, older ones by the minute. */
const short = {
  'retention.document_days': (15 * minute) / day,
  'retention.full_sample_days': (15 * minute) / day,
}

/** So long after its last document it is looked at, by `short`: the last six minutes of documents stay. */
const lookedAfter = 9 * minute + 1

async function retain(
  { folder, db, last }: Store,
  overrides: Partial<SettingValues> = short,
  now = last + lookedAfter,
): Promise<Retention> {
  const host = testHost({ dataFolder: folder, clock: { now: () => now } })
  const settings = new Settings(temporaryRoot(folder), overrides)
  const retention = new Retention({ host, settings, db })
  await retention.run(new AbortController().signal)
  return retention
}
/** Where the settings of no data folder are: its overrides alone count. */
const temporaryRoot = (folder: string): string => path.dirname(folder)

const timesIn = (db: WritableDatabase, table: 'documents' | 'samples'): number[] =>
  db.all(`SELECT time FROM ${table} ORDER BY time`).map(({ time }) => Number(time))
const rowsOf = ({ samples, signals, buckets }: StoreContents) => ({ samples, signals, buckets })

/** Least and largest value of every metric in a series. */
function extremesOf(db: WritableDatabase, node: number, from: number, to: number, points: number): number[] {
  const series = readSeries(db, node, from, to, points)
  return Array.from({ length: metricCount }, (_, metric) => {
    const values = series.points.flatMap(({ low, high }) => [low[metric], high[metric]])
    const known = values.filter((value): value is number => value !== undefined && !Number.isNaN(value))
    return [Math.min(...known), Math.max(...known)]
  }).flat()
}

test('documents go in whole groups, rows become one a minute, extremes stay; a second run finds nothing to do', async (context) => {
  const store = await collected(context)
  const { db, folder, node, last } = store
  const documentsBefore = timesIn(db, 'documents')
  const [documentLimit, thinLimit] = [
    last + lookedAfter - 15 * minute,
    Math.floor((last + lookedAfter - 15 * minute) / minute) * minute,
  ]
  const whole = readFullRows(db, node, 0, always)
  const free = reusableBytes(db)
  const extremes = [20, 600, 4000].map((points) => extremesOf(db, node, 0, thinLimit - 1, points))

  await retain(store)

  const documents = timesIn(db, 'documents')
  assert.deepEqual(
    documents.filter((time) => time >= documentLimit),
    documentsBefore.filter((time) => time >= documentLimit),
  )
  const older = documents.filter((time) => time < documentLimit).length
  assert.ok(older < 30, `${older} documents of a group that reaches over the limit`)
  assert.ok(reusableBytes(db) > free + 200_000, 'their room is used again')

  // Not beyond the first document that is left.
  const thinnedTo = Math.min(thinLimit, Math.floor((documents[0] ?? 0) / minute) * minute)
  const later = storeContents(folder)
  const kept = original.samples.filter((row) => timeOf(row) >= thinnedTo)
  assert.deepEqual(
    later.samples.filter((row) => timeOf(row) >= thinnedTo),
    kept,
  )
  assert.deepEqual(later.buckets, original.buckets)
  const thinned = readFullRows(db, node, 0, thinnedTo - 1)
  assert.ok(thinned.times.length >= 4 && thinned.times.length <= 8, `${thinned.times.length} rows`)
  assert.deepEqual(
    [20, 600, 4000].map((points) => extremesOf(db, node, 0, thinLimit - 1, points)),
    extremes,
  )
  assert.equal(readSeries(db, node, 0, thinLimit - 1, 4000).pointMs, minute)
  thinned.times.forEach((time, row) => {
    const end = thinned.times[row + 1] ?? thinnedTo
    const rows = Array.from(whole.times.keys()).filter(
      (one) => (whole.times[one] ?? 0) >= time && (whole.times[one] ?? 0) < end,
    )
    for (let metric = 0; metric < metricCount; metric += 1) {
      const cells = rows.map((one) => one * metricCount + metric)
      const values = cells
        .filter((cell) => whole.status[cell] === status.ok || whole.status[cell] === status.ambiguous)
        .map((cell) => whole.values[cell] ?? Number.NaN)
      const cell = row * metricCount + metric
      if (values.length === 0) assert.ok(thinned.status[cell] !== status.ok)
      else {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length
        assert.ok(Math.abs((thinned.values[cell] ?? Number.NaN) - mean) <= 1e-9 * Math.max(1, Math.abs(mean)))
      }
    }
  })

  await retain(store)
  assert.deepEqual(storeContents(folder), later)
})

/** The time in a row of `storeContents`. */
const timeOf = (row: string): number => (JSON.parse(row) as { time: number }).time

test('the dump imported again over thinned history: every row and extreme is as it was', async (context) => {
  const store = await collected(context)
  const rows = timesIn(store.db, 'samples').length
  await retain(store)
  assert.notEqual(timesIn(store.db, 'samples').length, rows)
  await store.services.imports.start([dump]).outcome
  assert.deepEqual(rowsOf(storeContents(store.folder)), rowsOf(original))
  await retain(store)
  assert.deepEqual(rowsOf(storeContents(store.folder)), rowsOf(original), 'what was imported stays')
})

test('an old dump imported into thinned history loses nothing and changes nothing outside it', async (context) => {
  const store = await collected(context)
  const { db, folder, node, first } = store
  const range = { from: first + minute, to: first + 5 * minute }
  const slice = path.join(path.dirname(folder), 'slice.jsonl')
  writeFileSync(slice, Buffer.concat([...exportedLines(db, node, range)]))
  const extremes = extremesOf(db, node, 0, always, 20)
  await retain(store)
  const thinned = storeContents(folder)
  const imported = await store.services.imports.start([slice]).outcome
  assert.ok(imported.summary.added > 200)
  const later = storeContents(folder)
  const isOutside = (row: string): boolean => timeOf(row) < range.from || timeOf(row) > range.to
  assert.deepEqual(later.samples.filter(isOutside), thinned.samples.filter(isOutside))
  assert.deepEqual(later.signals.filter(isOutside), thinned.signals.filter(isOutside))
  // The first documents have nothing to be compared with; of the first and last minute only a part came back.
  const [settled, wanted] = [later, original].map(({ samples }) =>
    samples.filter((row) => timeOf(row) > range.from + minute && timeOf(row) < range.to - minute),
  )
  assert.deepEqual(settled, wanted)
  assert.deepEqual(extremesOf(db, node, 0, always, 20), extremes)
  for (const time of [range.from, range.to]) {
    const start = Math.floor(time / minute) * minute
    assert.equal(readRows(db, node, start, start + minute - 1).times.length, 1, 'its mean stays in its stead')
  }
})

test('what was imported stays, whatever its age', async (context) => {
  const store = await collected(context)
  store.db.run('UPDATE document_groups SET live = 0')
  await retain(store, {}, store.last + 5000 * day)
  assert.deepEqual(storeContents(store.folder), original)
})

test('rows past their days go with their buckets; the latest documents stay for what comes next', async (context) => {
  const store = await collected(context)
  const { db, folder, services } = store
  await retain(store, {}, store.last + 500 * day)
  const documents = timesIn(db, 'documents')
  assert.ok(documents.length >= 256 && documents.length < 256 + 30, `${documents.length} documents`)
  const [oldest = 0] = documents
  assert.ok(timesIn(db, 'samples').every((time) => time >= oldest))
  assert.ok(storeContents(folder).buckets.every((row) => timeOf(row) >= oldest - 3_600_000))
  const [source] = services.sources.list()
  assert.equal(source?.nodes[0]?.last, store.last)
})

test('a fixed baseline keeps its rows as they are', async (context) => {
  const store = await collected(context)
  const { db, node, first } = store
  const range = { from: first + minute, to: first + 3 * minute }
  const rule = JSON.stringify({ kind: 'fixed', ranges: [range] })
  db.run('INSERT INTO baseline_rules (source_id, rule) SELECT source_id, ? FROM nodes', rule)
  const held = readRows(db, node, range.from, range.to).times.length
  await retain(store)
  assert.equal(readRows(db, node, range.from, range.to).times.length, held)
  assert.ok(readRows(db, node, range.to + minute, range.to + 2 * minute - 1).times.length <= 2)
})

test('documents not yet derived stay, and those that deriving looks back at', async (context) => {
  const store = await collected(context)
  const { db } = store
  const marked = timesIn(db, 'documents')[400] ?? assert.fail()
  db.run('UPDATE nodes SET derived_from = ?', marked)
  await retain(store)
  const left = timesIn(db, 'documents')
  assert.ok(left.includes(marked))
  assert.equal(left.filter((time) => time < marked).length >= 256, true)
})

test('over its budget collected documents go, the oldest first, until there is room again', async (context) => {
  const store = await collected(context)
  const { db } = store
  const held = timesIn(db, 'documents')
  const samples = timesIn(db, 'samples')
  const retention = await retain(store, { 'retention.disk_gb': 0.05 })
  assert.deepEqual([timesIn(db, 'documents'), retention.disk().state], [held, 'ok'])
  // The least budget is larger than the recording.
  const filling = Buffer.alloc(1_000_000)
  db.transaction(() => {
    for (let at = 0; at < 48; at += 1)
      db.run(
        'INSERT INTO reports (source_id, created_at, title, from_time, to_time, incidents, body) SELECT id, 0, ?, 0, 0, 0, ? FROM sources',
        'x',
        filling,
      )
  })
  const disk = (await retain(store, { 'retention.disk_gb': 0.05 })).disk()
  const left = timesIn(db, 'documents')
  assert.ok(left.length < held.length && left.length >= 256)
  assert.deepEqual(left, held.slice(-left.length))
  assert.deepEqual(timesIn(db, 'samples'), samples)
  assert.ok(disk.bytes < 50e6 || left.length < 256 + 30, `${disk.bytes} bytes, ${left.length} documents`)
})

test('messages are forgotten after 90 days, those still to be sent never', async (context) => {
  const store = await collected(context)
  const { db } = store
  const now = store.last
  for (const [id, age, next] of [
    [1, 91, null],
    [2, 91, 5],
    [3, 89, null],
  ] as const) {
    db.run(
      `INSERT INTO deliveries (id, channel, event, subject, body, created_at, state, next_at) VALUES (?, 'mail', 'opened', 's', '{}', ?, 'sent', ?)`,
      id,
      now - age * day,
      next,
    )
  }
  await retain(store, {}, now)
  assert.deepEqual(
    db.all('SELECT id FROM deliveries ORDER BY id').map(({ id }) => id),
    [2, 3],
  )
})

test('stopped in between it has done a part, and the rest later', async (context) => {
  const store = await collected(context)
  const host = testHost({ dataFolder: store.folder, clock: { now: () => store.last + lookedAfter } })
  const settings = new Settings(temporaryRoot(store.folder), short)
  const retention = new Retention({ host, settings, db: store.db })
  await retention.run(AbortSignal.abort())
  const controller = new AbortController()
  const running = retention.run(controller.signal)
  setTimeout(() => controller.abort(), 250)
  await running
  await retain(store)
  const once = storeContents(store.folder)
  await retain(store)
  assert.deepEqual(storeContents(store.folder), once)
})
