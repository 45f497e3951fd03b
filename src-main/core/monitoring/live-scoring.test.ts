// Live scoring over a part of a real day, in rounds: what one analysis of it all finds, each once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { listIncidents } from '../store/incidents.ts'
import { LiveDay, type Told, baseline, dayEnds, essence, eventsOf } from './fixtures/live-day.ts'

const minute = 60_000
const all = { from: baseline.to, to: dayEnds.twoFaults }

let day: LiveDay
let whole: readonly Incident[]
before(async () => {
  day = await LiveDay.open(all.to)
  whole = await day.analysed(all)
})
after(() => day[Symbol.asyncDispose]())

/** From the first bad row to the round that opened it, s, rising. */
const delaysOf = (told: readonly Told[]): number[] =>
  told
    .flatMap(({ event, incident, at }) => (event === 'opened' ? [(at - incident.start) / 1000] : []))
    .toSorted((left, right) => left - right)

function assertEachOnce(told: readonly Told[]): void {
  for (const events of Object.values(eventsOf(told))) assert.deepEqual(events, ['opened', 'closed'])
}

test('rounds of three minutes find what one analysis of it all finds, each once', async (context) => {
  const told = await day.live(all, 3 * minute)
  assert.equal(whole.length, 2)
  assert.deepEqual(day.kept().map(essence), whole.map(essence))
  const delays = delaysOf(told)
  context.diagnostic(`from onset to opened, s: ${delays.map(Math.round).join(', ')}`)
  assert.ok((delays.at(-1) ?? Infinity) <= 190, 'at the next round but for its first rows')
  const open = listIncidents(day.db, { source: 1, state: 'open', from: 0, to: all.to, limit: 9 })
  // The recording ends before the last one does.
  assert.deepEqual(
    open.map(({ start }) => start),
    [whole.at(-1)?.start].slice(0, open.length),
  )
})

test('short rounds open an incident while it lasts, update it, and find the same in the end', async (context) => {
  const told = await day.live(all, minute / 2)
  assert.deepEqual(day.kept().map(essence), whole.map(essence))
  const delays = delaysOf(told)
  context.diagnostic(`from onset to opened, s: ${delays.map(Math.round).join(', ')}`)
  assert.ok((delays.at(-1) ?? Infinity) <= 45)
  assert.equal(
    told.filter(({ event }) => event === 'worse').length,
    0,
    'a severity that hardly rises is no news',
  )
})

test('one that was less bad when somebody was told is told once more', async () => {
  const [fault] = whole
  assert.ok(fault)
  day.scoredTo(fault.start - minute)
  await using first = day.start()
  await first.round(fault.start + 15_000)
  day.db.run('UPDATE incidents SET severity = severity - 12')
  await using second = day.start()
  for (const at of [20_000, 25_000]) await second.round(fault.start + at)
  assert.deepEqual(
    second.told.map(({ event, incident, at }) => [event, incident.state, at - fault.start]),
    [['worse', 'open', 20_000]],
  )
})

test('a process that ends after each round changes nothing', async () => {
  const [fault] = whole
  assert.ok(fault)
  const range = { from: fault.start - 5_000, to: fault.end + minute / 2 }
  day.scoredTo(range.from)
  const told: Told[] = []
  for (let now = range.from; now < range.to;) {
    now = Math.min(range.to, now + 30_000)
    await using rounds = day.start()
    await rounds.round(now)
    told.push(...rounds.told)
  }
  assertEachOnce(told)
  assert.deepEqual(day.kept().map(essence), [essence(fault)])
})

test('a day that was missed is caught up with in one round', async () => {
  const told = await day.live(all, all.to)
  assert.deepEqual(day.kept().map(essence), whole.map(essence))
  assert.equal(told.filter(({ event }) => event === 'opened').length, whole.length)
})
