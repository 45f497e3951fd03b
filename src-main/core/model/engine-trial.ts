// Whether an engine computes at all: the smallest possible training.
import type { Architecture } from './architecture.ts'
import type { Engine } from './engine.ts'
import { trainingDefaults } from './training-options.ts'

/** What it trains: every kind of layer and step is in it. */
export const trialArchitecture: Architecture = {
  kind: 'lstm-autoencoder',
  sequenceLength: 3,
  features: 2,
  latentDim: 2,
  hiddenDim: 3,
  recurrentActivation: 'sigmoid',
}

/** Trains three windows for one epoch. Throws what the engine throws. */
export async function tryEngine(engine: Engine): Promise<void> {
  const { features, sequenceLength: length } = trialArchitecture
  const rows = Float32Array.from({ length: 5 * features }, (_, index) => index / 10)
  const windows = { rows, features, length, starts: Int32Array.of(0, 1, 2) }
  await engine.train(trialArchitecture, windows, { ...trainingDefaults, epochs: 1 })
}
