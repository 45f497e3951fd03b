// Looks in any rounds find what one look at all finds: by made rows that are quiet, waver, are bad, and break.
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import fc from 'fast-check'
import { placeOf } from '../../../src-shared/scales.ts'
import { columnIndex } from '../../../src-shared/signals.ts'
import { incidentsOf } from '../diagnosis/incidents.ts'
import { knownBaseline } from '../report/explain.ts'
import { untrainedModel } from '../report/fixtures/untrained-model.ts'
import { scoreWindows } from '../report/score.ts'
import { windowStarts } from '../etl/sequences.ts'
import { sampleAt, temporaryStore } from '../store/fixtures/temporary-store.ts'
import { getIncident, listIncidents } from '../store/incidents.ts'
import { insertSamples, readFullRows } from '../store/samples.ts'
import type { ScoredTo } from '../store/scored.ts'
import { lookAt } from './look.ts'
import { nextLook } from './next-look.ts'

const sync = columnIndex.get('SyncsAvgTime') ?? -1
const model = untrainedModel('deviations')
const spacing = 10_000
/** More than ends an incident. */
const silence = 25 * 3_600_000

/** The value whose place on the common scale is so many steps above that of 0. */
function valueAt(steps: number): number {
  let value = 0.001
  while (placeOf('SyncsAvgTime', value) - placeOf('SyncsAvgTime', 0) < steps) value *= 1.01
  return value
}
/** By the score that they lead to: 0, about 0.7, about 9; the threshold is 1, an incident ends below 0.5. */
const levels = { quiet: 0.001, wavering: valueAt(1.7), bad: valueAt(10), worse: valueAt(14) }
type Level = keyof typeof levels

/** A store with these rows, a level each; `restarts`: rows that follow a restart. */
function storeOf(context: TestContext, rows: readonly Level[], restarts: ReadonlySet<number> = new Set()) {
  const store = temporaryStore(context)
  insertSamples(
    store.db,
    store.node,
    rows.map((level, row) =>
      sampleAt(row * spacing, { [sync]: levels[level] }, restarts.has(row) ? { break: 'restart' } : {}),
    ),
  )
  return store
}

type Store = ReturnType<typeof storeOf>

/** Live scoring in rounds at these times, and once more long after the last row. */
async function live({ db, source, node }: Store, times: readonly number[]) {
  const baseline = knownBaseline({ db, sourceId: source, nodeId: node }, model.facts)
  let scored: ScoredTo = {
    ...{ nodeId: node, haState: 'active', modelId: 'm' },
    ...{ scoredTo: -1, score: null, runFrom: null },
  }
  const events: string[] = []
  for (const now of times) {
    let hasMore = true
    while (hasMore) {
      const next = await nextLook(db, scored, {
        ...{ sourceId: source, model: { id: 'm', threshold: 1 }, now },
        look: (stretch) => lookAt(db, model, stretch, () => baseline),
      })
      ;({ scored, hasMore } = next)
      for (const { event, incident } of next.changes)
        if (event !== 'continued') events.push(`${event} ${String(incident.id)}`)
    }
  }
  const kept = listIncidents(db, { source, state: undefined, from: 0, to: 1e12, limit: 1000 })
    .map(({ id }) => getIncident(db, id))
    .toSorted((left, right) => left.start - right.start)
  return { kept, events }
}

/** What one look at all rows finds. */
async function whole({ db, node }: Store) {
  const rows = readFullRows(db, node, 0, 1e12)
  const starts = windowStarts(rows, model.facts.architecture.sequenceLength)
  if (starts.length === 0) return []
  const scored = { ...(await scoreWindows(model, rows, starts)), threshold: 1 }
  return incidentsOf(scored).toSorted((left, right) => left.start - right.start)
}

const part = fc.record({
  level: fc.constantFrom<Level>('quiet', 'quiet', 'wavering', 'bad', 'worse'),
  rows: fc.integer({ min: 1, max: 14 }),
  restarts: fc.boolean(),
})

test('rounds of any length find the same incidents, each opened and closed once', async (context) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { minLength: 1, maxLength: 14 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }),
      async (parts, rounds) => {
        const rows = parts.flatMap((one) => Array.from({ length: one.rows }, () => one.level))
        const restarts = new Set<number>()
        parts.reduce((row, one) => {
          // Every third of them, so that there is time for windows.
          if (one.restarts && one.rows % 3 === 0 && row > 0) restarts.add(row)
          return row + one.rows
        }, 0)
        const store = storeOf(context, rows, restarts)
        const times: number[] = []
        for (let [now, round] = [0, 0]; now < rows.length * spacing; round += 1) {
          now += (rounds[round % rounds.length] ?? 1) * spacing
          times.push(Math.min(now, rows.length * spacing))
        }
        const { kept, events } = await live(store, [...times, rows.length * spacing + silence])
        assert.deepEqual(
          kept.map(({ start, end, peak }) => [start, end, peak]),
          (await whole(store)).map(({ start, end, peak }) => [start, end, peak]),
        )
        assert.deepEqual(
          events.toSorted(),
          kept.flatMap(({ id }) => [`closed ${String(id)}`, `opened ${String(id)}`]).toSorted(),
        )
      },
    ),
    { numRuns: 40 },
  )
})

test('an incident of hours stays one, is read in pieces, and its worst part is told', async (context) => {
  const rows = Array.from({ length: 3200 }, (_, row): Level => {
    if (row < 100 || row >= 3100) return 'quiet'
    return row >= 2800 && row < 2840 ? 'worse' : 'bad'
  })
  const store = storeOf(context, rows)
  const times = Array.from({ length: 11 }, (_, round) => (round + 1) * 300 * spacing)
  const { kept, events } = await live(store, [...times, 3200 * spacing + silence])
  const [expected, ...more] = await whole(store)
  assert.deepEqual([events.length, kept.length, more], [2, 1, []])
  const [only] = kept
  assert.ok(only)
  assert.deepEqual([only.start, only.end, only.peak], [expected?.start, expected?.end, expected?.peak])
  // Flagged from the second bad row to the third quiet one.
  assert.equal(only.windows, 3000 - 1 + 3)
  assert.ok((only.incident.metrics[0]?.peak ?? 0) > levels.bad * 2, 'its evidence is of the worst part')
})

test('a state that was left for long ends its incident and goes on when it is back', async (context) => {
  const active = [
    ...Array.from({ length: 60 }, (): Level => 'quiet'),
    ...Array.from({ length: 20 }, (): Level => 'bad'),
  ]
  const away = Array.from({ length: 2500 }, (): Level => 'bad')
  const store = storeOf(context, [...active, ...away, ...active])
  const { db } = store
  const [left, back] = [active.length * spacing, (active.length + away.length) * spacing]
  db.run("UPDATE samples SET ha_state = 'standby' WHERE time >= ? AND time < ?", left, back)
  db.run("UPDATE samples SET break = 'ha-change' WHERE time IN (?, ?)", left, back)
  const { kept, events } = await live(store, [left, back + left + silence])
  assert.deepEqual(
    kept.map(({ start, end }) => [start, end]),
    [
      [60 * spacing, 79 * spacing],
      [back + 60 * spacing, back + 79 * spacing],
    ],
  )
  assert.deepEqual(events, ['opened 1', 'closed 1', 'opened 2', 'closed 2'])
})
