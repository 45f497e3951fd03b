// A recipe turns a baseline into what a model consists of: how values are scaled, what is trained, where the threshold lies.
import type { Settings } from '../../../src-shared/contract/settings.ts'
import type { Architecture } from './architecture.ts'
import type { Baseline } from './baseline.ts'
import type { Engine, EpochLoss } from './engine.ts'
import type { ModelFacts } from './model-facts.ts'
import type { TrainingOptions } from './training-options.ts'
import type { Weights } from './weights.ts'

/** Watches and stops a training. */
export interface RecipeListener {
  readonly signal: AbortSignal
  /** Epochs of all networks that are trained, so far and in all; the losses of an epoch of the model's own. */
  readonly onEpoch: (done: number, total: number, loss: EpochLoss | null) => void
}

export interface RecipeParts {
  readonly engine: Engine
  /** The engine that will score, see `scoringEngine`. */
  readonly scoring: Engine
  readonly architecture: Architecture
  readonly training: TrainingOptions
  readonly settings: Settings
}

/** What a recipe makes of a baseline. */
export type Trained = Pick<ModelFacts, 'scaler' | 'threshold' | 'history' | 'baseline' | 'errorSpreads'> & {
  readonly weights: Weights
}

/** Trains on a baseline's windows. Errors as Engine.train. */
export type Recipe = (
  kitchen: RecipeParts,
  baseline: Pick<Baseline, 'rows' | 'starts'>,
  on: RecipeListener,
) => Promise<Trained>
