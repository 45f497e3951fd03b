// The loss that tf.js trains on, and its gradients.
import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { type Batch, squaredErrors } from './batch.ts'

/** A weight's name within tf.js and the loss's gradient by it. */
export interface Gradient {
  readonly name: string
  readonly tensor: tf.Tensor
}

/** A batch's mean squared error and its gradient by each weight, the gradients in the order of the weights. */
export function lossAndGradients(
  network: LayersModel,
  batch: Batch,
): { readonly loss: tf.Scalar; readonly gradients: readonly Gradient[] } {
  const variables = network.getWeights(true).filter((weight) => weight instanceof tf.Variable)
  const { value, grads } = tf.variableGrads(
    () => tf.mean<tf.Scalar>(tf.mean(squaredErrors(network, batch), 1)),
    variables,
  )
  return {
    loss: value,
    gradients: variables.map(({ name }) => {
      const tensor = grads[name]
      if (tensor === undefined) throw new TypeError(`tf.js gave no gradient for ${name}.`)
      return { name, tensor }
    }),
  }
}
