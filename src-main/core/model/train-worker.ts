// Worker: trains a model on a baseline and writes its folder. The database row is the caller's, once this is done.
import type { Settings } from '../../../src-shared/contract/settings.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import type { Profile } from '../../../src-shared/profiles.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { quantile } from '../../../src-shared/statistics.ts'
import { defaultRecipe } from '../detection/default-recipe.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { HaState } from '../etl/identity.ts'
import { readUsableModel } from '../report/score.ts'
import { type Comparison, compareModels } from '../retraining/comparison.ts'
import { guarded } from '../retraining/guard.ts'
import { serveTask } from '../worker/serve-task.ts'
import type { Task } from '../worker/task.ts'
import type { Architecture } from './architecture.ts'
import type { BaselineWitness } from '../diagnosis/witness.ts'
import { baselineWitness } from '../evidence/witness.ts'
import { openReadable } from '../store/database.ts'
import { readBaseline } from './baseline.ts'
import { chooseEngine, scoringEngine } from './choose-engine.ts'
import type { EpochLoss } from './engine.ts'
import type { ModelFacts } from './model-facts.ts'
import { type TrainedModel, writeModelFolder } from './model-file.ts'
import { originalRecipe } from './original-recipe.ts'
import { trainingDefaults } from './training-options.ts'
import { rowsInWindows } from './windows-view.ts'

export interface TrainInput {
  readonly dataFolder: string
  readonly modelsFolder: string
  readonly modelId: string
  readonly sourceId: number
  readonly node: string | undefined
  readonly haState: HaState | undefined
  readonly ranges: readonly TimeRange[]
  readonly profile: Profile
  readonly settings: Settings
  /** See ModelFacts.draft. */
  readonly draft: boolean
  /** The model in use that it must not be worse than, if there is one. */
  readonly against: Against | undefined
  readonly appVersion: string
  readonly createdAt: number
}

export interface TrainProgress {
  /** Epochs so far and in all: the model's own, and those of the networks that its threshold is found with. */
  readonly done: number
  readonly total: number
  /** Null for an epoch of another network than the model's own. */
  readonly loss: EpochLoss | null
}

/** What a retraining is held against. */
export interface Against {
  /** Of the model in use. */
  readonly folder: string
  /** Stretches that a person judged normal, whatever that model says. */
  readonly normal: readonly TimeRange[]
}

export interface TrainOutcome {
  readonly facts: ModelFacts
  /** Undefined where there was no model to compare it with. */
  readonly comparison: Comparison | undefined
}

export type TrainTask = Task<TrainInput, TrainProgress, TrainOutcome>

/** Median time between two rows, seconds. */
function spacingOf(times: Float64Array): number | null {
  const spacings = times.subarray(1).map((time, row) => time - (times[row] ?? Number.NaN))
  return spacings.length === 0 ? null : quantile(spacings.sort(), 0.5) / 1000
}

function witnessOf(dataFolder: string, nodeId: number, ranges: readonly TimeRange[]): BaselineWitness {
  const db = openReadable(dataFolder)
  try {
    return baselineWitness(db, nodeId, ranges)
  } finally {
    db.close()
  }
}

/** The model in use, or why it is of no use any more: then anything is better than it. */
async function modelInUse(folder: string): Promise<TrainedModel | string> {
  try {
    return await readUsableModel(folder)
  } catch (error) {
    if (error instanceof DeclaredError) return error.message
    throw error
  }
}

serveTask<TrainTask>(async (input, { signal, progress }) => {
  const { settings, profile } = input
  const length = settings['model.sequence_length']
  const { against } = input
  const baseline = readBaseline(input, length, 'training')
  const { source, node, rows, nodeId } = baseline
  const inUse = against === undefined ? undefined : await modelInUse(against.folder)
  const { ranges, starts, refused } =
    against === undefined || typeof inUse !== 'object'
      ? { ...baseline, ranges: input.ranges, refused: null }
      : await guarded(inUse, baseline, { ...input, ...against }, length, signal)
  const architecture: Architecture = {
    kind: 'lstm-autoencoder',
    sequenceLength: length,
    features: metrics.length,
    latentDim: settings['model.latent_dim'],
    hiddenDim: settings['model.hidden_dim'],
    recurrentActivation: settings['model.recurrent_activation'],
  }
  const training = {
    ...trainingDefaults,
    epochs: settings['model.epochs'],
    batchSize: settings['model.batch_size'],
    validationSplit: settings['model.validation_split'],
    seed: settings['model.seed'],
  }
  const { engine, reason } = await chooseEngine(settings['model.engine'], architecture, signal)
  const scoring = await scoringEngine(architecture)
  const recipe = profile === 'original' ? originalRecipe : defaultRecipe
  const { weights, ...trained } = await recipe(
    { engine, scoring, architecture, training, settings },
    { rows, starts },
    { signal, onEpoch: (done, total, loss) => progress({ done, total, loss }) },
  )
  const facts: ModelFacts = {
    appVersion: input.appVersion,
    engine: engine.name,
    engineReason: reason,
    draft: input.draft,
    createdAt: input.createdAt,
    architecture,
    training,
    metrics: metrics.map((metric) => metric.id),
    profile,
    ...trained,
    haState: rows.haStates[0] ?? null,
    spacing: spacingOf(rows.times),
    witness: witnessOf(input.dataFolder, nodeId, ranges),
    trainedOn: {
      source,
      node,
      ranges,
      rows: rowsInWindows(starts, length).length,
      windows: starts.length,
    },
  }
  const model = { facts, weights }
  const compared = async (other: TrainedModel | string): Promise<Comparison> => {
    if (refused !== null) return { kind: 'compared', refused }
    if (typeof other === 'string') return { kind: 'incomparable', reason: other }
    return compareModels(model, other, { rows, starts }, signal)
  }
  const comparison = inUse === undefined ? undefined : await compared(inUse)
  await writeModelFolder(input.modelsFolder, input.modelId, model)
  return { facts, comparison }
})
