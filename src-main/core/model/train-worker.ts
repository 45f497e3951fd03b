// Worker: trains a model on a baseline and writes its folder. The database row is the caller's, once this is done.
import type { Settings } from '../../../src-shared/contract/settings.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import type { Profile } from '../../../src-shared/profiles.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { fitScaler, normals, profileValues, scaled } from '../etl/features.ts'
import { windowStarts } from '../etl/sequences.ts'
import { openReadable } from '../store/database.ts'
import { chooseNode, readHistory, tooFewRows } from '../store/history.ts'
import { getSource } from '../store/sources.ts'
import { serveTask } from '../worker/serve-task.ts'
import type { Task } from '../worker/task.ts'
import type { Architecture } from './architecture.ts'
import type { ModelFacts } from './model-facts.ts'
import { writeModelFolder } from './model-file.ts'
import { startTfjsEngine } from './tfjs-engine.ts'
import { percentileOf, windowScores } from './threshold.ts'
import { trainingDefaults } from './training-options.ts'

export interface TrainInput {
  readonly dataFolder: string
  readonly modelsFolder: string
  readonly modelId: string
  readonly sourceId: number
  readonly node: string | undefined
  readonly ranges: readonly TimeRange[]
  readonly profile: Profile
  readonly settings: Settings
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

/** Rows that lie in at least one window: what the model really learns from. */
function rowsInWindows(starts: Int32Array, length: number): number[] {
  const rows = new Set<number>()
  for (const start of starts) for (let row = start; row < start + length; row += 1) rows.add(row)
  return [...rows]
}

function readBaseline(input: TrainInput): {
  source: string
  node: string
  rows: ReturnType<typeof readHistory>
  starts: Int32Array
} {
  const db = openReadable(input.dataFolder)
  try {
    const source = getSource(db, input.sourceId)
    const node = chooseNode(db, input.sourceId, input.node, input.ranges)
    const rows = readHistory(db, node.id, input.ranges)
    const length = input.settings['model.sequence_length']
    const starts = windowStarts(rows, length)
    if (starts.length === 0) throw tooFewRows('training', rows.times.length, length, input.ranges, node)
    return { source: source.key, node: node.name, rows, starts }
  } finally {
    db.close()
  }
}

serveTask<TrainTask>(async (input, { signal, progress }) => {
  const { settings, profile } = input
  const { source, node, rows, starts } = readBaseline(input)
  const architecture: Architecture = {
    kind: 'lstm-autoencoder',
    sequenceLength: settings['model.sequence_length'],
    features: metrics.length,
    latentDim: settings['model.latent_dim'],
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
  const engine = await startTfjsEngine()
  const { weights, history } = await engine.train(architecture, windows, training, {
    signal,
    onEpoch: (epoch) => progress({ ...epoch, epochs: training.epochs }),
  })
  const errors = await engine.reconstructionErrors(architecture, weights, windows, { signal })
  const percentile = settings['model.anomaly_threshold_percentile']
  const threshold = percentileOf(windowScores(errors, architecture.features), percentile)
  const facts: ModelFacts = {
    appVersion: input.appVersion,
    engine: engine.name,
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
