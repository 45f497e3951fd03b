// Who called, over real recordings: the culprit of each storm first, nobody in faults that nobody made.
import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { baselineOf, columnsBetween, recordedLabels, recordedStore } from '../../../e2e/recorded-store.ts'
import { factsOf, noConfiguration, noLogs } from '../diagnosis/facts-of.ts'
import type { Who } from '../diagnosis/facts.ts'
import { baselineWitnessSchema } from '../diagnosis/witness.ts'
import { baselineWitness, incidentWitness, windowStates, witnessesBetween } from './witness.ts'

const day = await recordedStore('day-a')
const slowSync = await recordedStore('slow-sync-3.4')
after(() => {
  day[Symbol.dispose]()
  slowSync[Symbol.dispose]()
})
const { db } = day
const { baselineSeconds, events } = recordedLabels('day-a')
const first = columnsBetween(db, 0, Number.MAX_SAFE_INTEGER).times[0] ?? Number.NaN
const baseline = { from: first, to: first + baselineSeconds * 1000 }
const usual = baselineWitness(db, 1, [baseline])
const usualLevels = baselineOf(columnsBetween(db, baseline.from, baseline.to))

const minute = 60_000

function whoIn(start: number, end: number, witness = usual): Who {
  return factsOf({
    columns: columnsBetween(db, start - minute, end),
    baseline: usualLevels,
    incident: { start, end },
    witness: { documents: incidentWitness(db, 1, { from: start, to: end }), baseline: witness },
    configuration: noConfiguration,
    logs: noLogs,
  }).who
}

/** As labelled, and as if detection had begun early and ended late. */
const shifts = [
  [0, 0],
  [-8000, 20_000],
] as const

for (const { kind, start, end, user, operation } of events)
  test(`${kind}: ${user === null ? 'nobody rose' : `${user} with ${operation ?? ''} first`}`, () => {
    for (const [early, late] of shifts) {
      const { users, unknown } = whoIn(start + early, end + late)
      assert.equal(unknown, null)
      assert.deepEqual([users[0]?.user ?? null, users[0]?.operation ?? null], [user, operation])
      const [leading] = users
      if (leading !== undefined) assert.ok(leading.share > 0.3 && leading.callShare > 0.3)
    }
  })

test('rates are those of the operations’ own counters, though windows of nntop hold half of the calls', () => {
  for (const [kind, column] of [
    ['mass_delete', 'DeleteNumOps'],
    ['small_file_storm', 'CreateNumOps'],
    ['listing_storm', 'GetListingNumOps'],
    ['dnreport_storm', 'GetDatanodeReportNumOps'],
  ] as const) {
    const { start, end } = events.find((event) => event.kind === kind) ?? assert.fail(kind)
    const { users } = whoIn(start, end)
    const facts = factsOf({
      columns: columnsBetween(db, start, end),
      baseline: usualLevels,
      incident: { start, end },
      witness: { documents: [], baseline: null },
      configuration: noConfiguration,
      logs: noLogs,
    })
    const all = facts.level(column)?.mean ?? Number.NaN
    const own = users[0]?.perSecond ?? 0
    assert.ok(own > 0.85 * all && own < 1.05 * all, `${kind}: ${own} of ${all}`)
  }
})

test('the healthy stretches have no culprit', () => {
  for (let start = baseline.from; start + 2 * minute < baseline.to; start += 2 * minute)
    assert.deepEqual(whoIn(start, start + minute).users, [])
})

test('a baseline’s witness goes through JSON unchanged, and is small', () => {
  const text = JSON.stringify(usual)
  assert.deepEqual(baselineWitnessSchema.parse(JSON.parse(text)), usual)
  assert.ok(text.length < 40_000, String(text.length))
  assert.ok(usual.documents >= 15 && usual.documents <= 20 && usual.hasUsers)
})

test('a baseline of several ranges counts no calls between them', () => {
  const [one, other] = [
    { from: baseline.from, to: baseline.from + 4 * minute },
    { from: baseline.from + 10 * minute, to: baseline.from + 14 * minute },
  ]
  const { users, documents } = baselineWitness(db, 1, [one, other])
  assert.ok(documents <= 20)
  const rateOf = (list: typeof users): number =>
    list.find(({ user, operation }) => user === 'spark' && operation === 'getfileinfo')?.perSecond ?? 0
  assert.ok(rateOf(users) > rateOf(usual.users) / 2 && rateOf(users) < rateOf(usual.users) * 2)
})

test('documents that are gone leave it unknown, in the incident as in the baseline', () => {
  const nothing = baselineWitness(db, 1, [{ from: 1, to: 2 }])
  assert.deepEqual([nothing.documents, nothing.hasUsers], [0, false])
  const { start, end } = events[0] ?? assert.fail()
  assert.match(whoIn(start, end, nothing).unknown ?? '', /model does not know/)
  assert.match(whoIn(1, 2).unknown ?? '', /raw documents of this time are gone/)
})

test('a stretch is looked at in at most 20 documents, evenly spread or in pairs', () => {
  const times = (from: number, to: number) => witnessesBetween(db, 1, { from, to }).map(({ time }) => time)
  const short = times(first, first + minute)
  assert.equal(short.length, 20)
  const long = times(first, first + 50 * minute)
  assert.ok(long.length === 20 && long.every((time, index) => index === 0 || time > (long[index - 1] ?? 0)))
  assert.ok((long[1] ?? 0) - (long[0] ?? 0) < 20_000 && (long[2] ?? 0) - (long[1] ?? 0) > 4 * minute)
  assert.deepEqual(times(1, 2), [])
})

test('day-a was in its usual service all the time, and so was slow-sync-3.4, an hour after its start', () => {
  assert.deepEqual(windowStates(db, 1, { from: first, to: first + 55 * minute }), [])
  const kinds = windowStates(slowSync.db, 1, { from: 0, to: Number.MAX_SAFE_INTEGER }).map(({ kind }) => kind)
  assert.ok(
    kinds.every((kind) => kind === 'warming-up'),
    kinds.join(),
  )
})
