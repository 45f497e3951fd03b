// Worker: trains a model on a baseline and writes its folder. The database row is the caller's, once this is done.
import type { Settings } from '../../../src-shared/contract/settings.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import type { Profile } from '../../../src-shared/profiles.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { fitScaler, normals, profileValues, scaled } from '../etl/features.ts'
import { serveTask } from '../worker/serve-task.ts'
import type { Task } from '../worker/task.ts'
import type { Architecture } from './architecture.ts'
import { readBaseline } from './baseline.ts'
import { chooseEngine, scoringEngine } from './choose-engine.ts'
import type { ModelFacts } from './model-facts.ts'
import { writeModelFolder } from './model-file.ts'
import { percentileOf, windowScores } from './threshold.ts'
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
  readonly epoch: number
  readonly epochs: number
  readonly loss: number
  readonly validationLoss: number | null
}

export type TrainTask = Task<TrainInput, TrainProgress, ModelFacts>

serveTask<TrainTask>(async (input, { signal, progress }) => {
  const { settings, profile } = input
  const { source, node, rows, starts } = readBaseline(input, settings['model.sequence_length'], 'training')
  const architecture: Architecture = {
    kind: 'lstm-autoencoder',
    sequenceLength: settings['model.sequence_length'],
    features: metrics.length,
    latentDim: settings['model.latent_dim'],
    hiddenDim: settings['model.hidden_dim'],
    recurrentActivation: settings['model.recurrent_activation'],
  }
  const baselineRows = rowsInWindows(starts, architecture.sequenceLength)
  const values = profileValues(profile, rows)
  const scaler = fitScaler(values, baselineRows)
  const windows = {
    rows: scaled(values, scaler),
    features: architecture.features,
    length: architecture.sequenceLength,
    starts,
  }
  const training = {
    ...trainingDefaults,
    epochs: settings['model.epochs'],
    batchSize: settings['model.batch_size'],
    validationSplit: settings['model.validation_split'],
    seed: settings['model.seed'],
  }
  const { engine, reason } = await chooseEngine(settings['model.engine'], architecture, signal)
  const { weights, history } = await engine.train(architecture, windows, training, {
    signal,
    onEpoch: (epoch) => progress({ ...epoch, epochs: training.epochs }),
  })
  // By the engine that scores later: a threshold lies between two scores, and engines differ in the last bits.
  const scoring = await scoringEngine(architecture)
  const errors = await scoring.reconstructionErrors(architecture, weights, windows, { signal })
  const percentile = settings['model.anomaly_threshold_percentile']
  const threshold = percentileOf(windowScores(errors, architecture.features), percentile)
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
    scaler: { kind: 'min-max', columns: scaler },
    threshold: { value: threshold, percentile },
    history,
    trainedOn: { source, node, ranges: input.ranges, rows: baselineRows.length, windows: starts.length },
    baseline: normals(values, baselineRows),
  }
  await writeModelFolder(input.modelsFolder, input.modelId, { facts, weights })
  return facts
})
