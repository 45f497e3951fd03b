// The network that tf.js computes.
import * as tf from '@tensorflow/tfjs-core'
import type { Network, OpenNetwork } from '../engine.ts'
import { gatherWindows } from '../windows-view.ts'
import { KerasAdam } from './keras-adam.ts'
import { type Batch, presentOf, squaredErrors } from './batch.ts'
import { layersModelOf, reconstruct, weightsOf } from './layers-model.ts'
import { lossAndGradients } from './loss.ts'

/** Opens a network in tf.js, which must have been started in this thread. It knows every architecture. */
export const openTfjsNetwork: OpenNetwork = (architecture, weights, windows, learningRate): Network => {
  const { features, length } = windows
  const model = layersModelOf(architecture, weights)
  const optimizer = new KerasAdam(learningRate)
  /** [indexes, length, features] */
  const batchOf = (indexes: Int32Array): Batch =>
    presentOf(tf.tensor3d(gatherWindows(windows, indexes), [indexes.length, length, features]))
  return {
    step: (indexes) =>
      tf.tidy(() => {
        const { loss, gradients } = lossAndGradients(model, batchOf(indexes))
        optimizer.applyGradients([...gradients])
        return loss.dataSync()[0] ?? Number.NaN
      }),
    score: (indexes, errors) =>
      tf.tidy(() => {
        errors.set(tf.mean(squaredErrors(model, batchOf(indexes)), 1).dataSync())
      }),
    reconstruct: (indexes, count, rows) =>
      tf.tidy(() => {
        const outputs = reconstruct(model, batchOf(indexes).inputs)
        rows.set(tf.slice(outputs, [0, length - count, 0], [-1, count, -1]).dataSync())
      }),
    weights: () => weightsOf(architecture, model),
    dispose: () => {
      optimizer.dispose()
      model.dispose()
    },
  }
}
