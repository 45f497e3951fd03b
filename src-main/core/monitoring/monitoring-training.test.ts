// Trainings beside monitoring: scoring does not wait for them, nor does a stop.
import assert from 'node:assert/strict'
import test from 'node:test'
import { temporaryFolder } from '../../../e2e/recordings.ts'
import { WatchInput } from '../../../src-shared/contract/watches.ts'
import { testHost } from '../fixtures/test-host.ts'
import { ManualTime } from '../scheduler/fixtures/manual-time.ts'
import { createServices } from '../services.ts'
import { openDatabase } from '../store/database.ts'
import { sampleAt } from '../store/fixtures/temporary-store.ts'
import { insertSamples } from '../store/samples.ts'
import { ensureNode, ensureSource, updateNode } from '../store/sources.ts'
import { insertWatch, pauseWatch, setWatchSource } from '../store/watches.ts'

const start = Date.UTC(2026, 4, 5, 8)

test('a first training waits behind one that runs for minutes; scoring and a stop wait for neither', async (context) => {
  const folder = temporaryFolder(context)
  const { clock, timers } = new ManualTime(start)
  const services = await createServices(testHost({ dataFolder: folder, clock, timers }))
  const db = openDatabase(folder)
  const watch = insertWatch(db, WatchInput.parse({ name: 'nn1', urls: ['http://localhost:9870'] }), start)
  pauseWatch(db, watch, true)
  const source = ensureSource(db, 'CID-1/BP-1', 'nn1')
  const node = ensureNode(db, source, 'nn1:8020')
  updateNode(db, node, { version: '3.4.1', haState: 'active', zone: undefined })
  setWatchSource(db, watch, source)
  const rows = Array.from({ length: 400 }, (_, row) =>
    sampleAt(start - (400 - row) * 10_000, { 0: row % 7, 1: row % 5 }),
  )
  insertSamples(db, node, rows)
  db.close()
  const { outcome } = services.models.train({
    ...{ source, node: undefined, profile: 'original', draft: true },
    ranges: [{ from: start - 4_000_000, to: start }],
    settings: { 'model.epochs': 10_000 },
  })
  const cancelled = assert.rejects(outcome, { code: 'CANCELLED' })
  services.monitoring.start()
  const { stages } = await services.monitoring.run('score')
  assert.equal(stages.find(({ stage }) => stage === 'score')?.lastAt, start)
  assert.equal(stages.find(({ stage }) => stage === 'retrain')?.isRunning, true)
  await services.close()
  await cancelled
  assert.deepEqual(services.jobs.underWay(), [])
})
