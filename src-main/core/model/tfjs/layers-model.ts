// The autoencoder as a tf.js LayersModel, and its weights in and out.
import * as tf from '@tensorflow/tfjs-core'
import { layers, sequential } from '@tensorflow/tfjs-layers'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { lstmLayers, weightShapes } from '../architecture.ts'
import type { Architecture, LstmLayer } from '../architecture.ts'
import type { Weights } from '../weights.ts'

/**
 * The layers' own initializers are zeros: weights are always set, and tf.js's orthogonal one is slow, draws from
 * Math.random and prints a warning beyond 2,000 elements.
 */
const zeros = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const

/**
 * The LayersModel of an architecture with the given weights, taken as fitting. Input and output are
 * [batch, sequenceLength, features]. tf.js must have been started; whoever asks disposes of it.
 */
export function layersModelOf(architecture: Architecture, weights: Weights): LayersModel {
  const { sequenceLength, features, recurrentActivation } = architecture
  const all = lstmLayers(architecture)
  const part = (position: LstmLayer['position']): ReturnType<typeof layers.lstm>[] =>
    all
      .filter((layer) => layer.position === position)
      .map((layer) =>
        layers.lstm({
          ...zeros,
          recurrentInitializer: 'zeros',
          name: layer.name,
          units: layer.units,
          recurrentActivation,
          returnSequences: layer.sequences,
          ...(layer === all[0] ? { inputShape: [sequenceLength, features] } : {}),
        }),
      )
  const model = sequential({
    name: architecture.kind,
    layers: [
      ...part('encoder'),
      layers.repeatVector({ name: 'repeat', n: sequenceLength }),
      ...part('decoder'),
      layers.timeDistributed({
        name: 'output',
        layer: layers.dense({ ...zeros, name: 'dense', units: features }),
      }),
    ],
  })
  tf.tidy(() => model.setWeights(weights.map(({ shape, values }) => tf.tensor(values, [...shape]))))
  return model
}

/** Copies the network's weights out of tf.js. */
export function weightsOf(architecture: Architecture, network: LayersModel): Weights {
  const tensors = network.getWeights()
  return weightShapes(architecture).map(({ shape }, index) => ({
    shape,
    values: Float32Array.from(tensors[index]?.dataSync() ?? []),
  }))
}

/** What the network makes of a batch, [batch, sequenceLength, features]. */
export function reconstruct(network: LayersModel, batch: tf.Tensor): tf.Tensor {
  const output = network.apply(batch)
  if (output instanceof tf.Tensor) return output
  throw new TypeError('The network answered with something else than one tensor.')
}
