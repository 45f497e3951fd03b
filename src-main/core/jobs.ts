// Long work that outlives the call that started it: state, progress, cancel, outcome. One lane per kind of work.
import type { z } from 'zod'
import type { Job, jobKinds } from '../../src-shared/contract/jobs.ts'
import { DeclaredError, cancelled, errorText } from '../../src-shared/errors.ts'
import type { TimeRange } from '../../src-shared/time.ts'
import type { Host } from './host.ts'
import { type WorkProgress, withEstimate } from './job-progress.ts'

type JobKind = (typeof jobKinds)[number]
type JobResult = NonNullable<z.infer<typeof Job>['result']>

/** What a job's work gets. */
export interface JobContext {
  readonly signal: AbortSignal
  readonly progress: (progress: WorkProgress) => void
}

/** Work that is to become a job. */
export interface JobPlan<T> {
  readonly kind: JobKind
  /** What it works on, for people: names of files, or of a source. */
  readonly subject: string
  /** The source it works on, where there is one already. */
  readonly sourceId?: number
  /** The stretch of time it works on, where there is one. */
  readonly range?: TimeRange
  readonly work: (context: JobContext) => Promise<T>
  /** Started by the product on its own: nobody is told when it ends. */
  readonly quiet?: boolean
  /** Instead of its kind's: work that waits for jobs of its kind must not hold their lane. */
  readonly lane?: string
  /** Names what it made; null where nothing of it stays. */
  readonly describe: (outcome: T) => JobResult | null
}

export interface StartedJob<T> {
  readonly id: string
  /** The work's own outcome; rejects as the work did. */
  readonly outcome: Promise<T>
}

interface Entry {
  job: Job
  readonly controller: AbortController
  /** When the work began, and when it last told of its progress, epoch ms. */
  beganAt: number
  toldAt: number
}

/** Work of one lane runs one after another. A check has its own: whoever trains or analyses need not wait for it. */
const laneOf: Readonly<Record<JobKind, string>> = {
  import: 'import',
  fetch: 'import',
  train: 'model',
  analyze: 'model',
  check: 'check',
  fleet: 'fleet',
}

/** Jobs remembered after their end. */
const kept = 200

export class Jobs {
  readonly #entries = new Map<string, Entry>()
  /** The end of the last job of each lane. */
  readonly #lanes = new Map<string, Promise<unknown>>()
  readonly #host: Host
  #count = 0
  #isEnding = false

  constructor(host: Host) {
    this.#host = host
  }

  /** Starts work, after the one before it in its lane. */
  start<T>(plan: JobPlan<T>): StartedJob<T> {
    const { kind, subject, sourceId = null, range = null, quiet = false } = plan
    this.#count += 1
    const id = `${kind}-${String(this.#count)}`
    const controller = new AbortController()
    if (this.#isEnding) controller.abort()
    const createdAt = this.#host.clock.now()
    const job: Job = {
      id,
      kind,
      subject,
      sourceId,
      range,
      quiet,
      state: 'waiting',
      progress: null,
      createdAt,
      finishedAt: null,
      error: null,
      result: null,
    }
    const entry: Entry = { job, controller, beganAt: createdAt, toldAt: createdAt }
    this.#entries.set(id, entry)
    this.#forgetOldest()
    const lane = plan.lane ?? laneOf[kind]
    const turn = (this.#lanes.get(lane) ?? Promise.resolve()).catch(() => undefined)
    const outcome = turn.then(() => this.#run(entry, plan))
    this.#lanes.set(lane, outcome)
    // Whoever waits sees the error; without anybody waiting it is in the job.
    outcome.catch(() => undefined)
    return { id, outcome }
  }

  async #run<T>(entry: Entry, { work, describe }: JobPlan<T>): Promise<T> {
    const now = (): number => this.#host.clock.now()
    const change = (part: Partial<Job>): void => {
      entry.job = { ...entry.job, ...part }
    }
    try {
      if (entry.controller.signal.aborted) throw cancelled('The job')
      entry.beganAt = now()
      change({ state: 'running' })
      const outcome = await work({
        signal: entry.controller.signal,
        progress: (progress) => {
          entry.toldAt = now()
          change({ progress: withEstimate(progress, entry.toldAt - entry.beganAt) })
        },
      })
      change({ state: 'done', finishedAt: now(), result: describe(outcome) })
      return outcome
    } catch (error) {
      const declared = error instanceof DeclaredError ? error.code : undefined
      if (declared === undefined) this.#host.log(`Job ${entry.job.id} failed`, error)
      change({
        state: declared === 'CANCELLED' ? 'cancelled' : 'failed',
        finishedAt: now(),
        error: { code: declared ?? 'INTERNAL', message: errorText(error) },
      })
      throw error
    }
  }

  #forgetOldest(): void {
    for (const [id, { job }] of this.#entries) {
      if (this.#entries.size <= kept) return
      if (job.finishedAt !== null) this.#entries.delete(id)
    }
  }

  /** The latest, newest first. */
  list(limit = kept): Job[] {
    const latest = [...this.#entries.values()].reverse().slice(0, limit)
    return latest.map((entry) => this.#seen(entry))
  }

  /** Those that wait or run, newest first. */
  underWay(): Job[] {
    return this.list(Infinity).filter(({ finishedAt }) => finishedAt === null)
  }

  /** Forgets those that have ended; ids are never given twice. */
  forgetEnded(): void {
    for (const [id, { job }] of this.#entries) if (job.finishedAt !== null) this.#entries.delete(id)
  }

  /** The job as it is now: what remains shrinks between two reports, and nothing remains of one that has ended. */
  #seen({ job, toldAt }: Entry): Job {
    const { progress } = job
    if (progress?.remainingMs === null || progress?.remainingMs === undefined) return job
    const remainingMs =
      job.finishedAt === null ? Math.max(0, progress.remainingMs - (this.#host.clock.now() - toldAt)) : null
    return { ...job, progress: { ...progress, remainingMs } }
  }

  /** One job. Throws NOT_FOUND. */
  get(id: string): Job {
    return this.#seen(this.#entry(id))
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

  /** Asks those under way to stop whose outcome nobody wants any more. */
  supersede(isSuperseded: (job: Job) => boolean): void {
    for (const { id } of this.underWay().filter(isSuperseded)) this.cancel(id)
  }

  /** Cancels all under way, and whatever is started later: a stop that comes between two jobs is not lost. */
  cancelAll(): void {
    this.#isEnding = true
    for (const { id } of this.underWay()) this.cancel(id)
  }

  /** Cancels all and waits until they have ended. */
  async stop(): Promise<void> {
    for (const { controller, job } of this.#entries.values()) if (job.finishedAt === null) controller.abort()
    await Promise.allSettled(this.#lanes.values())
  }
}
