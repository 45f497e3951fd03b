// A week of watching an HA pair in minutes, with everything that goes wrong in a week: no crash, nothing twice, nothing
// lost, flat memory, a file as large as predicted. NNAD_SOAK=1 takes the week; otherwise it is an hour and a half.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import v8 from 'node:v8'
import vm from 'node:vm'
import { z } from 'zod'
import { testHost } from '../../src-main/core/fixtures/test-host.ts'
import { Retention } from '../../src-main/core/retention/retention.ts'
import { Settings } from '../../src-main/core/settings.ts'
import { openDatabase } from '../../src-main/core/store/database.ts'
import { lightFile, lightTimes } from '../light-recording.ts'
import { runNnad } from '../nnad-command.ts'
import { temporaryFolder } from '../recordings.ts'
import { assertSame, storeContents } from '../store-contents.ts'
import { accountOf } from '../live/accounts.ts'
import { planned } from '../live/happenings.ts'
import { assertIntact, keptSerials, reading, writeDump } from '../live/kept-documents.ts'
import { startNameNodes } from '../live/namenodes.ts'
import { recordBefore } from '../live/recorded-before.ts'
import { type RealTime, letHappen, soakTime, watchedCore } from '../live/watched-week.ts'

const isSoak = process.env['NNAD_SOAK'] === '1'
const hour = 3_600_000
/** `hours` of watched time at `speed`; `near` is how far the size may be from what is predicted. */
const form = isSoak
  ? { hours: 7 * 24, speed: 800, rounds: 4, documents: 1500, near: 0.2 }
  : { hours: 1.6, speed: 600, rounds: 1, documents: 200, near: 0.5 }
const nodes = 2
/**
 * How much memory may grow after the warm-up, bytes: what scripts hold not at all, beyond the noise of threads that collect
 * garbage when they like; resident memory by the pieces that trainings on ever more rows leave to the allocator.
 */
const mostGrowth = { heap: 80e6, rss: 400e6 }

Object.assign(process.report, { excludeNetwork: true })
v8.setFlagsFromString('--expose-gc')
const collectGarbage = vm.runInNewContext('gc') as () => void

interface Measured {
  readonly documents: number
  readonly rows: number
  /** Of the database, without its free pages. */
  readonly bytes: number
  readonly rss: number
  /** Of all threads. */
  readonly heap: number
}

const Heap = z.object({ javascriptHeap: z.object({ usedMemory: z.number(), externalMemory: z.number() }) })
const Threads = Heap.extend({ workers: z.array(Heap) })

/** What scripts hold in all threads, bytes. */
function heldByThreads(): number {
  collectGarbage()
  const main = Threads.parse(process.report.getReport())
  return [main, ...main.workers].reduce(
    (sum, { javascriptHeap }) => sum + javascriptHeap.usedMemory + javascriptHeap.externalMemory,
    0,
  )
}

function measured(data: string): Measured {
  const heap = heldByThreads()
  const { rss } = process.memoryUsage()
  return reading(data, (db) => {
    const number = (sql: string): number => Number(Object.values(db.get(sql) ?? {})[0])
    const pages = number('PRAGMA page_count') - number('PRAGMA freelist_count')
    return {
      documents: number('SELECT count(*) FROM documents'),
      rows: number('SELECT count(*) FROM samples'),
      bytes: pages * number('PRAGMA page_size'),
      rss,
      heap,
    }
  })
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)

function report(context: TestContext, all: readonly (Measured & { readonly what: string })[]): void {
  context.diagnostic('after | documents | rows | database MB | resident MB | heap MB')
  const step = Math.ceil(all.length / 12)
  all
    .filter((_, index) => index % step === 0 || index === all.length - 1)
    .forEach(({ what, documents, rows, bytes, rss, heap }) => {
      const figures = [megabytes(bytes), megabytes(rss), megabytes(heap)].join(' | ')
      context.diagnostic(`${what} | ${documents} | ${rows} | ${figures}`)
    })
}

/** Documents that stay whatever their age: what deriving looks back at and a group at its edge, of each node; imported ones. */
const spared = nodes * (256 + 30) + 60 + lightTimes.documents

