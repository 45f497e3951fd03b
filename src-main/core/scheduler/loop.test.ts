// A loop on a clock that is moved by hand.
import assert from 'node:assert/strict'
import test from 'node:test'
import { ManualTime } from './fixtures/manual-time.ts'
import { type LoopPlan, startLoop } from './loop.ts'

const start = 1_000_000

/** A loop every 10 s that notes when its rounds begin, s after the start. */
function noted(time: ManualTime, own: Partial<LoopPlan> = {}) {
  const began: number[] = []
  const { run = () => Promise.resolve(), ...rest } = own
  const loop = startLoop({
    clock: time.clock,
    timers: time.timers,
    every: () => 10_000,
    ...rest,
    run: (signal) => {
      began.push((time.wall - start) / 1000)
      return run(signal)
    },
  })
  return { loop, began }
}

/** Work that takes so many ms. */
const taking = (time: ManualTime, ms: number) => () =>
  new Promise<void>((resolve) => void time.timers.after(ms, resolve))

test('rounds begin at multiples of the distance, however long they take', async () => {
  const time = new ManualTime(start)
  const { began } = noted(time, { run: taking(time, 3700) })
  await time.pass(45_000)
  assert.deepEqual(began, [0, 10, 20, 30, 40])
})

test('a round that takes longer than the distance leaves out what it missed; none overlap', async () => {
  const time = new ManualTime(start)
  let running = 0
  const work = taking(time, 23_000)
  const { began } = noted(time, {
    run: async () => {
      running += 1
      assert.equal(running, 1)
      await work()
      running -= 1
    },
  })
  await time.pass(100_000)
  assert.deepEqual(began, [0, 30, 60, 90])
})

test('after a sleep one round runs, then it goes on in step', async () => {
  const time = new ManualTime(start)
  const { began } = noted(time)
  await time.pass(15_000)
  time.sleep(8 * 3_600_000)
  await time.pass(30_000)
  assert.deepEqual(began, [0, 10, 28_820, 28_830, 28_840])
})

test('a clock set back makes nobody wait longer than the distance', async () => {
  const time = new ManualTime(start)
  const { began, loop } = noted(time, { run: taking(time, 500) })
  await time.pass(15_000)
  time.wall -= 3_600_000
  await time.pass(40_000)
  assert.deepEqual(
    began.map((at) => (at < 0 ? at + 3600 : at)),
    [0, 10, 20, 30, 40, 50],
  )
  assert.equal(loop.nextAt, start + 60_000 - 3_600_000)
})

test('a clock set forward costs one round early at most', async () => {
  const time = new ManualTime(start)
  const { began } = noted(time)
  await time.pass(15_000)
  time.wall += 3_600_000
  await time.pass(21_000)
  assert.deepEqual(began, [0, 10, 3620, 3630])
})

test('a shorter distance counts within a quarter of a minute, a longer one after the round that is due', async () => {
  const time = new ManualTime(start)
  let every = 3_600_000
  const { began } = noted(time, { every: () => every })
  await time.pass(90_000)
  every = 30_000
  await time.pass(100_000)
  assert.deepEqual(began, [0, 135, 150, 180])
  every = 600_000
  await time.pass(600_000)
  assert.deepEqual(began, [0, 135, 150, 180, 210])
})

test('a timer that comes a little early does not run a round twice', async () => {
  const time = new ManualTime(start)
  const hasty = { after: (ms: number, run: () => void) => time.timers.after(Math.max(0, ms - 1), run) }
  const { began } = noted(time, { timers: hasty })
  await time.pass(30_500)
  assert.deepEqual(began, [0, 9.999, 19.999, 29.999])
})

test('a round by hand runs at once, never beside another, and moves nothing', async () => {
  const time = new ManualTime(start)
  const { began, loop } = noted(time, { run: taking(time, 1000) })
  await time.pass(4000)
  const first = loop.runNow()
  assert.equal(loop.runNow(), first, 'who asks meanwhile waits for the same')
  assert.equal(loop.nextAt, undefined)
  await time.pass(20_000)
  assert.deepEqual(began, [0, 4, 10, 20])
})

test('the first round may be put off; spread within one distance', async () => {
  const time = new ManualTime(start)
  const { began } = noted(time, { delay: 60_000, every: () => 3_600_000 })
  await time.pass(3_700_000)
  assert.deepEqual(began, [60, 3660])
  const spread = noted(new ManualTime(start), { spread: 1 }).loop.nextAt ?? Number.NaN
  assert.ok(spread >= start && spread <= start + 10_000)
})

test('stop tells the round that runs, waits for it and leaves no timer', async () => {
  const time = new ManualTime(start)
  let isTold = false
  const { began, loop } = noted(time, {
    run: (signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          isTold = true
          time.timers.after(2000, resolve)
        })
      }),
  })
  await time.pass(1000)
  let isStopped = false
  const stopped = loop.stop().then(() => {
    isStopped = true
  })
  await time.pass(1000)
  assert.deepEqual([isTold, isStopped], [true, false])
  await time.pass(30_000)
  await stopped
  await loop.runNow()
  assert.deepEqual([began, time.waiting], [[0], 0])
})
