// Incidents of what nobody watches any more do not stay open, and who is told of a change is told as it is kept.
import assert from 'node:assert/strict'
import test from 'node:test'
import { WatchInput } from '../../../src-shared/contract/watches.ts'
import { testHost } from '../fixtures/test-host.ts'
import { openReadable } from '../store/database.ts'
import { temporaryStore } from '../store/fixtures/temporary-store.ts'
import { incidentHead, insertIncident } from '../store/incidents.ts'
import { insertWatch, markWatchRemoved, setWatchSource } from '../store/watches.ts'
import { LiveScoring } from './live-scoring.ts'

test('an incident is closed once its source is not watched any more, and told of within the same transaction', async (context) => {
  const { db, folder, source, node } = temporaryStore(context)
  const watch = insertWatch(db, WatchInput.parse({ name: 'nn1', urls: ['http://localhost:9870'] }), 0)
  setWatchSource(db, watch, source)
  const incident = {
    start: 0,
    end: 10,
    peak: 9,
    severity: 50,
    metrics: [],
    users: [],
    causes: [],
    opinions: [],
  }
  const found = {
    ...{ sourceId: source, nodeId: node, haState: 'active', modelId: 'm', threshold: 4 },
    ...{ cause: null, title: 'Bad', user: null, incident },
  }
  const id = insertIncident(db, found, [], 20)
  const reader = openReadable(folder)
  context.after(() => reader.close())
  const told: unknown[] = []
  const scoring = new LiveScoring({
    db,
    host: testHost({ dataFolder: folder, clock: { now: () => 1000 } }),
    models: { inUse: () => undefined, folderOf: () => folder },
    onIncident: (event, { state }) => told.push([event, state, incidentHead(reader, id).state]),
  })
  context.after(() => scoring.stop())
  const round = (): Promise<void> => scoring.run(new AbortController().signal)
  await round()
  assert.deepEqual([incidentHead(db, id).state, told], ['open', []])
  markWatchRemoved(db, watch, 900)
  await round()
  await round()
  assert.deepEqual(told, [['closed', 'closed', 'open']], 'others do not see it yet while it is told')
  assert.deepEqual([incidentHead(reader, id).state, incidentHead(reader, id).closedAt], ['closed', 1000])
})
