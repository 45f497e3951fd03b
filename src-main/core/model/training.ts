// The training loop: Keras's model.fit for this network, one that can be watched, stopped and repeated bit by bit.
import { setImmediate } from 'node:timers/promises'
import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { DeclaredError, cancelled } from '../../../src-shared/errors.ts'
import type { EpochLoss, TrainingListener } from './engine.ts'
import { KerasAdam } from './keras-adam.ts'
import { lossAndGradients } from './network.ts'
import { reconstructionErrors } from './scoring.ts'
import { trainingWindowCount } from './training-options.ts'
import type { TrainingOptions } from './training-options.ts'
import { gatherWindows } from './windows-view.ts'
import type { WindowsView } from './windows-view.ts'

/** One training of one network. */
export interface Fit {
  /** Holds the initial weights, and afterwards the trained ones. */
  readonly network: LayersModel
  readonly windows: WindowsView
  readonly options: TrainingOptions
  /** Puts the training windows' indexes into the next epoch's order, in place. */
  readonly reorder: (indexes: Int32Array) => void
  readonly on: TrainingListener
}

/** Trains the network in place and returns the losses per epoch. Errors as Engine.train. */
export async function fit({ network, windows, options, reorder, on }: Fit): Promise<readonly EpochLoss[]> {
  const all = Int32Array.from(windows.starts.keys())
  const split = trainingWindowCount(all.length, options.validationSplit)
  const [training, validation] = [all.slice(0, split), all.subarray(split)]
  const optimizer = new KerasAdam(options.learningRate)
  const history: EpochLoss[] = []
  try {
    for (let epoch = 1; epoch <= options.epochs; epoch++) {
      reorder(training)
      let sum = 0
      for (let from = 0; from < split; from += options.batchSize) {
        await setImmediate()
        if (on.signal?.aborted === true) throw cancelled('Training')
        const to = Math.min(from + options.batchSize, split)
        sum += (to - from) * trainOnBatch(network, optimizer, windows, training, from, to)
        checkLoss(sum, epoch, options)
      }
      const validationLoss = await meanError(network, windows, validation, on)
      if (validationLoss !== null) checkLoss(validationLoss, epoch, options)
      const loss = { epoch, loss: sum / split, validationLoss }
      history.push(loss)
      on.onEpoch?.(loss)
    }
  } finally {
    optimizer.dispose()
  }
  return history
}

/** One step; the batch's loss before it. */
function trainOnBatch(
  network: LayersModel,
  optimizer: KerasAdam,
  windows: WindowsView,
  indexes: Int32Array,
  from: number,
  to: number,
): number {
  const { features, length } = windows
  return tf.tidy(() => {
    const batch = tf.tensor3d(gatherWindows(windows, indexes, from, to), [to - from, length, features])
    const { loss, gradients } = lossAndGradients(network, batch)
    optimizer.applyGradients([...gradients])
    return loss.dataSync()[0] ?? NaN
  })
}

async function meanError(
  network: LayersModel,
  windows: WindowsView,
  indexes: Int32Array,
  { signal }: TrainingListener,
): Promise<number | null> {
  if (indexes.length === 0) return null
  const errors = await reconstructionErrors(network, windows, indexes, { signal }, 'Training')
  return errors.reduce((sum, error) => sum + error, 0) / errors.length
}

function checkLoss(loss: number, epoch: number, { learningRate }: TrainingOptions): void {
  if (Number.isFinite(loss)) return
  throw new DeclaredError(
    'BAD_INPUT',
    `Training needs a finite loss, got ${loss} in epoch ${epoch}. Lower the learning rate (now ${learningRate}), and check that the scaled values lie near 0 to 1.`,
    { epoch },
  )
}
