// Long work that outlives the call that started it: state, progress, cancel, outcome. One lane per kind of work.
import type { z } from 'zod'
import { type Job, type JobProgress, type jobKinds } from '../../src-shared/contract/jobs.ts'
import { DeclaredError, cancelled, errorText } from '../../src-shared/errors.ts'
import type { Host } from './host.ts'

type JobKind = (typeof jobKinds)[number]
type JobResult = NonNullable<z.infer<typeof Job>['result']>

/** What a job's work gets. */
export interface JobContext {
  readonly signal: AbortSignal
  readonly progress: (progress: JobProgress) => void
}

export interface StartedJob<T> {
  readonly id: string
  /** The work's own outcome; rejects as the work did. */
  readonly outcome: Promise<T>
}

interface Entry {
  job: Job
  readonly controller: AbortController
}

/** Jobs remembered after their end. */
const kept = 200

export class Jobs {
  readonly #entries = new Map<string, Entry>()
  /** The end of the last job of each lane: imports write one after another, so does the model. */
  readonly #lanes = new Map<string, Promise<unknown>>()
  readonly #host: Host
  #count = 0

  constructor(host: Host) {
    this.#host = host
  }

  /** Starts work, after the one before it in its lane. `describe` names what it made. */
  start<T>(
    kind: JobKind,
    work: (context: JobContext) => Promise<T>,
    describe: (outcome: T) => JobResult,
  ): StartedJob<T> {
    this.#count += 1
    const id = `${kind}-${String(this.#count)}`
    const controller = new AbortController()
    const job: Job = {
      id,
      kind,
      state: 'waiting',
      progress: null,
      createdAt: this.#host.clock.now(),
      finishedAt: null,
      error: null,
      result: null,
    }
    this.#entries.set(id, { job, controller })
    this.#forgetOldest()
    const lane = kind === 'import' ? 'import' : 'model'
    const turn = (this.#lanes.get(lane) ?? Promise.resolve()).catch(() => undefined)
    const outcome = turn.then(() => this.#run(id, controller, work, describe))
    this.#lanes.set(lane, outcome)
    // Whoever waits sees the error; without anybody waiting it is in the job.
    outcome.catch(() => undefined)
    return { id, outcome }
  }

  async #run<T>(
    id: string,
    controller: AbortController,
    work: (context: JobContext) => Promise<T>,
    describe: (outcome: T) => JobResult,
  ): Promise<T> {
    try {
      if (controller.signal.aborted) throw cancelled('The job')
      this.#change(id, { state: 'running' })
      const outcome = await work({
        signal: controller.signal,
        progress: (progress) => this.#change(id, { progress }),
      })
      this.#change(id, { state: 'done', finishedAt: this.#host.clock.now(), result: describe(outcome) })
      return outcome
    } catch (error) {
      const declared = error instanceof DeclaredError ? error.code : undefined
      if (declared === undefined) this.#host.log(`Job ${id} failed`, error)
      this.#change(id, {
        state: declared === 'CANCELLED' ? 'cancelled' : 'failed',
        finishedAt: this.#host.clock.now(),
        error: { code: declared ?? 'INTERNAL', message: errorText(error) },
      })
      throw error
    }
  }

  #change(id: string, change: Partial<Job>): void {
    const entry = this.#entries.get(id)
    if (entry !== undefined) entry.job = { ...entry.job, ...change }
  }

  #forgetOldest(): void {
    for (const [id, { job }] of this.#entries) {
      if (this.#entries.size <= kept) return
      if (job.finishedAt !== null) this.#entries.delete(id)
    }
  }

  /** Newest first. */
  list(): Job[] {
    return [...this.#entries.values()].map(({ job }) => job).reverse()
  }

  /** One job. Throws NOT_FOUND. */
  get(id: string): Job {
    return this.#entry(id).job
  }

  /** Asks a job to stop; one that has ended stays as it is. Throws NOT_FOUND. */
  cancel(id: string): Job {
    const { controller, job } = this.#entry(id)
    if (job.finishedAt === null) controller.abort()
    return this.get(id)
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id)
    if (entry !== undefined) return entry
    throw new DeclaredError('NOT_FOUND', `There is no job ${id}: jobs are kept until the server stops.`)
  }

  /** Cancels all and waits until they have ended. */
  async stop(): Promise<void> {
    for (const { controller, job } of this.#entries.values()) if (job.finishedAt === null) controller.abort()
    await Promise.allSettled(this.#lanes.values())
  }
}
