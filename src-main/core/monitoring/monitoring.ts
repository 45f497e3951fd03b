// Monitoring as a service: the stages by their clocks, one process at a time for a data folder.
import {
  type Monitoring as MonitoringStatus,
  type SourceStatus,
  type Stage,
  type StageStatus,
  stages,
} from '../../../src-shared/contract/monitoring.ts'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import { localZone } from '../../../src-shared/time.ts'
import { type Host, systemTimers } from '../host.ts'
import type { Models } from '../model/models.ts'
import type { Notifications } from '../notifications/notifications.ts'
import type { Retention } from '../retention/retention.ts'
import type { Retraining } from '../retraining/retraining.ts'
import { startCron } from '../scheduler/cron.ts'
import { type Loop, startLoop } from '../scheduler/loop.ts'
import type { Settings } from '../settings.ts'
import type { Sources } from '../sources.ts'
import { lastRetrainingAt } from '../store/baseline-rules.ts'
import type { WritableDatabase } from '../store/database.ts'
import { type FolderLock, lockAlone } from '../store/folder-lock.ts'
import { watchedSources } from '../store/watches.ts'
import type { Watches } from '../watches/watches.ts'
import type { LiveScoring } from './live-scoring.ts'
import { sourceStatus } from './source-status.ts'
import { StageRecord } from './stage-record.ts'

interface Parts {
  readonly db: WritableDatabase
  readonly host: Host
  readonly settings: Settings
  readonly sources: Sources
  readonly models: Models
  readonly watches: Watches
  readonly scoring: LiveScoring
  readonly retraining: Retraining
  readonly retention: Retention
  readonly notifications: Notifications
}

/** The stages that this service runs; polls go by clocks of their own. */
type OwnStage = Exclude<Stage, 'collect'>

/** What is there while this process collects. */
interface Running {
  readonly lock: FolderLock
  /** Epoch ms. */
  readonly since: number
  readonly loops: Readonly<Record<OwnStage, Loop>>
}

/** How often a process that may not collect tries again, ms. */
const tryEvery = 10_000
/** Retention: how often, and how long after the start it begins, ms. */
const retainEvery = 3_600_000
const retainDelay = 60_000
/** How sources stand is looked up again after so long, ms: several screens may ask. */
const seenFor = 1000

