// Fleets as a service: runs over all NameNodes of an engine, their results, and a report on one of them.
import type { Fleet, FleetBaseline, FleetHead } from '../../../src-shared/contract/fleets.ts'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { StartedJob } from '../jobs.ts'
import type { MadeReport } from '../report/reports.ts'
import { type FolderLock, lockAlone } from '../store/folder-lock.ts'
import {
  type StoredFleet,
  countFleetRows,
  deleteFleet,
  getFleet,
  getFleetRow,
  hasUnendedFleets,
  insertFleet,
  interruptFleets,
  listFleetRows,
  listFleets,
  markFleet,
} from '../store/fleets.ts'
import { lastNodeId } from '../store/forget-node.ts'
import { baselineFor } from './baseline.ts'
import type { FleetParts } from './fleet-parts.ts'
import { makeReport } from './fleet-report.ts'
import { runFleet } from './fleet-run.ts'
import { ranked } from './ranking.ts'

export interface FleetRequest {
  /** Id of the engine. */
  readonly engine: number
  /** Values of the label instance; by default all that the engine has. */
  readonly instances?: readonly string[] | undefined
  /** Epoch ms, both ends included. */
  readonly window: TimeRange
  readonly baseline: FleetBaseline
  /** False: what is fetched of a NameNode that was not here before goes once it is judged. By default it stays. */
  readonly keepData?: boolean | undefined
}

/** A run under way. */
export interface StartedFleet extends StartedJob<Fleet> {
  /** The run's id; `id` is the job's. */
  readonly fleet: number
}

export class Fleets {
  readonly #parts: FleetParts
  /** Jobs of runs under way here, by run. */
  readonly #underWay = new Map<number, string>()
  /** Held while there are any: what others note as running without it was left by a killed process. */
  #lock: FolderLock | undefined

  constructor(parts: FleetParts) {
    this.#parts = parts
  }

