// Waiting for a job of the core to end.
import { setTimeout as wait } from 'node:timers/promises'
import type { CoreClient } from './core-client.ts'

/** Waits for a job; throws what it failed of. */
export async function jobEnds(core: CoreClient, id: string): Promise<void> {
  for (;;) {
    const { state, error } = await core.jobs.get({ id })
    if (state === 'done') return
    if (state === 'failed' || state === 'cancelled') throw new Error(error?.message ?? state)
    await wait(50)
  }
}
