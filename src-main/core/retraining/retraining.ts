// Trains models again by their source's rule; one that is worse than the one in use is not put into use.
import { setImmediate as breathe } from 'node:timers/promises'
import type { BaselineRule } from '../../../src-shared/contract/sources.ts'
import { DeclaredError, cancelled, errorText } from '../../../src-shared/errors.ts'
import { isServing } from '../etl/identity.ts'
import type { Host } from '../host.ts'
import type { Jobs } from '../jobs.ts'
import type { Models } from '../model/models.ts'
import { firstTraining } from '../model/rows-held.ts'
import type { Settings } from '../settings.ts'
import type { Sources } from '../sources.ts'
import { lastFingerprint, noteRetraining } from '../store/baseline-rules.ts'
import type { WritableDatabase } from '../store/database.ts'
import { listNodes } from '../store/sources.ts'
import { type StateRows, rowsByState } from '../store/state-rows.ts'
import { watchedSources } from '../store/watches.ts'
import type { Baselines } from './baselines.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { Stretches } from './stretches.ts'

interface Parts {
  readonly db: WritableDatabase
  readonly host: Host
  readonly jobs: Jobs
  readonly settings: Settings
  readonly sources: Sources
  readonly models: Models
  readonly baselines: Baselines
}

/** A first training that failed is tried again once so many rows more are there: ten minutes at 10 s. */
const againAfter = 60

interface Failure {
  readonly source: string
  readonly error: unknown
}

/** What failed of several sources as one error, of the first one's code. */
function allOf(failures: readonly Failure[]): Error {
  const text = failures.map(({ source, error }) => `${source}: ${errorText(error)}`).join('\n')
  const cause = failures[0]?.error
  return cause instanceof DeclaredError
    ? new DeclaredError(cause.code, text, {}, { cause })
    : new Error(text, { cause })
}

/** What a rule comes to now. */
interface Plan {
  readonly sourceId: number
  readonly rule: BaselineRule
  readonly stretches: Stretches
  /** States with enough rows to learn. */
  readonly states: readonly StateRows[]
}

export class Retraining {
  readonly #parts: Parts
  /** Rows that a first training failed with, by source and state. */
  readonly #failedWith = new Map<string, number>()
  /** The end of the last run: two never train the same at once. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /**
   * Trains every watched source that has a rule, one after another, each state with an hour of rows by itself. What failed of
   * one does not keep the others from their turn; all of it is thrown together at the end. Throws CANCELLED.
   */
  run(signal: AbortSignal): Promise<void> {
    const { db } = this.#parts
    return this.#afterOthers(() =>
      this.#each(watchedSources(db), signal, (plan) =>
        plan.states.map((state) => () => this.#again(plan, state, signal)),
      ),
    )
  }

  /** Trains sources whose rule rolls and that have no model yet, once they have an hour of rows. Throws as `run`. */
  runFirst(signal: AbortSignal): Promise<void> {
    return this.#afterOthers(() =>
      this.#each(this.#withoutModel(), signal, (plan) =>
        this.#firstStates(plan).map((state) => () => this.#first(plan, state, signal)),
      ),
    )
  }

  #afterOthers(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work, work)
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  /** Watched sources with a node in a state that none of their models judges: only there rows need to be counted. */
  #withoutModel(): number[] {
    const { db, models } = this.#parts
    return watchedSources(db).filter((sourceId) =>
      listNodes(db, sourceId).some(
        ({ ha_state: state }) => isServing(state) && models.inUse(sourceId, state) === undefined,
      ),
    )
  }

  async #each(
    sourceIds: readonly number[],
    signal: AbortSignal,
    trainingsOf: (plan: Plan) => readonly (() => Promise<void>)[],
  ): Promise<void> {
    const { sources } = this.#parts
    const isOver = (): boolean => signal.aborted
    const failures: Failure[] = []
    for (const sourceId of sourceIds) {
      // A week of rows takes some 10 ms to count: between two sources others get their turn.
      await breathe()
      if (isOver()) throw cancelled('Retraining')
      const plan = this.#planOf(sourceId)
      for (const training of plan === undefined ? [] : trainingsOf(plan)) {
        if (isOver()) throw cancelled('Retraining')
        try {
          await training()
        } catch (error) {
          if (isOver()) throw error
          failures.push({ source: sources.nameOf(sourceId), error })
        }
      }
    }
    if (failures.length > 0) throw allOf(failures)
  }

  #planOf(sourceId: number): Plan | undefined {
    const { db, baselines, settings } = this.#parts
    const rule = baselines.ruleOf(sourceId)
    if (rule === null) return undefined
    const stretches = baselines.stretchesOf(sourceId, rule)
    const length = settings.all()['model.sequence_length']
    // Who named fixed stretches meant what most of them is, be it short; a failover in it is no standby's baseline.
    const states = rowsByState(db, sourceId, stretches.ranges).filter(
      ({ haState, rows }, place) =>
        isServing(haState) &&
        rows >= (rule.kind === 'fixed' && place === 0 ? length : Math.max(length, firstTraining)),
    )
    return { sourceId, rule, stretches, states }
  }

  #firstStates({ sourceId, rule, states }: Plan): readonly StateRows[] {
    const { models } = this.#parts
    if (rule.kind === 'fixed') return []
    return states.filter(
      ({ haState, rows }) =>
        models.inUse(sourceId, haState) === undefined &&
        rows >= (this.#failedWith.get(`${String(sourceId)} ${haState}`) ?? -againAfter) + againAfter,
    )
  }

  #fingerprint({ rule }: Plan, state: StateRows): string {
    return fingerprintOf(rule, state, this.#parts.settings.all())
  }

  async #again(plan: Plan, state: StateRows, signal: AbortSignal): Promise<void> {
    const { db, models } = this.#parts
    const { sourceId } = plan
    const inUse = models.inUse(sourceId, state.haState)
    const seen = lastFingerprint(db, sourceId, state.haState)
    if (inUse !== undefined && seen === this.#fingerprint(plan, state)) return
    await this.#train(plan, state, inUse?.id, signal)
  }

  async #first(plan: Plan, state: StateRows, signal: AbortSignal): Promise<void> {
    const key = `${String(plan.sourceId)} ${state.haState}`
    try {
      await this.#train(plan, state, undefined, signal)
      this.#failedWith.delete(key)
    } catch (error) {
      this.#failedWith.set(key, state.rows)
      throw error
    }
  }

  async #train(
    plan: Plan,
    state: StateRows,
    against: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const { db, host, jobs, models } = this.#parts
    const { sourceId, stretches } = plan
    // Of what is learned, not of what there is when the training ends.
    const fingerprint = this.#fingerprint(plan, state)
    const started = models.train({
      source: sourceId,
      node: state.node.name,
      haState: state.haState,
      ranges: stretches.ranges,
      profile: undefined,
      byRule: { against, normal: stretches.normal },
    })
    const cancel = (): void => void jobs.cancel(started.id)
    signal.addEventListener('abort', cancel)
    try {
      await started.outcome
    } finally {
      signal.removeEventListener('abort', cancel)
    }
    noteRetraining(db, sourceId, state.haState, { fingerprint, finishedAt: host.clock.now() })
  }
}
