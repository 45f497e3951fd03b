// The engine that computes with tf.js.
import { DeclaredError } from '../../../src-shared/errors.ts'
import { checkArchitecture, weightsObjection } from './architecture.ts'
import type { Engine } from './engine.ts'
import { initialWeights } from './initial-weights.ts'
import { networkOf, weightsOf } from './network.ts'
import { randomFrom, shuffle } from './random.ts'
import { reconstructionErrors } from './scoring.ts'
import { startTfjs } from './tfjs-runtime.ts'
import { fit } from './training.ts'
import { checkTrainingOptions } from './training-options.ts'
import { checkWindows } from './windows-view.ts'

/** Starts tf.js in this thread. It computes on this thread too: keep it off one that must answer. */
export async function startTfjsEngine(): Promise<Engine> {
  const backend = await startTfjs()
  return {
    name: `tfjs-${backend}`,

    async train(architecture, windows, options, on = {}) {
      checkArchitecture(architecture)
      checkTrainingOptions(options)
      checkWindows(windows, architecture)
      const random = randomFrom(options.seed)
      const network = networkOf(architecture, initialWeights(architecture, random))
      try {
        const reorder = (indexes: Int32Array): void => shuffle(indexes, random)
        const history = await fit({ network, windows, options, reorder, on })
        return { weights: weightsOf(architecture, network), history }
      } finally {
        network.dispose()
      }
    },

    async reconstructionErrors(architecture, weights, windows, on = {}) {
      checkArchitecture(architecture)
      checkWindows(windows, architecture)
      const objection = weightsObjection(architecture, weights)
      if (objection !== undefined) {
        throw new DeclaredError('BAD_INPUT', `The weights do not fit the model: ${objection}. Train again.`)
      }
      const network = networkOf(architecture, weights)
      try {
        return await reconstructionErrors(network, windows, Int32Array.from(windows.starts.keys()), on)
      } finally {
        network.dispose()
      }
    },
  }
}
