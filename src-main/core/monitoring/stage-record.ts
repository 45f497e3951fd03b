// How one stage of monitoring goes: when it last ran, how long that took, what went wrong.
import type { Stage, StageStatus } from '../../../src-shared/contract/monitoring.ts'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import type { Host } from '../host.ts'

export class StageRecord {
  readonly #stage: Stage
  readonly #host: Host
  #running = 0
  #last: { readonly at: number; readonly ms: number } | undefined
  #error: string | null = null

  constructor(stage: Stage, host: Host) {
    this.#stage = stage
    this.#host = host
  }

  /** Runs the stage's work; an error is kept, and logged when it is another one than before. Never throws. */
  async during(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    const began = performance.now()
    this.#running += 1
    try {
      await work()
      this.#error = null
    } catch (error) {
      const isStopped = signal.aborted || (error instanceof DeclaredError && error.code === 'CANCELLED')
      if (!isStopped) this.#note(error)
    } finally {
      this.#running -= 1
      this.#last = { at: this.#host.clock.now(), ms: Math.round(performance.now() - began) }
    }
  }

  #note(error: unknown): void {
    const text = errorText(error)
    // Who waits for another one's work is no bug: the words say all.
    const isWaiting = error instanceof DeclaredError && error.code === 'BUSY'
    const failed = `The stage "${this.#stage}" failed`
    if (text !== this.#error && isWaiting) this.#host.log(`${failed}: ${text}`)
    else if (text !== this.#error) this.#host.log(failed, error)
    this.#error = text
  }

  /** How it stands; `when` for people, `nextAt` epoch ms. */
  status(when: string, nextAt: number | null): StageStatus {
    return {
      stage: this.#stage,
      when,
      lastAt: this.#last?.at ?? null,
      lastMs: this.#last?.ms ?? null,
      nextAt,
      isRunning: this.#running > 0,
      error: this.#error,
    }
  }
}
