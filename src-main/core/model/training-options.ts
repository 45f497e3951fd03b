// How a model is trained: settings, defaults, limits, and which windows are kept for validation.
import { DeclaredError } from '../../../src-shared/errors.ts'

/** What steers one training; with the data, the architecture and the engine it fixes every bit of the result. */
export interface TrainingOptions {
  /** Passes over the training windows, 1..10,000. */
  readonly epochs: number
  /** Windows per step, 1..65,536; the last step of an epoch takes what is left. */
  readonly batchSize: number
  /** Share of the windows, the last ones, that are kept for validation: 0 <= x < 1. */
  readonly validationSplit: number
  /** Adam's step size, above 0 up to 1. */
  readonly learningRate: number
  /** Whole number from 0 to 2^32 - 1: initial weights and order of the windows follow from it. */
  readonly seed: number
}

/** The original system's settings (seed: ours). */
export const trainingDefaults: TrainingOptions = {
  epochs: 50,
  batchSize: 32,
  validationSplit: 0.2,
  learningRate: 1e-3,
  seed: 1,
}

const rules: readonly [keyof TrainingOptions, (value: number) => boolean, string][] = [
  ['epochs', (value) => wholeWithin(value, 1, 10_000), 'a whole number from 1 to 10,000'],
  ['batchSize', (value) => wholeWithin(value, 1, 65_536), 'a whole number from 1 to 65,536'],
  ['validationSplit', (value) => value >= 0 && value < 1, 'from 0 to below 1'],
  ['learningRate', (value) => value > 0 && value <= 1, 'above 0, at most 1'],
  ['seed', (value) => wholeWithin(value, 0, 2 ** 32 - 1), 'a whole number from 0 to 4,294,967,295'],
]

function wholeWithin(value: number, least: number, greatest: number): boolean {
  return Number.isInteger(value) && value >= least && value <= greatest
}

/** Throws BAD_INPUT when an option is out of the range given at {@link TrainingOptions}. */
export function checkTrainingOptions(options: TrainingOptions): void {
  for (const [name, fits, wanted] of rules) {
    if (fits(options[name])) continue
    throw new DeclaredError(
      'BAD_INPUT',
      `The training option ${name} must be ${wanted}, got ${options[name]}. Change the setting and train again.`,
    )
  }
}

/**
 * How many of `windowCount` windows, from the first on, are trained on; the rest validates. The same arithmetic as
 * Keras's validation_split (`train_validation_split`: floor(n * (1 - split))). Throws NO_DATA when none is left.
 */
export function trainingWindowCount(windowCount: number, validationSplit: number): number {
  const count = Math.floor(windowCount * (1 - validationSplit))
  if (count >= 1) return count
  throw new DeclaredError(
    'NO_DATA',
    `Training needs at least one window after ${validationSplit * 100} % were kept for validation, got ${windowCount} in all. Take a longer baseline.`,
    { windows: windowCount },
  )
}
