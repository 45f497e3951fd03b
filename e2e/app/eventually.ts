// Waiting for a fact of the page without fixed delays.
import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'

/** How long a fact may take, ms. */
const longest = 10_000

/** Reads something until the check passes; fails after ten seconds with what the check said last. */
export async function eventuallyPasses<T>(read: () => Promise<T>, check: (got: T) => void): Promise<T> {
  const deadline = performance.now() + longest
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

/** Reads something until it deeply equals what is wanted; fails after ten seconds with the difference. */
export async function eventually<T>(read: () => Promise<T>, wanted: T, what?: string): Promise<void> {
  await eventuallyPasses(read, (got) => assert.deepEqual(got, wanted, what))
}
