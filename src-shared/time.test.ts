// Times as people type and read them: three forms, this machine's zone, dates that do not exist, ranges.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import test from 'node:test'
import fc from 'fast-check'
import { DeclaredError } from './errors.ts'
import {
  formatDuration,
  formatLocal,
  hullOf,
  localZone,
  orderedRange,
  parseRange,
  parseTime,
  readTime,
} from './time.ts'

const nine = Date.UTC(2026, 1, 24, 21)

/** What an expression over time.ts gives in a process whose zone is `zone`. */
function inZone(zone: string, expression: string): unknown {
  const source = `import * as time from ${JSON.stringify(new URL('./time.ts', import.meta.url).href)}
    console.log(JSON.stringify(${expression}))`
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', source], {
    env: { ...process.env, TZ: zone },
  })
  return JSON.parse(output.toString())
}

const isBadInput = (wanted: RegExp) => (error: unknown) =>
  error instanceof DeclaredError && error.code === 'BAD_INPUT' && wanted.test(error.message)

test('epoch milliseconds', () => {
  assert.equal(readTime(' 1771966800000 '), 1771966800000)
  assert.equal(readTime('-62135596800000'), -62135596800000)
  assert.equal(readTime('1771966800'), undefined, 'seconds are not taken for milliseconds')
  assert.equal(readTime('177196680000000'), undefined)
})

test('ISO 8601 with a zone', () => {
  const forms = [
    '2026-02-24T21:00:00Z',
    '2026-02-24T21:00Z',
    '2026-02-24 21:00:00z',
    '2026-02-24T22:00:00+01:00',
    '2026-02-24T22:00:00+0100',
    '2026-02-24 22:00:00 +01',
    '2026-02-24T13:00:00-08',
    '2026-02-25T02:45:00+0545',
  ]
  for (const form of forms) assert.equal(readTime(form), nine, form)
  assert.equal(readTime('2026-02-24T21:00:00.5Z'), nine + 500)
  assert.equal(readTime('2026-02-24T21:00:00,123456789Z'), nine + 123)
})

test('local wall-clock time is of the machine’s zone', () => {
  const expression = `['2026-02-24 21:00:00', '2026-07-24T21:00', '2026-02-24'].map(time.readTime)`
  assert.deepEqual(inZone('UTC', expression), [nine, Date.UTC(2026, 6, 24, 21), Date.UTC(2026, 1, 24)])
  assert.deepEqual(inZone('Europe/Berlin', expression), [
    Date.UTC(2026, 1, 24, 20),
    Date.UTC(2026, 6, 24, 19),
    Date.UTC(2026, 1, 23, 23),
  ])
  assert.deepEqual(inZone('Asia/Kathmandu', expression), [
    Date.UTC(2026, 1, 24, 15, 15),
    Date.UTC(2026, 6, 24, 15, 15),
    Date.UTC(2026, 1, 23, 18, 15),
  ])
})

test('a zone’s name and its texts', () => {
  const expression = `[time.localZone(), time.formatLocal(${String(nine)})]`
  assert.deepEqual(inZone('Europe/Berlin', expression), ['Europe/Berlin', '2026-02-24 22:00:00'])
  assert.deepEqual(inZone('America/New_York', expression), ['America/New_York', '2026-02-24 16:00:00'])
  assert.equal(localZone(), Intl.DateTimeFormat().resolvedOptions().timeZone)
})

test('the hour that a change to summer time leaves out is read, as the hour after', () => {
  assert.equal(inZone('Europe/Berlin', `time.readTime('2026-03-29 02:30:00')`), Date.UTC(2026, 2, 29, 1, 30))
})

