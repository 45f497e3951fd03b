// Pieces of work in one thread: others get their turn every 20 ms, and a signal ends it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breaksOf } from './breaks.ts'

function spin(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

test('the event loop waits about 20 ms at most, and not for every short piece', async () => {
  let turns = 0
  let isOver = false
  const count = (): void => {
    turns += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  const pause = breaksOf('Counting', undefined)
  for (let piece = 0; piece < 200; piece++) {
    spin(1)
    await pause()
  }
  isOver = true
  assert.ok(turns >= 5 && turns < 50, `${turns} turns in 200 pieces of 1 ms`)
})

test('an abort is heard at the next piece, also one that came in between', async () => {
  const stop = new AbortController()
  const pause = breaksOf('Counting', stop.signal)
  await pause()
  setImmediate(() => stop.abort())
  spin(25)
  await assert.rejects(pause(), { code: 'CANCELLED', message: 'Counting was cancelled.' })
  await assert.rejects(pause(), { code: 'CANCELLED' })
})