/** Retention leaves the documents of its days, and gives the room of the others back. */
async function assertRetained(context: TestContext, data: string, now: number): Promise<void> {
  const days = form.hours / 24 / 6
  const newer = reading(data, (db) =>
    Number(
      db.get('SELECT count(*) AS n FROM documents WHERE time >= ?', Math.ceil(now - days * 24 * hour))?.['n'],
    ),
  )
  const before = measured(data)
  const settings = new Settings(data)
  settings.update({ 'retention.document_days': days })
  const db = openDatabase(data)
  const host = testHost({ dataFolder: data, clock: { now: () => now } })
  await new Retention({ host, settings, db }).run(AbortSignal.timeout(120_000))
  db.close()
  const left = measured(data)
  context.diagnostic(
    `kept for ${days.toFixed(2)} days: ${left.documents} of ${before.documents} documents, ${newer} of them newer; ` +
      `${megabytes(left.bytes)} of ${megabytes(before.bytes)} MB`,
  )
  assert.ok(left.documents >= newer && left.documents <= newer + spared)
  assert.equal(left.rows, before.rows)
}

test(`${form.hours} hours of an HA pair with every fault`, async (context) => {
  const folder = temporaryFolder(context)
  const data = path.join(folder, 'data')
  mkdirSync(data)
  await using namenodes = await startNameNodes({
    nodes,
    recording: 'day-a',
    documents: form.documents,
    isOneCluster: true,
  })
  const time = soakTime(form.speed)
  const before = path.join(folder, 'before.jsonl')
  await recordBefore(namenodes.urls[0] ?? '', before, {
    count: 60,
    spacing: 10_000,
    until: time.now() - hour,
  })
  const all: (Measured & { readonly what: string })[] = []
  const settings = { 'model.epochs': 2, 'retention.document_days': 400 }
  let now = 0
  let leftOut: readonly RealTime[] = []
  let bugs: readonly string[] = []
  {
    await using watched = await watchedCore(data, namenodes, time, settings)
    const plan = planned(7, form.hours * hour, form.rounds, nodes)
    leftOut = await letHappen(plan, { namenodes, watched, dumps: [before, lightFile] }, (what) => {
      all.push({ what, ...measured(data) })
    })
    now = time.now()
    bugs = watched.bugs
  }
  report(context, all)

  const served = await Promise.all([...Array(nodes).keys()].map((node) => namenodes.served(node)))
  const account = accountOf(served, keptSerials(data), leftOut)
  const polls = served.reduce((sum, node) => sum + node.polledAt.length, 0)
  context.diagnostic('polls | perhaps given up | served whole | kept | lost | repeats | repeats kept')
  context.diagnostic(
    `${polls} | ${account.torn} | ${account.served} | ${account.kept} | ${account.lost.length} | ${account.repeats} | ${account.keptRepeats}`,
  )
  assert.deepEqual(bugs, [])
  // A busy machine is late by minutes of fast time: connections are too old then and made anew.
  assert.ok(account.torn < polls / 2, 'most polls are known to have been received')
  // The polls under way when the watch ended.
  const ends = served.map(({ whole }) => whole.at(-1))
  assert.deepEqual(
    account.lost.filter((serial) => !ends.includes(serial)),
    [],
    'documents were served whole and not kept',
  )
  assertIntact(data)

  // After the warm-up (code is compiled, pools fill) memory is flat.
  const settled = all.slice(Math.floor(all.length / 4))
  for (const what of ['rss', 'heap'] as const) {
    const half = Math.floor(settled.length / 2)
    const least = (some: readonly Measured[]): number => Math.min(...some.map((one) => one[what]))
    const grown = least(settled.slice(half)) - least(settled.slice(0, half))
    assert.ok(grown < mostGrowth[what], `${what} grew by ${megabytes(grown)} MB`)
  }

  // Size: bytes a document and its row, measured in the first half, times those of the second half.
  const [first, middle, last] = [all.at(0), all[Math.floor(all.length / 2)], all.at(-1)]
  assert.ok(first !== undefined && middle !== undefined && last !== undefined)
  const each = (middle.bytes - first.bytes) / (middle.documents - first.documents)
  const predicted = middle.bytes + (last.documents - middle.documents) * each
  context.diagnostic(
    `bytes a document with its row ${each.toFixed(0)}, database predicted ${megabytes(predicted)} MB, got ${megabytes(last.bytes)} MB`,
  )
  assert.ok(Math.abs(last.bytes / predicted - 1) < form.near, 'the database is as large as predicted')

  // An import of the kept documents gives the same rows, bit for bit.
  const dump = path.join(folder, 'kept.jsonl.zst')
  writeDump(data, dump)
  const again = path.join(folder, 'again')
  const outcome = await runNnad(['import', dump, '--data', again])
  assert.equal(outcome.code, 0, outcome.stderr)
  assertSame(storeContents(data), storeContents(again), ['samples', 'signals', 'buckets'])
  await assertRetained(context, data, now)
})
