// Live scoring where a stretch breaks: gaps, restarts, failovers, silence, clocks that are set, another model.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { listScored } from '../store/scored.ts'
import { LiveDay, baseline, dayEnds, essence, eventsOf } from './fixtures/live-day.ts'

const minute = 60_000
const hour = 60 * minute

const dayEnd = dayEnds.oneFault

let day: LiveDay
let fault: Incident
/** The fault, and some time around it. */
let around: TimeRange
/** A row in its midst. */
let middle: number
before(async () => {
  day = await LiveDay.open(dayEnd)
  const [first, ...others] = await day.analysed({ from: baseline.to, to: dayEnd })
  assert.ok(first)
  assert.deepEqual(others, [])
  fault = first
  around = { from: fault.start - 10_000, to: fault.end + 60_000 }
  middle = Number(
    day.db.get('SELECT min(time) AS time FROM samples WHERE time >= ?', (fault.start + fault.end) / 2)?.[
      'time'
    ],
  )
})
after(() => day[Symbol.asyncDispose]())

/** Takes rows away; the function that comes back puts them back. */
function without({ from, to }: TimeRange): () => void {
  const { db } = day
  for (const table of ['samples', 'signals']) {
    db.run(`CREATE TEMP TABLE IF NOT EXISTS gone_${table} AS SELECT * FROM ${table} WHERE 0`)
    db.run(`INSERT INTO gone_${table} SELECT * FROM ${table} WHERE time BETWEEN ? AND ?`, from, to)
    db.run(`DELETE FROM ${table} WHERE time BETWEEN ? AND ?`, from, to)
  }
  return () => {
    for (const table of ['samples', 'signals']) {
      db.run(`INSERT INTO ${table} SELECT * FROM gone_${table}`)
      db.run(`DELETE FROM gone_${table}`)
    }
  }
}

/** Rounds of 25 s find what one analysis of the same rows finds, each opened and closed once. */
async function assertSame(): Promise<Incident[]> {
  const told = await day.live(around, 25_000)
  const kept = day.kept()
  assert.deepEqual(kept.map(essence), (await day.analysed(around)).map(essence))
  for (const events of Object.values(eventsOf(told))) assert.deepEqual(events, ['opened', 'closed'])
  assert.equal(Object.keys(eventsOf(told)).length, kept.length)
  return kept
}

test('a gap ends an incident', async () => {
  const putBack = without({ from: middle, to: middle + 15_000 })
  try {
    const [before_, ...others] = await assertSame()
    assert.ok((before_?.end ?? Infinity) < middle)
    assert.ok(others.every(({ start }) => start > middle + 15_000))
  } finally {
    putBack()
  }
})

test('a restart ends an incident', async () => {
  day.db.run("UPDATE samples SET break = 'restart' WHERE time = ?", middle)
  try {
    const [first] = await assertSame()
    assert.ok((first?.end ?? Infinity) < middle)
  } finally {
    day.db.run('UPDATE samples SET break = NULL WHERE time = ?', middle)
  }
})

test('a failover ends an incident; the standby is not judged by the active’s model', async () => {
  day.db.run("UPDATE samples SET ha_state = 'standby' WHERE time >= ?", middle)
  day.db.run("UPDATE samples SET break = 'ha-change' WHERE time = ?", middle)
  try {
    const told = await day.live(around, 25_000)
    assert.deepEqual(Object.values(eventsOf(told)), [['opened', 'closed']])
    const [only, ...others] = day.kept()
    assert.deepEqual([only?.start, others], [fault.start, []])
    assert.ok((only?.end ?? Infinity) < middle)
    assert.deepEqual(
      listScored(day.db, 1).map(({ haState }) => haState),
      ['active'],
    )
  } finally {
    day.db.run("UPDATE samples SET ha_state = 'active'")
    day.db.run('UPDATE samples SET break = NULL WHERE time = ?', middle)
  }
})

test('a day of silence closes an incident, not known to be over; where it goes on all the same it is opened again, none beside it', async () => {
  const putBack = without({ from: middle, to: dayEnd })
  day.scoredTo(around.from)
  await using rounds = day.start()
  try {
    await rounds.round(middle)
    await rounds.round(middle + 5 * minute)
    assert.deepEqual(Object.values(eventsOf(rounds.told)), [['opened']])
    await rounds.round(middle + 23 * hour)
    assert.deepEqual(Object.values(eventsOf(rounds.told)), [['opened']], 'it may have died of it')
    await rounds.round(middle + 25 * hour)
    assert.deepEqual(Object.values(eventsOf(rounds.told)), [['opened', 'closed']])
    assert.equal(rounds.told.at(-1)?.isSilent, true)
  } finally {
    putBack()
  }
  const putLaterBack = without({ from: around.to + 1, to: dayEnd })
  try {
    await rounds.round(middle + 26 * hour)
  } finally {
    putLaterBack()
  }
  assert.deepEqual(Object.values(eventsOf(rounds.told)), [['opened', 'closed', 'closed']])
  assert.deepEqual(day.kept().map(essence), [essence(fault)])
})

test('what was over long ago is not told as new, but its end is, to whoever was told of its beginning', async () => {
  const putBack = without({ from: middle, to: dayEnd })
  const days = 50 * 60 * minute
  try {
    day.scoredTo(around.from)
    await using rounds = day.start()
    await rounds.round(middle)
    await rounds.round(middle + days)
    assert.deepEqual(Object.values(eventsOf(rounds.told)), [['opened', 'closed']])
    day.scoredTo(around.from)
    await using late = day.start()
    await late.round(middle + days)
    assert.deepEqual([day.kept().length, late.told.map(({ event }) => event)], [1, ['closed']])
  } finally {
    putBack()
  }
})

test('a clock set back brings no incident a second time', async () => {
  day.scoredTo(around.from)
  await using rounds = day.start()
  await rounds.round(around.to)
  const times: (number | undefined)[] = []
  for (let now = around.from + 10_000; now <= around.to; now += 25_000) {
    await rounds.round(now)
    times.push(listScored(day.db, 1)[0]?.scoredTo)
  }
  assert.ok((times[1] ?? Infinity) <= around.from + 35_000, 'it goes on from the new now')
  assert.equal(day.kept().length, 1)
  assert.deepEqual(
    day.kept().map(({ start, end }) => [start, end]),
    [[fault.start, fault.end]],
  )
})

test('another model goes on with an incident that it sees, too', async () => {
  day.scoredTo(around.from)
  await using rounds = day.start()
  await rounds.round(middle)
  await day.train(2)
  for (let now = middle; now <= around.to; now += 25_000) await rounds.round(now)
  assert.deepEqual(Object.values(eventsOf(rounds.told)), [['opened', 'closed']])
  const [only, ...others] = day.kept()
  assert.deepEqual([only?.start, others], [fault.start, []])
  assert.ok(Math.abs((only?.end ?? 0) - fault.end) <= 10_000)
})
