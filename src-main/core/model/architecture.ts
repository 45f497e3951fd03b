// The shape of the autoencoder and of its weights. The same for every engine.
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { Weights } from './weights.ts'

/**
 * LSTM(latentDim) → RepeatVector(sequenceLength) → LSTM(latentDim, sequences) → TimeDistributed(Dense(features)),
 * with Keras's meaning of every layer (activation tanh, recurrent activation sigmoid, gates in the order i f c o).
 */
export interface Architecture {
  readonly kind: 'lstm-autoencoder'
  /** Rows per window, 2..512. */
  readonly sequenceLength: number
  /** Metrics per row, 1..256. */
  readonly features: number
  /** Units of both LSTM layers, 1..256. */
  readonly latentDim: number
}

/** Least and greatest value of each size: beyond these a model of this kind neither trains in minutes nor learns. */
export const architectureLimits = {
  sequenceLength: [2, 512],
  features: [1, 256],
  latentDim: [1, 256],
} as const

/** Throws BAD_INPUT when a size is no whole number within {@link architectureLimits}. */
export function checkArchitecture(architecture: Architecture): void {
  for (const size of ['sequenceLength', 'features', 'latentDim'] as const) {
    const [least, greatest] = architectureLimits[size]
    const value = architecture[size]
    if (Number.isInteger(value) && value >= least && value <= greatest) continue
    throw new DeclaredError(
      'BAD_INPUT',
      `The model's ${size} must be a whole number from ${least} to ${greatest}, got ${value}. Change the setting and train again.`,
    )
  }
}

/** One weight tensor's name and shape. */
export interface WeightShape {
  readonly name: string
  readonly shape: readonly number[]
}

/** The weight tensors of an architecture in the order of Keras's `model.get_weights()`. */
export function weightShapes({ features, latentDim }: Architecture): readonly WeightShape[] {
  const gates = 4 * latentDim
  return [
    { name: 'encoder/kernel', shape: [features, gates] },
    { name: 'encoder/recurrent_kernel', shape: [latentDim, gates] },
    { name: 'encoder/bias', shape: [gates] },
    { name: 'decoder/kernel', shape: [latentDim, gates] },
    { name: 'decoder/recurrent_kernel', shape: [latentDim, gates] },
    { name: 'decoder/bias', shape: [gates] },
    { name: 'output/kernel', shape: [latentDim, features] },
    { name: 'output/bias', shape: [features] },
  ]
}

/** What keeps `weights` from being those of `architecture`, in words, or undefined when they fit. */
export function weightsObjection(architecture: Architecture, weights: Weights): string | undefined {
  const wanted = weightShapes(architecture)
  if (weights.length !== wanted.length) return `${wanted.length} weight tensors wanted, got ${weights.length}`
  for (const [index, { name, shape }] of wanted.entries()) {
    const got = weights[index]
    if (got?.shape.join() !== shape.join()) {
      return `${name} must be [${shape.join(', ')}], got [${got?.shape.join(', ') ?? ''}]`
    }
    const size = shape.reduce((product, side) => product * side, 1)
    if (got.values.length !== size) return `${name} must hold ${size} numbers, got ${got.values.length}`
    const bad = got.values.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0) return `${name} holds ${String(got.values[bad])}`
  }
  return undefined
}