test('days and times that do not exist are refused in both forms', () => {
  const days = [
    '2026-02-30',
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
  ]
  for (const day of days) {
    for (const text of [day, `${day} 10:00:00`, `${day}T10:00:00Z`, `${day}T10:00:00+02:00`])
      assert.equal(readTime(text), undefined, text)
  }
  for (const clock of ['24:00:01', '25:00:00', '21:60:00', '21:75:00', '21:00:61'])
    for (const text of [`2026-02-24 ${clock}`, `2026-02-24T${clock}Z`])
      assert.equal(readTime(text), undefined, text)
  assert.equal(readTime('2026-02-24 24:00:00'), undefined)
  assert.equal(readTime('2028-02-29T21:00:00Z'), Date.UTC(2028, 1, 29, 21), 'a leap day exists')
  assert.equal(readTime('0050-01-01'), undefined, 'the year 50 is not 1950')
})

test('what is no time', () => {
  for (const text of [
    '',
    ' ',
    'now',
    '2026',
    '2026-2-4',
    '21:00',
    '24.02.2026 21:00',
    '2026-02-24T21Z',
    '1e12',
    'Z',
  ])
    assert.equal(readTime(text), undefined, text)
})

test('a text of a time is read back to that second; milliseconds are kept exactly', () => {
  const seconds = fc.integer({ min: -2_000_000_000, max: 4_000_000_000 })
  fc.assert(
    fc.property(seconds, fc.integer({ min: 0, max: 999 }), (second, millis) => {
      const time = second * 1000 + millis
      assert.equal(readTime(new Date(time).toISOString()), time)
      const local = formatLocal(second * 1000)
      assert.equal(formatLocal(readTime(local) ?? 0), local)
      assert.equal(readTime(`${local}.${String(millis).padStart(3, '0')}`), (readTime(local) ?? 0) + millis)
    }),
  )
})

test('reading any text never throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const time = readTime(text)
      assert.ok(time === undefined || Number.isFinite(time))
    }),
  )
})

test('parseTime says what was wanted and what was got', () => {
  assert.equal(parseTime('2026-02-24T21:00:00Z'), nine)
  assert.throws(
    () => parseTime('yesterday', 'the start'),
    isBadInput(
      /^Wanted the start as epoch milliseconds, ISO 8601 .* or YYYY-MM-DD HH:MM:SS .* got "yesterday"/,
    ),
  )
})

test('ranges', () => {
  const to = nine + 3_600_000
  assert.deepEqual(parseRange('2026-02-24T21:00:00Z..2026-02-24T22:00:00Z'), { from: nine, to })
  assert.deepEqual(parseRange(` ${String(nine)} .. ${String(to)} `), { from: nine, to })
  for (const text of ['2026-02-24T21:00:00Z', '', '1771966800000..1771966800001..1771966800002'])
    assert.throws(() => parseRange(text), isBadInput(/FROM\.\.TO/), text)
  assert.throws(() => parseRange(`..${String(to)}`, 'a window'), isBadInput(/the start of a window/))
  assert.throws(() => parseRange(`${String(nine)}..`, 'a window'), isBadInput(/the end of a window/))
  assert.throws(() => parseRange(`${String(to)}..${String(nine)}`), isBadInput(/ends after it starts/))
  assert.throws(() => orderedRange({ from: nine, to: nine }, 'a window'), isBadInput(/a window .* swap/))
  const range = { from: nine, to }
  assert.equal(orderedRange(range), range)
})

test('lengths of time', () => {
  const lengths = [
    0, 499, 45_400, 119_999, 120_000, 7_199_999, 7_200_000, 12_600_000, 172_799_999, 864_000_000,
  ]
  assert.deepEqual(lengths.map(formatDuration), [
    '0 s',
    '0 s',
    '45 s',
    '120 s',
    '2 min',
    '120 min',
    '2.0 h',
    '3.5 h',
    '48.0 h',
    '10.0 days',
  ])
})

test('the hull of ranges is from the earliest start to the latest end', () => {
  assert.deepEqual(hullOf([{ from: 5, to: 6 }]), { from: 5, to: 6 })
  assert.deepEqual(
    hullOf([
      { from: 5, to: 9 },
      { from: 1, to: 2 },
      { from: 4, to: 10 },
    ]),
    { from: 1, to: 10 },
  )
})
