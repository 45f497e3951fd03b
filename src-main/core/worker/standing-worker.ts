// A worker thread that stays and answers small requests: starting one costs more than a range read.
import { Worker } from 'node:worker_threads'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import { type Failure, revived } from './failure.ts'

/** The typed protocol of a standing worker's file: what can be asked, and what it answers, or promises. */
export type Operations = Readonly<Record<string, (request: never) => unknown>>

export interface ToStanding {
  readonly id: number
  readonly operation: string
  readonly request: unknown
}

export type FromStanding =
  { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly failure: Failure }

interface Pending {
  resolve(answer: unknown): void
  reject(error: Error): void
}

export class StandingWorker<O extends Operations> {
  readonly #file: URL
  readonly #start: unknown
  readonly #pending = new Map<number, Pending>()
  #worker: Worker | undefined
  #count = 0

  /** `start` is what the worker is started with (its workerData). */
  constructor(file: URL, start: unknown) {
    this.#file = file
    this.#start = start
  }

  /** Asks; rejects as the worker did, or with WORKER_DIED. A dead worker is started anew by the next request. */
  ask<Name extends keyof O & string>(
    operation: Name,
    request: Parameters<O[Name]>[0],
  ): Promise<Awaited<ReturnType<O[Name]>>> {
    this.#worker ??= this.#started()
    const worker = this.#worker
    this.#count += 1
    const id = this.#count
    return new Promise((resolve, reject) => {
      // What an operation answers is what its type says: both sides share it.
      this.#pending.set(id, { resolve: (answer) => resolve(answer as Awaited<ReturnType<O[Name]>>), reject })
      worker.ref()
      worker.postMessage({ id, operation, request } satisfies ToStanding)
    })
  }

  #started(): Worker {
    const worker = new Worker(this.#file, { workerData: this.#start })
    worker.on('message', (message: FromStanding) => {
      const pending = this.#pending.get(message.id)
      this.#pending.delete(message.id)
      // Only work under way keeps the process alive.
      if (this.#pending.size === 0) worker.unref()
      if ('failure' in message) pending?.reject(revived(message.failure))
      else pending?.resolve(message.answer)
    })
    let reason = 'it was stopped'
    worker.on('error', (error: unknown) => {
      reason = errorText(error)
    })
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined
      const error = new DeclaredError(
        'WORKER_DIED',
        `The worker thread that looks into the data ended (${reason}): try again.`,
      )
      for (const pending of this.#pending.values()) pending.reject(error)
      this.#pending.clear()
    })
    return worker
  }

  /** Ends the thread; what is under way is rejected. */
  async stop(): Promise<void> {
    await this.#worker?.terminate()
  }
}
