// Long work in one thread that lets messages and timers through, and can be stopped.
import { setImmediate } from 'node:timers/promises'
import { cancelled } from '../../../src-shared/errors.ts'

/** Longest time in ms that work keeps the event loop to itself, but for the piece that it is in. */
const turn = 20

/**
 * What to await between two pieces of work: lets the event loop run where it has waited for 20 ms, then throws
 * CANCELLED, naming `work`, when the signal says so.
 */
export function breaksOf(work: string, signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last >= turn) {
      await setImmediate()
      last = performance.now()
    }
    if (signal?.aborted === true) throw cancelled(work)
  }
}
