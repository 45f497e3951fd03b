// Models as a service: trains them, keeps them, says which one is current.
import { randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { BaselineCheck, Model, TrainingLosses } from '../../../src-shared/contract/models.ts'
import type { Settings as SettingValues } from '../../../src-shared/contract/settings.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type Profile, profiles } from '../../../src-shared/profiles.ts'
import { baselineWithout } from '../../../src-shared/ranges.ts'
import { type TimeRange, hullOf } from '../../../src-shared/time.ts'
import type { Host } from '../host.ts'
import type { JobContext, Jobs, StartedJob } from '../jobs.ts'
import type { Settings } from '../settings.ts'
import type { WritableDatabase } from '../store/database.ts'
import { type ModelRow, deleteDraftsBefore, insertModel, listModels } from '../store/models.ts'
import type { Sources } from '../sources.ts'
import { runTask, workerFile } from '../worker/task.ts'
import type { CheckTask } from './check-worker.ts'
import type { EpochLoss } from './engine.ts'
import { LossCurves } from './loss-curves.ts'
import { type ModelFacts, modelFactsSchema } from './model-facts.ts'
import { removeUnfinished } from './model-file.ts'
import type { TrainTask } from './train-worker.ts'

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
  readonly folder: string
}

export class Models {
  readonly #parts: Parts
  /** Trainings under way, by source. */
  readonly #training = new Map<number, number>()
  readonly #losses = new LossCurves()

  constructor(parts: Parts) {
    this.#parts = parts
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
          onEnd: ({ history }) => this.#losses.complete(started.id, history),
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
      readonly onEnd: (facts: ModelFacts) => void
    },
  ): Promise<Model> {
    const { db, host, folder } = this.#parts
    const createdAt = host.clock.now()
    const id = `${new Date(createdAt).toISOString().replaceAll(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}`
    const facts = await runTask<TrainTask>(
      trainWorker,
      {
        dataFolder: host.dataFolder,
        modelsFolder: folder,
        modelId: id,
        sourceId,
        node: request.node,
        ranges: request.ranges,
        profile: request.profile ?? values['model.profile'],
        settings: values,
        draft: request.draft === true,
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
    on.onEnd(facts)
    const row = { id, sourceId, createdAt, facts: JSON.stringify(facts) }
    insertModel(db, row)
    await this.#deleteDrafts(row)
    return toModel(row)
  }

  /** Rows go first: a folder that a kill leaves without a row goes at the next start. */
  async #deleteDrafts(latest: ModelRow): Promise<void> {
    const { db, jobs, host } = this.#parts
    // A waiting analysis may be of a draft; then the drafts go with the next training.
    if (jobs.underWay().some(({ kind, sourceId }) => kind === 'analyze' && sourceId === latest.sourceId))
      return
    for (const id of deleteDraftsBefore(db, latest)) {
      await rm(this.folderOf(id), { recursive: true, force: true }).catch((error: unknown) =>
        host.log(`The folder of the draft ${id} could not be deleted`, error),
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

  /** Trained models, newest first, of one source or of all. */
  list(source?: number): Model[] {
    return listModels(this.#parts.db, source).map(toModel)
  }

  /** The source's latest model. Throws NO_MODEL. */
  current(source: number): Model {
    const latest = this.list(source)[0]
    if (latest !== undefined) return latest
    throw new DeclaredError(
      'NO_MODEL',
      'There is no trained model for this source: train one on a baseline first ("nnad train" or POST /api/model/train).',
    )
  }

  /** One model of a source. Throws NOT_FOUND. */
  get(source: number, id: string): Model {
    const found = this.list(source).find((model) => model.id === id)
    if (found !== undefined) return found
    throw new DeclaredError('NOT_FOUND', `Source ${String(source)} has no model ${id}.`)
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

function toModel({ id, sourceId, createdAt, facts: json }: ModelRow): Model {
  const facts = modelFactsSchema.parse(JSON.parse(json))
  return {
    id,
    sourceId,
    createdAt,
    node: facts.trainedOn.node ?? '',
    profile: profiles.find((profile) => profile === facts.profile) ?? 'default',
    engine: facts.engine,
    engineReason: facts.engineReason,
    draft: facts.draft,
    latentDim: facts.architecture.latentDim,
    hiddenDim: facts.architecture.hiddenDim,
    threshold: facts.threshold.value,
    rows: facts.trainedOn.rows,
    windows: facts.trainedOn.windows,
    epochs: facts.history.length,
    loss: facts.history.map((epoch) => epoch.loss),
    validationLoss: facts.history.map((epoch) => epoch.validationLoss),
    ranges: facts.trainedOn.ranges.map(({ from, to }) => ({ from, to })),
  }
}
