// Waiting for a fact of the page without fixed delays.
import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { patience } from '../patience.ts'

/** Reads something until the check passes; fails after a long time, or so many ms, with what the check said last. */
export async function eventuallyPasses<T>(
  read: () => Promise<T>,
  check: (got: T) => void,
  longestMs = patience,
): Promise<T> {
  const deadline = performance.now() + longestMs
  for (;;) {
    const got = await read()
    try {
      check(got)
      return got
    } catch (error) {
      if (performance.now() > deadline) throw error
    }
    await wait(20)
  }
}

/** Reads something until it deeply equals what is wanted; fails after a long time with the difference. */
export async function eventually<T>(read: () => Promise<T>, wanted: T, what?: string): Promise<void> {
  await eventuallyPasses(read, (got) => assert.deepEqual(got, wanted, what))
}