export class Monitoring {
  readonly #parts: Parts
  readonly #records: Readonly<Record<Stage, StageRecord>>
  #running: Running | undefined
  /** Calls the next attempt off; undefined while none is due. */
  #callOff: (() => void) | undefined
  #isElsewhere = false
  #objection = ''
  /** First trainings under way, and how they go. */
  #first: Promise<void> | undefined
  readonly #firstRecord: StageRecord
  #seen: { readonly at: number; readonly sources: SourceStatus[] } | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    const record = (stage: Stage): StageRecord => new StageRecord(stage, parts.host)
    this.#firstRecord = record('retrain')
    this.#records = {
      collect: record('collect'),
      process: record('process'),
      score: record('score'),
      retrain: record('retrain'),
      retain: record('retain'),
    }
  }

  /** Starts the stages; where another process collects into the folder, it waits for that one's end. */
  start(): void {
    if (this.#running !== undefined || this.#callOff !== undefined) return
    this.#begin()
  }

  #begin(): void {
    const { host } = this.#parts
    this.#callOff = undefined
    try {
      const lock = lockAlone(host.dataFolder, 'watch')
      this.#isElsewhere = lock === undefined
      if (lock !== undefined) this.#beginWith(lock)
    } catch (error) {
      this.#isElsewhere = false
      const objection = errorText(error)
      if (objection !== this.#objection) host.log('Monitoring cannot begin yet', error)
      this.#objection = objection
    }
    if (this.#running !== undefined) return
    this.#callOff = (host.timers ?? systemTimers).after(tryEvery, () => this.#begin())
  }

  #beginWith(lock: FolderLock): void {
    const { db, host, watches, notifications } = this.#parts
    let retrainedAt: number | undefined
    try {
      retrainedAt = lastRetrainingAt(db)
    } catch (error) {
      lock.release()
      throw error
    }
    watches.start()
    notifications.start()
    this.#running = { lock, since: host.clock.now(), loops: this.#loops(retrainedAt) }
  }

  #loops(retrainedAt: number | undefined): Running['loops'] {
    const { host, settings, watches, retention } = this.#parts
    const { clock, timers } = host
    const staged =
      (stage: OwnStage, work: (signal: AbortSignal) => Promise<void>) =>
      async (signal: AbortSignal): Promise<void> => {
        await this.#records[stage].during(signal, () => work(signal))
        this.#seen = undefined
      }
    return {
      process: startLoop({
        clock,
        timers,
        every: () => settings.all()['scheduler.process_interval_seconds'] * 1000,
        run: staged('process', () => watches.process()),
      }),
      score: startLoop({
        clock,
        timers,
        every: () => settings.all()['scheduler.inference_interval_minutes'] * 60_000,
        run: staged('score', (signal) => this.#score(signal)),
      }),
      retrain: startCron({
        clock,
        timers,
        expression: () => settings.all()['scheduler.retrain_cron'],
        zone: () => settings.all()['scheduler.zone'],
        since: retrainedAt,
        run: staged('retrain', (signal) => this.#parts.retraining.run(signal)),
      }),
      retain: startLoop({
        clock,
        timers,
        every: () => retainEvery,
        delay: retainDelay,
        run: staged('retain', (signal) => retention.run(signal)),
      }),
    }
  }

  /**
   * What has a model is scored; what has none gets its first one meanwhile. Trainings take minutes, and wait for one another:
   * nobody's incident waits for them.
   */
  #score(signal: AbortSignal): Promise<void> {
    const { retraining, scoring } = this.#parts
    this.#first ??= this.#firstRecord
      .during(signal, () => retraining.runFirst(signal))
      .finally(() => {
        this.#first = undefined
        this.#seen = undefined
      })
    return scoring.run(signal)
  }

  /** Runs a stage now and waits for it; what goes wrong is in its status. Throws BUSY while monitoring is off. */
  async run(stage: Stage): Promise<MonitoringStatus> {
    const running = this.#running
    if (running === undefined) {
      throw new DeclaredError(
        'BUSY',
        this.#isElsewhere
          ? 'Another nnad collects into this data folder: ask that one, or stop it first.'
          : 'Monitoring is off: it runs in the desktop app, and with "nnad serve" or "nnad start".',
      )
    }
    await (stage === 'collect' ? this.#parts.watches.pollNow() : running.loops[stage].runNow())
    return this.status()
  }

  /** What runs when, and how each watched source stands: cheap. */
  status(): MonitoringStatus {
    const { retention } = this.#parts
    const running = this.#running
    return {
      state: running === undefined ? (this.#isElsewhere ? 'elsewhere' : 'off') : 'on',
      since: running?.since ?? null,
      stages: running === undefined ? [] : stages.map((stage) => this.#stage(stage, running)),
      sources: this.#sources(),
      disk: retention.disk(),
    }
  }

  #stage(stage: Stage, { loops }: Running): StageStatus {
    const values = this.#parts.settings.all()
    const record = this.#records[stage]
    if (stage === 'collect') {
      const { lastAt, nextAt } = this.#parts.watches.polls()
      const when = `every ${String(values['namenode.poll_interval_seconds'])} s`
      return { ...record.status(when, nextAt), lastAt }
    }
    const cron = values['scheduler.retrain_cron'].trim()
    const when = {
      process: `every ${String(values['scheduler.process_interval_seconds'])} s`,
      score: `every ${String(values['scheduler.inference_interval_minutes'])} min`,
      retrain: cron === '' ? 'never' : `${cron} (${values['scheduler.zone'] || localZone()})`,
      retain: 'every hour',
    }[stage]
    const status = record.status(when, loops[stage].nextAt ?? null)
    if (stage !== 'retrain') return status
    const first = this.#firstRecord.status(when, null)
    const isRunning = status.isRunning || first.isRunning
    return { ...status, isRunning, error: status.error ?? first.error }
  }

  #sources(): SourceStatus[] {
    const { db, host, models } = this.#parts
    const at = performance.now()
    if (this.#seen !== undefined && at - this.#seen.at < seenFor) return this.#seen.sources
    const now = host.clock.now()
    const sources = watchedSources(db).map((id) => sourceStatus({ db, models }, id, now))
    this.#seen = { at, sources }
    return sources
  }

  /** The computer goes to sleep: polls pause, what was collected is processed. */
  async sleep(): Promise<void> {
    if (this.#running !== undefined) await this.#parts.watches.sleep()
  }

  /** It is awake again: NameNodes are polled, and looked at, at once. */
  async wake(): Promise<void> {
    const running = this.#running
    if (running === undefined) return
    await this.#parts.watches.wake()
    await running.loops.score.runNow()
  }

  /** Stops the stages and waits for what runs; what was collected is processed last. */
  async stop(): Promise<void> {
    const { watches, scoring, notifications } = this.#parts
    this.#callOff?.()
    this.#callOff = undefined
    const running = this.#running
    this.#running = undefined
    if (running === undefined) return
    const { process, ...others } = running.loops
    try {
      const stopping = Object.values(others).map((loop) => loop.stop())
      // A look under way is not waited for: what it has not kept is looked at again.
      await Promise.all([...stopping, scoring.stop(), this.#first])
      await process.stop()
      await watches.stop()
      await notifications.stop()
    } finally {
      running.lock.release()
    }
  }
}
