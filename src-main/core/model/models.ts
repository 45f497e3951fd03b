// Models as a service: trains them, keeps them, says which one is current.
import { randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Model } from '../../../src-shared/contract/models.ts'
import type { Settings as SettingValues } from '../../../src-shared/contract/settings.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type Profile, profiles } from '../../../src-shared/profiles.ts'
import { type TimeRange, hullOf, orderedRange } from '../../../src-shared/time.ts'
import type { Host } from '../host.ts'
import type { JobContext, Jobs, StartedJob } from '../jobs.ts'
import type { Settings } from '../settings.ts'
import type { WritableDatabase } from '../store/database.ts'
import { type ModelRow, insertModel, listModels } from '../store/models.ts'
import type { Sources } from '../sources.ts'
import { runTask, workerFile } from '../worker/task.ts'
import { modelFactsSchema } from './model-facts.ts'
import { removeUnfinished } from './model-file.ts'
import type { TrainProgress, TrainTask } from './train-worker.ts'

const trainWorker = workerFile('train-worker', import.meta.url)

export interface TrainRequest {
  readonly source: number | undefined
  readonly node: string | undefined
  /** Epoch ms, both ends included; at least one. */
  readonly ranges: readonly TimeRange[]
  readonly profile: Profile | undefined
  /** Settings for this training alone. */
  readonly settings?: Partial<SettingValues>
  readonly onEpoch?: ((progress: TrainProgress) => void) | undefined
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

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Starts training. Throws at once NOT_FOUND, NO_DATA (no source), BAD_INPUT (ranges); the rest is in the outcome. */
  train(request: TrainRequest): StartedJob<Model> {
    const sourceId = this.#parts.sources.choose(request.source, 'training')
    request.ranges.forEach((range) => orderedRange(range, 'a baseline'))
    this.#training.set(sourceId, (this.#training.get(sourceId) ?? 0) + 1)
    const started = this.#parts.jobs.start({
      kind: 'train',
      subject: this.#parts.sources.nameOf(sourceId),
      sourceId,
      range: hullOf(request.ranges),
      work: (context) => this.#run(sourceId, request, context),
      describe: ({ id }) => ({ kind: 'model', id }),
    })
    const ended = (): void => {
      this.#training.set(sourceId, (this.#training.get(sourceId) ?? 1) - 1)
    }
    started.outcome.then(ended, ended)
    return started
  }

  async #run(sourceId: number, request: TrainRequest, context: JobContext): Promise<Model> {
    const { db, host, settings, folder } = this.#parts
    const values = { ...settings.all(), ...request.settings }
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
        appVersion: host.version,
        createdAt,
      },
      {
        signal: context.signal,
        onProgress: (progress) => {
          context.progress({ done: progress.epoch, total: progress.epochs, unit: 'epochs' })
          request.onEpoch?.(progress)
        },
      },
    )
    const row = { id, sourceId, createdAt, facts: JSON.stringify(facts) }
    insertModel(db, row)
    return toModel(row)
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
    threshold: facts.threshold.value,
    rows: facts.trainedOn.rows,
    windows: facts.trainedOn.windows,
    epochs: facts.history.length,
    loss: facts.history.map((epoch) => epoch.loss),
    validationLoss: facts.history.map((epoch) => epoch.validationLoss),
    ranges: facts.trainedOn.ranges.map(({ from, to }) => ({ from, to })),
  }
}
