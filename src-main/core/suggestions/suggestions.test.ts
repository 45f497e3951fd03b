// Suggestions on histories made by hand; on real recordings they are tested in ../samples.
import assert from 'node:assert/strict'
import test from 'node:test'
import { around, binsOf, historyOver, spacing, within } from './fixtures/made-bins.ts'
import { suggestionsOf } from './suggestions.ts'

const minute = 60_000
const day = 8640

/** A day of rows with trouble from row 5000 to 5059. */
const values = {
  RpcProcessingTimeAvgTime: within(5000, 5059, 40, around(2)),
  CallQueueLength: within(5000, 5059, 30, around(0)),
}

test('a day: the quietest hour and the most unusual ten minutes, with reasons in figures', () => {
  const [quiet, bad, ...others] = suggestionsOf(historyOver(day), binsOf(day, values), 30)
  assert.ok(quiet !== undefined && bad !== undefined)
  assert.deepEqual([quiet.id, quiet.step, quiet.label], ['quietest', 'baseline', 'Quietest hour'])
  assert.equal(quiet.to - quiet.from, 60 * minute)
  assert.ok(quiet.to < 5000 * spacing || quiet.from > 5059 * spacing)
  assert.equal(
    quiet.reason,
    'No gap, restart or role change; 95 % of the time RpcProcessingTimeAvgTime within 2.4 ms ' +
      '(2.4 ms in the whole history), CallQueueLength within 0.4 calls (0.4 calls in the whole history).',
  )
  assert.deepEqual([bad.id, bad.step, bad.label], ['most-unusual', 'suspect', 'Most unusual 10 minutes'])
  assert.ok(bad.from <= 5000 * spacing && bad.to >= 5059 * spacing)
  assert.equal(
    bad.reason,
    'RpcProcessingTimeAvgTime up to 40 ms, usually 2.2 ms; CallQueueLength up to 30 calls, usually 0.2 calls.',
  )
  assert.deepEqual(others, [])
})

test('the quietest stretch is unbroken; where none is long enough, a shorter one', () => {
  const events = Array.from({ length: 20 }, (_, index) => {
    const row = (index + 1) * 200
    return { from: (row - 1) * spacing, to: row * spacing, kind: 'restart' } as const
  })
  const [quiet] = suggestionsOf(historyOver(4000, { events }), binsOf(4000, values), 30)
  assert.ok(quiet !== undefined)
  assert.equal(quiet.label, 'Quietest 30 minutes')
  assert.ok(events.every(({ from, to }) => to <= quiet.from || from >= quiet.to))
})

test('a standby’s calm is not the active one’s: only stretches of the active role, where it ever was', () => {
  const [from, to] = [2000 * spacing, 8000 * spacing]
  const standby = { from, to, haState: 'standby' }
  const roles = [{ from: 0, to: from - spacing, haState: 'active' }, standby]
  const calm = {
    RpcProcessingTimeAvgTime: within(2000, 8000, 0, around(5)),
    CallQueueLength: within(500, 540, 50, around(0)),
  }
  const history = historyOver(8001, { roles })
  const found = suggestionsOf(history, binsOf(8001, calm), 30)
  assert.equal(found.length, 2)
  for (const one of found) assert.ok(one.to < from, one.id)
  const never = suggestionsOf({ ...history, roles: [standby] }, binsOf(8001, calm), 30)
  assert.ok(never.length > 0)
})

test('buckets: whole ones, within the history, and their highs are told as such', () => {
  const width = 10 * minute
  const bins = binsOf(4320, { RpcProcessingTimeAvgTime: within(2000, 2000, 80, around(4)) }, width)
  const history = historyOver(259_200, { to: 4320 * width - spacing })
  const [quiet, bad] = suggestionsOf(history, bins, 30)
  assert.equal(quiet?.to, (quiet?.from ?? 0) + 60 * minute - 1)
  assert.deepEqual([bad?.from, bad?.to], [2000 * width, 2001 * width - 1])
  assert.equal(bad?.reason, 'RpcProcessingTimeAvgTime up to 80 ms, usually up to 4.2 ms.')
})

test('long enough to train on, as short as the history may be; nothing out of less than a window', () => {
  const [quiet, bad] = suggestionsOf(historyOver(100), binsOf(100, values), 30)
  assert.deepEqual([quiet?.label, bad?.label], ['Quietest 10 minutes', 'Most unusual 10 minutes'])
  const [short] = suggestionsOf(historyOver(45), binsOf(45, values), 30)
  assert.equal(short?.label, 'Quietest 5 minutes')
  for (const rows of [0, 1, 20]) {
    const history = rows === 0 ? historyOver(0, { from: null, to: null, spacingMs: null }) : historyOver(rows)
    const found = suggestionsOf(history, binsOf(rows, values), 30)
    assert.deepEqual(
      found.filter(({ step }) => step === 'baseline'),
      [],
      String(rows),
    )
  }
})