  /**
   * Starts a run, after the one before it. Throws NOT_FOUND (engine), BAD_INPUT (window, baseline), BUSY while another
   * process has runs under way; the rest is in the outcome.
   */
  async start({ engine, instances, window, baseline, keepData = true }: FleetRequest): Promise<StartedFleet> {
    const { db, host, histories } = this.#parts
    const ranges = baselineFor(baseline, window)
    const name = await histories.nameOf(engine)
    return this.#run(() =>
      insertFleet(
        db,
        {
          engineId: engine,
          engine: name,
          instances: instances === undefined ? null : [...instances],
          window: { from: window.from, to: window.to },
          baseline,
          ranges: [...ranges],
          keepData,
          lastNode: lastNodeId(db),
        },
        host.clock.now(),
      ),
    )
  }

  /**
   * Goes on with a run that was cancelled or interrupted, or in which something failed: what was judged stays. Throws
   * NOT_FOUND, BUSY while it is under way.
   */
  resume(id: number): StartedFleet {
    const { db } = this.#parts
    this.#settle()
    const { state } = getFleet(db, id)
    if (state === 'waiting' || state === 'running')
      throw new DeclaredError('BUSY', `The fleet run ${String(id)} is under way: wait for its end.`)
    return this.#run(() => {
      markFleet(db, id, { state: 'waiting', error: null, finishedAt: null })
      return id
    })
  }

  #run(note: () => number): StartedFleet {
    const { db, jobs } = this.#parts
    this.#settle()
    this.#lock ??= this.#takeLock()
    const fleet = note()
    const { plan } = getFleet(db, fleet)
    const started = jobs.start({
      kind: 'fleet',
      subject: plan.engine,
      range: plan.window,
      work: async (context) => {
        markFleet(db, fleet, { state: 'running', error: null, finishedAt: null })
        await runFleet(this.#parts, fleet, plan, context)
        this.#end(fleet, { state: 'done', error: null })
        return this.get(fleet)
      },
      describe: () => ({ kind: 'fleet', id: String(fleet) }),
    })
    this.#underWay.set(fleet, started.id)
    started.outcome.catch((error: unknown) => {
      const isCancel = error instanceof DeclaredError && error.code === 'CANCELLED'
      this.#end(
        fleet,
        isCancel ? { state: 'cancelled', error: null } : { state: 'failed', error: errorText(error) },
      )
    })
    return { ...started, fleet }
  }

  #takeLock(): FolderLock {
    const lock = lockAlone(this.#parts.host.dataFolder, 'fleet')
    if (lock !== undefined) return lock
    throw new DeclaredError(
      'BUSY',
      'Another process has a fleet run under way in this data folder: wait for its end, or stop it.',
    )
  }

  #end(fleet: number, end: Pick<StoredFleet, 'state' | 'error'>): void {
    const { db, host } = this.#parts
    this.#underWay.delete(fleet)
    try {
      markFleet(db, fleet, { ...end, finishedAt: host.clock.now() })
    } catch (error) {
      // Nobody waits for this; the run counts as interrupted, since the lock is free.
      host.log(`The end of the fleet run ${String(fleet)} could not be noted`, error)
    }
    if (this.#underWay.size > 0) return
    this.#lock?.release()
    this.#lock = undefined
  }

  /** Notes runs as interrupted that nobody works at any more. */
  #settle(): void {
    const { db, host } = this.#parts
    if (this.#lock !== undefined || !hasUnendedFleets(db)) return
    const lock = lockAlone(host.dataFolder, 'fleet')
    if (lock === undefined) return
    interruptFleets(db)
    lock.release()
  }

  #head({ id, plan, state, error, createdAt, finishedAt }: StoredFleet): FleetHead {
    const { engineId, engine, window, baseline, ranges, keepData } = plan
    return {
      ...{ id, engineId, engine, window, baseline, ranges, keepData, state, error },
      job: this.#underWay.get(id) ?? null,
      ...{ createdAt, finishedAt },
      ...countFleetRows(this.#parts.db, id),
    }
  }

  /** Runs, newest first. */
  list(limit: number): FleetHead[] {
    this.#settle()
    return listFleets(this.#parts.db, limit).map((run) => this.#head(run))
  }

  /** One run without its NameNodes. Throws NOT_FOUND. */
  head(id: number): FleetHead {
    this.#settle()
    return this.#head(getFleet(this.#parts.db, id))
  }

  /** One run with its NameNodes, the most severe first. Throws NOT_FOUND. */
  get(id: number): Fleet {
    return { ...this.head(id), rows: ranked(listFleetRows(this.#parts.db, id)) }
  }

  /** Deletes a run's results. Throws NOT_FOUND, BUSY while it is under way. */
  remove(id: number): void {
    const { state } = this.head(id)
    if (state === 'waiting' || state === 'running')
      throw new DeclaredError('BUSY', `The fleet run ${String(id)} is under way: cancel it first.`)
    deleteFleet(this.#parts.db, id)
  }

  /**
   * Starts making a report on a NameNode that a run has judged, on the data kept, fetched anew where they were not to be
   * kept. Throws NOT_FOUND, NO_DATA for a NameNode that was not judged; the rest is in the outcome.
   */
  report(id: number, instance: string): StartedJob<MadeReport> {
    const { db, jobs } = this.#parts
    const { plan } = getFleet(db, id)
    const row = getFleetRow(db, id, instance)
    if (row.finding === null)
      throw new DeclaredError(
        'NO_DATA',
        `${instance} was not judged${row.error === null ? ' yet' : ` (${row.error.message})`}: resume the run first.`,
      )
    return jobs.start({
      kind: 'analyze',
      // It waits for a training and an analysis, which have the lane of its kind; the analysis tells its end.
      lane: 'fleet report',
      quiet: true,
      subject: instance,
      range: plan.window,
      work: (context) => makeReport(this.#parts, id, instance, context),
      describe: (made) => ({ kind: 'report', id: String(made.id) }),
    })
  }
}
