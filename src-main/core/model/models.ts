// Models as a service: trains them, keeps them, says which one is current.
import { randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { BaselineCheck, Model, TrainingLosses } from '../../../src-shared/contract/models.ts'
import type { Settings as SettingValues } from '../../../src-shared/contract/settings.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { Profile } from '../../../src-shared/profiles.ts'
import { baselineWithout } from '../../../src-shared/ranges.ts'
import { type TimeRange, hullOf } from '../../../src-shared/time.ts'
import type { HaState } from '../etl/identity.ts'
import type { Host } from '../host.ts'
import type { JobContext, Jobs, StartedJob } from '../jobs.ts'
import type { Baselines } from '../retraining/baselines.ts'
import type { Settings } from '../settings.ts'
import type { WritableDatabase } from '../store/database.ts'
import {
  type ModelHead,
  chooseModel,
  deleteDraftsBefore,
  deleteOldModels,
  findModel,
  insertModel,
  listModels,
  readFacts,
} from '../store/models.ts'
import type { Sources } from '../sources.ts'
import { runTask, workerFile } from '../worker/task.ts'
import type { CheckTask } from './check-worker.ts'
import type { EpochLoss } from './engine.ts'
import { LossCurves } from './loss-curves.ts'
import { type ModelChoice, modelFor } from './model-choice.ts'
import { modelFactsSchema } from './model-facts.ts'
import { removeUnfinished } from './model-file.ts'
import { type KnownModel, knownModel } from './model-summary.ts'
import { type RowsHeld, RowsHeldCounter } from './rows-held.ts'
import type { TrainOutcome, TrainTask } from './train-worker.ts'

const trainWorker = workerFile('train-worker', import.meta.url)
const checkWorker = workerFile('check-worker', import.meta.url)

/** A baseline: whose rows, and which of them. */
export interface BaselineRequest {
  readonly source: number | undefined
  readonly node: string | undefined
  /** Epoch ms, both ends included; at least one. */
  readonly ranges: readonly TimeRange[]
  /** Stretches of the ranges that do not count; epoch ms, both ends included. */
  readonly leaveOut?: readonly TimeRange[] | undefined
  readonly profile: Profile | undefined
}

export interface TrainRequest extends BaselineRequest {
  /** The state whose rows are learned; by default the one that most are in. */
  readonly haState?: HaState | undefined
  /** It is trained again by the source's rule, and must not be worse than the model in use (its id), if there is one. */
  readonly byRule?:
    { readonly against: string | undefined; readonly normal: readonly TimeRange[] } | undefined
  /** Kept only until the source's next training, unless a report uses it. */
  readonly draft?: boolean | undefined
  /** Settings for this training alone. */
  readonly settings?: Partial<SettingValues>
}

interface Parts {
  readonly db: WritableDatabase
  readonly host: Host
  readonly jobs: Jobs
  readonly sources: Sources
  readonly settings: Settings
  readonly baselines: Baselines
  readonly folder: string
}

export class Models {
  readonly #parts: Parts
  /** Trainings under way, by source. */
  readonly #training = new Map<number, number>()
  readonly #losses = new LossCurves()
  /** What never changes of models that were asked for, by id. */
  readonly #known = new Map<string, KnownModel>()
  readonly #rowsHeld: RowsHeldCounter

  constructor(parts: Parts) {
    this.#parts = parts
    this.#rowsHeld = new RowsHeldCounter(parts)
  }

  /**
   * Starts training; a draft supersedes what the product started on its own for the source. Throws at once NOT_FOUND,
   * NO_DATA (no source), BAD_INPUT (ranges); the rest is in the outcome.
   */
  train(request: TrainRequest): StartedJob<Model> {
    const { sources, jobs, settings } = this.#parts
    const sourceId = sources.choose(request.source, 'training')
    const ranges = baselineWithout(request.ranges, request.leaveOut ?? [])
    const values = { ...settings.all(), ...request.settings }
    const quiet = request.draft === true
    if (quiet) jobs.supersede((job) => job.quiet && job.sourceId === sourceId)
    this.#training.set(sourceId, (this.#training.get(sourceId) ?? 0) + 1)
    const started: StartedJob<Model> = jobs.start({
      kind: 'train',
      subject: sources.nameOf(sourceId),
      sourceId,
      range: hullOf(ranges),
      quiet,
      work: (context) =>
        this.#train({ ...request, ranges }, sourceId, values, {
          ...context,
          onEpoch: (loss) => this.#losses.add(started.id, loss),
          onEnd: ({ facts }) => this.#losses.complete(started.id, facts.history),
        }),
      describe: ({ id }) => ({ kind: 'model', id }),
    })
    this.#losses.begin(started.id, values['model.epochs'])
    const ended = (): void => {
      this.#training.set(sourceId, (this.#training.get(sourceId) ?? 1) - 1)
    }
    started.outcome.then(ended, ended)
    return started
  }

  async #train(
    request: TrainRequest,
    sourceId: number,
    values: SettingValues,
    on: JobContext & {
      readonly onEpoch: (loss: EpochLoss) => void
      readonly onEnd: (outcome: TrainOutcome) => void
    },
  ): Promise<Model> {
    const { db, host, folder, baselines } = this.#parts
    const { byRule, draft: isDraft = false } = request
    const createdAt = host.clock.now()
    const id = `${new Date(createdAt).toISOString().replaceAll(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}`
    const outcome = await runTask<TrainTask>(
      trainWorker,
      {
        dataFolder: host.dataFolder,
        modelsFolder: folder,
        modelId: id,
        sourceId,
        node: request.node,
        haState: request.haState,
        ranges: request.ranges,
        profile: request.profile ?? values['model.profile'],
        settings: values,
        draft: isDraft,
        against:
          byRule?.against === undefined
            ? undefined
            : { folder: this.folderOf(byRule.against), normal: byRule.normal },
        appVersion: host.version,
        createdAt,
      },
      {
        signal: on.signal,
        onProgress: (progress) => {
          on.progress({ done: progress.done, total: progress.total, unit: 'epochs' })
          if (progress.loss !== null) on.onEpoch(progress.loss)
        },
      },
    )
    on.onEnd(outcome)
    const { facts, comparison } = outcome
    if (comparison?.kind === 'incomparable')
      host.log(`The model ${id} was put into use without a comparison: ${comparison.reason}`)
    const refused = comparison?.kind === 'compared' ? comparison.refused : null
    const row = { id, sourceId, createdAt, chosenAt: null, refused, haState: facts.haState, isDraft }
    db.transaction(() => {
      insertModel(db, { ...row, facts: JSON.stringify(facts) })
      if (isDraft || byRule !== undefined) return
      const settings = { ...values, 'model.profile': knownModel(facts).profile }
      baselines.learned(sourceId, request.ranges, { haState: facts.haState, settings })
    })
    await this.#deleteOld(row, byRule !== undefined)
    return this.#one(id)
  }

  /**
   * Drafts go with the next training, earlier models once there are too many. Rows go first: a folder that a kill leaves
   * without a row goes at the next start.
   */
  async #deleteOld(latest: ModelHead, isByRule: boolean): Promise<void> {
    const { db, jobs, host } = this.#parts
    // A waiting analysis may be of one of them; then they go with the next training.
    if (jobs.underWay().some(({ kind, sourceId }) => kind === 'analyze' && sourceId === latest.sourceId))
      return
    const old = isByRule ? deleteOldModels(db, latest.sourceId) : []
    for (const id of [...deleteDraftsBefore(db, latest), ...old]) {
      this.#known.delete(id)
      await rm(this.folderOf(id), { recursive: true, force: true }).catch((error: unknown) =>
        host.log(`The folder of the model ${id} could not be deleted`, error),
      )
    }
  }

  /** Losses so far of a training that runs or ended lately. Throws NOT_FOUND. */
  losses(job: string): TrainingLosses {
    return this.#losses.of(job)
  }

  /**
   * Starts looking for stretches of a baseline that do not look like the rest, instead of such checks of the source
   * that are under way. Throws as `train`.
   */
  check(request: BaselineRequest): StartedJob<BaselineCheck> {
    const { sources, jobs, settings, host } = this.#parts
    const sourceId = sources.choose(request.source, 'a check')
    const ranges = baselineWithout(request.ranges, request.leaveOut ?? [])
    const values = settings.all()
    jobs.supersede((job) => job.kind === 'check' && job.sourceId === sourceId)
    return jobs.start({
      kind: 'check',
      subject: sources.nameOf(sourceId),
      sourceId,
      range: hullOf(ranges),
      quiet: true,
      work: ({ signal, progress }) =>
        runTask<CheckTask>(
          checkWorker,
          {
            dataFolder: host.dataFolder,
            sourceId,
            node: request.node,
            ranges,
            profile: request.profile ?? values['model.profile'],
            settings: values,
          },
          { signal, onProgress: ({ done, total }) => progress({ done, total, unit: 'parts' }) },
        ),
      describe: () => null,
    })
  }

  /**
   * Trained models of one source or of all: the one that was trained or put into use last comes first, refused ones come
   * last.
   */
  list(source?: number): Model[] {
    return this.#withFacts(listModels(this.#parts.db, source))
  }

  #withFacts(heads: readonly ModelHead[]): Model[] {
    const { db } = this.#parts
    const inUse = new Set(
      heads.map(({ sourceId, haState }) => headInUse(db, sourceId, haState ?? 'active')?.id),
    )
    return heads.map((head) => {
      const known =
        this.#known.get(head.id) ?? knownModel(modelFactsSchema.parse(JSON.parse(readFacts(db, head.id))))
      this.#known.set(head.id, known)
      const { id, sourceId, createdAt, haState, refused, isDraft } = head
      return { id, sourceId, createdAt, haState, current: inUse.has(id), refused, draft: isDraft, ...known }
    })
  }

  #one(id: string): Model {
    const head = findModel(this.#parts.db, id)
    const [model] = head === undefined ? [] : this.#withFacts([head])
    if (model !== undefined) return model
    throw new DeclaredError('NOT_FOUND', `There is no model ${id}: GET /api/models lists those there are.`)
  }

  /** The source's model that was trained or put into use last, drafts included. Throws NO_MODEL. */
  current(source: number): Model {
    const [{ id }] = this.#usable(source)
    return this.#one(id)
  }

  #usable(source: number): readonly [ModelHead, ...ModelHead[]] {
    const [first, ...rest] = listModels(this.#parts.db, source).filter(({ refused }) => refused === null)
    if (first !== undefined) return [first, ...rest]
    throw new DeclaredError(
      'NO_MODEL',
      'There is no trained model for this source: train one on a baseline first ("nnad train" or POST /api/model/train).',
    )
  }

  /**
   * The models that an analysis chooses from by the state of its rows, drafts included, the one that was trained or put into
   * use last first; a named one is meant whatever the state. Throws NO_MODEL, NOT_FOUND for the name.
   */
  choices(source: number, named?: string): readonly ModelChoice[] {
    if (named !== undefined) {
      const { id } = this.get(source, named)
      return [{ id, folder: this.folderOf(id), haState: null }]
    }
    return this.#usable(source).map(({ id, haState }) => ({ id, folder: this.folderOf(id), haState }))
  }

  /** The model by which a source's rows of a state are judged day and night: no draft, none refused. */
  inUse(source: number, haState: string): Model | undefined {
    const head = headInUse(this.#parts.db, source, haState)
    return head === undefined ? undefined : this.#withFacts([head])[0]
  }

  /** One model of a source. Throws NOT_FOUND. */
  get(source: number, id: string): Model {
    const head = findModel(this.#parts.db, id)
    if (head?.sourceId === source) return this.#one(id)
    throw new DeclaredError('NOT_FOUND', `Source ${String(source)} has no model ${id}.`)
  }

  /** Puts an earlier model into use for its source and state; a draft is then kept as others are. Throws NOT_FOUND. */
  use(id: string): Model {
    const { db, host } = this.#parts
    const { id: known } = this.#one(id)
    chooseModel(db, known, host.clock.now())
    return this.#one(known)
  }

  /** The rows of each state that a source's rule comes to now, and how many are missing before a training. Throws nothing. */
  rowsFor(source: number): readonly RowsHeld[] {
    return this.#rowsHeld.of(source)
  }

  /** Whether a training of the source is waiting or running. */
  isTraining(source: number): boolean {
    return (this.#training.get(source) ?? 0) > 0
  }

  /** Where a model's folder is. */
  folderOf(id: string): string {
    return path.join(this.#parts.folder, id)
  }

  /** Deletes what a killed training left: unfinished folders, and finished ones that never got into the database. */
  async removeUnfinished(): Promise<void> {
    const { db, folder } = this.#parts
    await removeUnfinished(folder)
    const known = new Set(listModels(db).map((model) => model.id))
    const names = await readdir(folder).catch(() => [])
    for (const name of names) {
      if (!known.has(name)) await rm(this.folderOf(name), { recursive: true, force: true })
    }
  }
}

/** See Models.inUse. */
function headInUse(db: WritableDatabase, source: number, haState: string): ModelHead | undefined {
  const heads = listModels(db, source).filter(({ refused, isDraft }) => refused === null && !isDraft)
  return modelFor(heads, haState)
}
