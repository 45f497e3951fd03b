// A worker thread that stays and answers small requests: starting one costs more than a range read.
import { Worker } from 'node:worker_threads'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import { type Failure, revived } from './failure.ts'

/** The typed protocol of a standing worker's file: what it is started with, what it is asked, what it answers. */
export interface Standing<Start, Request, Answer> {
  readonly start: Start
  readonly request: Request
  readonly answer: Answer
}

export interface ToStanding<Request> {
  readonly id: number
  readonly request: Request
}

export type FromStanding<Answer> =
  { readonly id: number; readonly answer: Answer } | { readonly id: number; readonly failure: Failure }

interface Pending<Answer> {
  resolve(answer: Answer): void
  reject(error: Error): void
}

export class StandingWorker<S extends Standing<unknown, unknown, unknown>> {
  readonly #file: URL
  readonly #start: S['start']
  readonly #pending = new Map<number, Pending<S['answer']>>()
  #worker: Worker | undefined
  #count = 0

  constructor(file: URL, start: S['start']) {
    this.#file = file
    this.#start = start
  }

  /** Asks; rejects as the worker did, or with WORKER_DIED. A dead worker is started anew by the next request. */
  ask(request: S['request']): Promise<S['answer']> {
    this.#worker ??= this.#started()
    const worker = this.#worker
    this.#count += 1
    const id = this.#count
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      worker.ref()
      worker.postMessage({ id, request } satisfies ToStanding<S['request']>)
    })
  }

  #started(): Worker {
    const worker = new Worker(this.#file, { workerData: this.#start })
    worker.on('message', (message: FromStanding<S['answer']>) => {
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
        `The worker thread that reads data ended (${reason}): try again.`,
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
