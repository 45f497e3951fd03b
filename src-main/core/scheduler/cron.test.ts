// Cron times on a clock that is moved by hand: summer time, sleep, clocks that are set.
import assert from 'node:assert/strict'
import test from 'node:test'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type CronPlan, nextTime, startCron } from './cron.ts'
import { ManualTime } from './fixtures/manual-time.ts'

const berlin = 'Europe/Berlin'
const hour = 3_600_000
const day = 24 * hour

/** Runs every night at 2 in Berlin unless a test says otherwise, and notes when. */
function noted(time: ManualTime, own: Partial<CronPlan> = {}) {
  const ran: string[] = []
  const cron = startCron({
    clock: time.clock,
    timers: time.timers,
    expression: () => '0 2 * * *',
    zone: () => berlin,
    ...own,
    run: (signal) => {
      ran.push(new Date(time.wall).toISOString())
      return own.run?.(signal) ?? Promise.resolve()
    },
  })
  return { cron, ran }
}

test('clocks set forward: 2 does not exist, so it runs at 3, and at 2 again the next night', async () => {
  const time = new ManualTime(Date.parse('2026-03-27T20:00:00Z'))
  const { ran } = noted(time)
  await time.pass(3 * day)
  assert.deepEqual(ran, ['2026-03-28T01:00:00.000Z', '2026-03-29T01:00:00.000Z', '2026-03-30T00:00:00.000Z'])
})

test('clocks set back: 2 comes twice, it runs once', async () => {
  const time = new ManualTime(Date.parse('2026-10-24T20:00:00Z'))
  const { ran } = noted(time)
  await time.pass(2 * day)
  assert.deepEqual(ran, ['2026-10-25T00:00:00.000Z', '2026-10-26T01:00:00.000Z'])
})

test('a night that was slept through runs once on waking', async () => {
  const time = new ManualTime(Date.parse('2026-05-04T20:00:00Z'))
  const { ran } = noted(time)
  await time.pass(10_000)
  time.sleep(12 * hour)
  await time.pass(hour)
  assert.equal(ran.length, 1)
  assert.ok(ran[0]?.startsWith('2026-05-05T08:0'), 'within a minute')
})

test('of three nights slept through the last runs', async () => {
  const time = new ManualTime(Date.parse('2026-05-04T20:00:00Z'))
  const { ran } = noted(time)
  await time.pass(10_000)
  time.sleep(2 * day + 12 * hour)
  await time.pass(hour)
  assert.equal(ran.length, 1)
})

test('a time missed more than a day ago is not made up for', async () => {
  const time = new ManualTime(Date.parse('2026-05-04T20:00:00Z'))
  const { ran, cron } = noted(time, { expression: () => '0 2 5 * *', zone: () => 'UTC' })
  await time.pass(10_000)
  time.sleep(3 * day)
  await time.pass(hour)
  assert.deepEqual([ran, cron.nextAt], [[], Date.parse('2026-06-05T02:00:00Z')])
})

test('a time missed since the last run while nothing ran at all is made up for at the start', async () => {
  const time = new ManualTime(Date.parse('2026-05-05T07:00:00Z'))
  const { ran } = noted(time, { since: Date.parse('2026-05-04T00:00:10Z') })
  await time.pass(hour)
  assert.deepEqual(ran, ['2026-05-05T07:00:00.000Z'])
})

test('a clock that was wrong by a month and set right runs the next night', async () => {
  const time = new ManualTime(Date.parse('2026-06-04T20:00:00Z'))
  const { ran } = noted(time)
  await time.pass(10_000)
  time.wall -= 31 * day
  await time.pass(6 * hour)
  assert.deepEqual(ran, ['2026-05-05T00:00:00.000Z'])
})

test('a changed expression counts within a minute; an empty or unreadable one is never', async () => {
  const time = new ManualTime(Date.parse('2026-05-04T20:00:00Z'))
  let expression = ''
  const { ran, cron } = noted(time, { expression: () => expression, zone: () => 'UTC' })
  await time.pass(day)
  assert.deepEqual([ran, cron.nextAt], [[], undefined])
  expression = '*/20 * * * *'
  await time.pass(hour)
  assert.deepEqual(
    ran.map((at) => at.slice(11, 16)),
    ['20:20', '20:40', '21:00'],
  )
  expression = 'every night'
  await time.pass(day)
  assert.equal(ran.length, 3)
})

test('what runs long is not joined by a second; stop waits for it', async () => {
  const time = new ManualTime(Date.parse('2026-05-04T20:00:30Z'))
  let running = 0
  const { ran, cron } = noted(time, {
    expression: () => '* * * * *',
    zone: () => 'UTC',
    run: async () => {
      running += 1
      assert.equal(running, 1)
      await new Promise<void>((resolve) => void time.timers.after(150_000, resolve))
      running -= 1
    },
  })
  await time.pass(400_000)
  assert.deepEqual(
    ran.map((at) => at.slice(11, 19)),
    ['20:01:00', '20:03:30', '20:06:00'],
  )
  const stopped = cron.stop()
  await time.pass(200_000)
  await stopped
  await cron.runNow()
  assert.deepEqual([ran.length, running, time.waiting], [3, 0, 0])
})

test('what cannot be read is told with what is wanted', () => {
  const refused = (expression: string, zone: string): string => {
    try {
      nextTime(expression, zone, 0)
    } catch (error) {
      assert.ok(error instanceof DeclaredError && error.code === 'BAD_INPUT')
      return error.message
    }
    return assert.fail('not refused')
  }
  for (const expression of ['0 2 * *', '0 0 2 * * *', '61 * * * *', 'daily at two']) {
    assert.match(refused(expression, ''), /wanted five fields/)
    assert.ok(refused(expression, '').includes(`"${expression}"`))
  }
  assert.match(refused('0 2 * * *', 'Mars/Olympus'), /wanted an IANA zone .* got "Mars\/Olympus"/)
  assert.equal(nextTime('', 'UTC', 0), undefined)
  assert.equal(nextTime('0 2 30 2 *', 'UTC', 0), undefined, 'a day that never comes')
})
