// A batch of windows in tf.js: what is missing goes in as 0 and counts as reconstructed without error.
import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { reconstruct } from './layers-model.ts'

/** Both [batch, sequenceLength, features]; `present` is 1 where there is a value, 0 where it is missing. */
export interface Batch {
  readonly inputs: tf.Tensor
  readonly present: tf.Tensor
}

/** The batch of values that are NaN where they are missing. */
export function presentOf(values: tf.Tensor): Batch {
  const missing = tf.isNaN(values)
  return {
    inputs: tf.where(missing, tf.zerosLike(values), values),
    present: tf.cast(tf.logicalNot(missing), 'float32'),
  }
}

/** Squared error of every value, shape as the batch. */
export function squaredErrors(network: LayersModel, { inputs, present }: Batch): tf.Tensor {
  return tf.square(tf.mul(tf.sub(reconstruct(network, inputs), inputs), present))
}
