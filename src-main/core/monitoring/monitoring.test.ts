// Monitoring on a clock that is moved by hand: stages in their turn, one process at a time, what goes wrong.
import assert from 'node:assert/strict'
import test from 'node:test'
import { temporaryFolder } from '../../../e2e/recordings.ts'
import { WatchInput } from '../../../src-shared/contract/watches.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { testHost } from '../fixtures/test-host.ts'
import { ManualTime } from '../scheduler/fixtures/manual-time.ts'
import { type Services, createServices } from '../services.ts'
import { openDatabase } from '../store/database.ts'
import { sampleAt } from '../store/fixtures/temporary-store.ts'
import { insertSamples } from '../store/samples.ts'
import { saveScored } from '../store/scored.ts'
import { ensureNode, ensureSource, updateNode } from '../store/sources.ts'
import { insertWatch, pauseWatch, setWatchSource } from '../store/watches.ts'

const minute = 60_000
const start = Date.UTC(2026, 4, 5, 8)

interface Watching {
  readonly services: Services
  readonly time: ManualTime
  readonly logged: string[]
}

/** A process of its own on a data folder. */
async function processOn(context: test.TestContext, dataFolder: string): Promise<Watching> {
  const time = new ManualTime(start)
  const logged: string[] = []
  const { clock, timers } = time
  const log = (message: string): void => void logged.push(message)
  const services = await createServices(testHost({ dataFolder, clock, timers, log }))
  context.after(() => services.close())
  return { services, time, logged }
}

const isBusy = (text: RegExp) => (error: unknown) =>
  error instanceof DeclaredError && error.code === 'BUSY' && text.test(error.message)

/** The status of a stage. */
const stageOf = ({ services }: Watching, name: string) =>
  services.monitoring.status().stages.find(({ stage }) => stage === name) ?? assert.fail(`no stage ${name}`)

test('each stage runs in its turn and by hand, and tells when', async (context) => {
  const watching = await processOn(context, temporaryFolder(context))
  const { services, time } = watching
  const { monitoring } = services
  assert.deepEqual([monitoring.status().state, monitoring.status().stages], ['off', []])
  await assert.rejects(monitoring.run('score'), isBusy(/off: it runs in/))
  services.settings.update({ 'scheduler.zone': 'UTC' })
  monitoring.start()
  monitoring.start()
  assert.deepEqual(
    monitoring.status().stages.map(({ stage, when }) => [stage, when]),
    [
      ['collect', 'every 10 s'],
      ['process', 'every 60 s'],
      ['score', 'every 5 min'],
      ['retrain', '0 2 * * * (UTC)'],
      ['retain', 'every hour'],
    ],
  )
  assert.deepEqual([monitoring.status().state, monitoring.status().since], ['on', start])
  assert.equal(stageOf(watching, 'retain').nextAt, start + minute)
  await time.pass(2 * minute + 1000)
  assert.deepEqual(
    ['process', 'score', 'retrain'].map((name) => {
      const { lastAt, nextAt, error } = stageOf(watching, name)
      return [lastAt === null ? null : lastAt - start, (nextAt ?? Number.NaN) - start, error]
    }),
    [
      [2 * minute, 3 * minute, null],
      [0, 5 * minute, null],
      [null, 18 * 60 * minute, null],
    ],
  )
  const status = await monitoring.run('score')
  assert.equal(status.stages[2]?.lastAt, start + 2 * minute + 1000)
  await monitoring.stop()
  assert.equal(monitoring.status().state, 'off')
})

test('one process at a time; another waits for its end', async (context) => {
  const folder = temporaryFolder(context)
  const first = await processOn(context, folder)
  const second = await processOn(context, folder)
  first.services.monitoring.start()
  second.services.monitoring.start()
  assert.equal(second.services.monitoring.status().state, 'elsewhere')
  await assert.rejects(second.services.monitoring.run('process'), isBusy(/Another nnad/))
  await second.time.pass(30_000)
  assert.equal(second.services.monitoring.status().state, 'elsewhere')
  await first.services.monitoring.stop()
  await second.time.pass(10_000)
  assert.equal(second.services.monitoring.status().state, 'on')
})

test('a stage that fails says why, is logged once, and stops nothing', async (context) => {
  const folder = temporaryFolder(context)
  const watching = await processOn(context, folder)
  const { services, logged } = watching
  const db = openDatabase(folder)
  context.after(() => db.close())
  const watch = insertWatch(db, WatchInput.parse({ name: 'nn1', urls: ['http://localhost:9870'] }), start)
  pauseWatch(db, watch, true)
  const source = ensureSource(db, 'CID-1/BP-1', 'nn1')
  setWatchSource(db, watch, source)
  services.monitoring.start()
  db.run('ALTER TABLE scored RENAME TO elsewhere')
  for (let round = 0; round < 3; round += 1) {
    await services.monitoring.run('score').catch(() => undefined)
  }
  db.run('ALTER TABLE elsewhere RENAME TO scored')
  assert.match(stageOf(watching, 'score').error ?? '', /scored/)
  assert.deepEqual(
    logged.filter((line) => line.includes('score')),
    ['The stage "score" failed'],
  )
  await services.monitoring.run('process')
  await services.monitoring.run('score')
  assert.equal(stageOf(watching, 'score').error, null)
})

test('how a source stands: lag, roles, and the rows that are missing before a training', async (context) => {
  const folder = temporaryFolder(context)
  const { services, time } = await processOn(context, folder)
  const db = openDatabase(folder)
  context.after(() => db.close())
  const watch = insertWatch(db, WatchInput.parse({ name: 'nn1', urls: ['http://localhost:9870'] }), start)
  pauseWatch(db, watch, true)
  const source = ensureSource(db, 'CID-1/BP-1', 'nn1')
  const node = ensureNode(db, source, 'nn1:8020')
  updateNode(db, node, { version: '3.4.1', haState: 'active', zone: undefined })
  setWatchSource(db, watch, source)
  const samples = Array.from({ length: 100 }, (_, row) => sampleAt(start - (100 - row) * 10_000, { 0: 1 }))
  insertSamples(db, node, samples)
  services.monitoring.start()
  const [status, ...others] = (await services.monitoring.run('score')).sources
  assert.deepEqual(others, [])
  assert.deepEqual(status, {
    sourceId: source,
    name: 'nn1',
    lastRowAt: start - 10_000,
    lagMs: time.wall - start + 10_000,
    openIncidents: 0,
    roles: [
      {
        ...{
          haState: 'active',
          node: 'nn1:8020',
          modelId: null,
          threshold: null,
          score: null,
          scoredTo: null,
        },
        ...{ rowsHeld: 100, rowsNeeded: 260 },
      },
    ],
  })
  // A clock that was ahead has left a row of tomorrow.
  insertSamples(db, node, [sampleAt(start + 1440 * minute, { 0: 1 })])
  const standing = async () => (await services.monitoring.run('score')).sources[0]
  assert.equal((await standing())?.lastRowAt, start - 10_000)

  for (const [index, name] of ['nn2:8020', 'nn3:8020'].entries()) {
    const id = ensureNode(db, source, name)
    updateNode(db, id, { version: '3.4.1', haState: 'standby', zone: undefined })
    saveScored(db, {
      nodeId: id,
      haState: 'standby',
      modelId: 'm',
      scoredTo: start,
      score: 3 + index,
      runFrom: null,
    })
  }
  const roles = (await standing())?.roles.filter(({ haState }) => haState === 'standby')
  assert.deepEqual(
    roles?.map((role) => [role.node, role.score]),
    [
      ['nn2:8020', 3],
      ['nn3:8020', 4],
    ],
  )
})
