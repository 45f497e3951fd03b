// The shape of the autoencoder and of its weights. The same for every engine.
import { DeclaredError } from '../../../src-shared/errors.ts'
import { metricCount } from '../../../src-shared/metrics.ts'
import type { Weights } from './weights.ts'

/**
 * An LSTM autoencoder with Keras's meaning of every layer (activation tanh, gates in the order i f c o):
 *
 * LSTM(latentDim) → RepeatVector(sequenceLength) → LSTM(latentDim, sequences) → TimeDistributed(Dense(features)),
 *
 * where hiddenDim is not 0 with LSTM(hiddenDim, sequences) before the first and after the second LSTM.
 */
export interface Architecture {
  readonly kind: 'lstm-autoencoder'
  /** Rows per window, 2..512. */
  readonly sequenceLength: number
  /** Metrics per row, 1..256. */
  readonly features: number
  /** Units of both inner LSTM layers, 1..256. */
  readonly latentDim: number
  /** Units of an outer LSTM layer on each side, 0..256; 0: there is none, as in the original. */
  readonly hiddenDim: number
  /** Of the gates: Keras's default, or tf.js's and Keras 1's clip(0.2 x + 0.5, 0, 1). */
  readonly recurrentActivation: 'sigmoid' | 'hardSigmoid'
}

/** The original system's: latent 10 over windows of 30 rows of all metrics. */
export const originalArchitecture: Architecture = {
  kind: 'lstm-autoencoder',
  sequenceLength: 30,
  features: metricCount,
  latentDim: 10,
  hiddenDim: 0,
  recurrentActivation: 'sigmoid',
}

/** Least and greatest value of each size: beyond these a model of this kind neither trains in minutes nor learns. */
export const architectureLimits = {
  sequenceLength: [2, 512],
  features: [1, 256],
  latentDim: [1, 256],
  hiddenDim: [0, 256],
} as const

/** Throws BAD_INPUT when a size is no whole number within {@link architectureLimits}. */
export function checkArchitecture(architecture: Architecture): void {
  for (const size of ['sequenceLength', 'features', 'latentDim', 'hiddenDim'] as const) {
    const [least, greatest] = architectureLimits[size]
    const value = architecture[size]
    if (Number.isInteger(value) && value >= least && value <= greatest) continue
    throw new DeclaredError(
      'BAD_INPUT',
      `The model's ${size} must be a whole number from ${least} to ${greatest}, got ${value}. Change the setting and train again.`,
    )
  }
}

/** One LSTM layer of an architecture. */
export interface LstmLayer {
  readonly name: 'outer_encoder' | 'encoder' | 'decoder' | 'outer_decoder'
  /** Before or after RepeatVector. */
  readonly position: 'encoder' | 'decoder'
  /** Numbers per row that go in. */
  readonly inputs: number
  readonly units: number
  /** Hands on its state after every row [sequenceLength, units], otherwise only that after the last row [units]. */
  readonly sequences: boolean
}

/** The LSTM layers in the order in which a window goes through them. */
export function lstmLayers({ features, latentDim, hiddenDim }: Architecture): readonly LstmLayer[] {
  const deep = hiddenDim > 0
  const outer = { units: hiddenDim, sequences: true }
  const [into, outOf] = [
    { name: 'outer_encoder', position: 'encoder', inputs: features, ...outer },
    { name: 'outer_decoder', position: 'decoder', inputs: latentDim, ...outer },
  ] as const
  return [
    ...(deep ? [into] : []),
    {
      name: 'encoder',
      position: 'encoder',
      inputs: deep ? hiddenDim : features,
      units: latentDim,
      sequences: false,
    },
    { name: 'decoder', position: 'decoder', inputs: latentDim, units: latentDim, sequences: true },
    ...(deep ? [outOf] : []),
  ]
}

/** One weight tensor's name and shape. */
export interface WeightShape {
  readonly name: string
  readonly shape: readonly number[]
}

/** The weight tensors of an architecture in the order of Keras's `model.get_weights()`. */
export function weightShapes(architecture: Architecture): readonly WeightShape[] {
  const { features, latentDim, hiddenDim } = architecture
  return [
    ...lstmLayers(architecture).flatMap(({ name, inputs, units }) => [
      { name: `${name}/kernel`, shape: [inputs, 4 * units] },
      { name: `${name}/recurrent_kernel`, shape: [units, 4 * units] },
      { name: `${name}/bias`, shape: [4 * units] },
    ]),
    { name: 'output/kernel', shape: [hiddenDim > 0 ? hiddenDim : latentDim, features] },
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
