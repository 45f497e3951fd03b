// Worker: trains a model on a baseline and writes its folder. The database row is the caller's, once this is done.
import type { Settings } from '../../../src-shared/contract/settings.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import type { Profile } from '../../../src-shared/profiles.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { quantile } from '../../../src-shared/statistics.ts'
import { defaultRecipe } from '../detection/default-recipe.ts'
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
import { writeModelFolder } from './model-file.ts'
import { originalRecipe } from './original-recipe.ts'
import { trainingDefaults } from './training-options.ts'
import { rowsInWindows } from './windows-view.ts'

export interface TrainInput {
  readonly dataFolder: string
  readonly modelsFolder: string
  readonly modelId: string
  readonly sourceId: number
  readonly node: string | undefined
  readonly ranges: readonly TimeRange[]
  readonly profile: Profile
  readonly settings: Settings
  /** See ModelFacts.draft. */
  readonly draft: boolean
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

export type TrainTask = Task<TrainInput, TrainProgress, ModelFacts>

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

serveTask<TrainTask>(async (input, { signal, progress }) => {
  const { settings, profile } = input
  const length = settings['model.sequence_length']
  const { source, node, rows, starts, nodeId } = readBaseline(input, length, 'training')
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
    spacing: spacingOf(rows.times),
    witness: witnessOf(input.dataFolder, nodeId, input.ranges),
    trainedOn: {
      source,
      node,
      ranges: input.ranges,
      rows: rowsInWindows(starts, length).length,
      windows: starts.length,
    },
  }
  await writeModelFolder(input.modelsFolder, input.modelId, { facts, weights })
  return facts
})
