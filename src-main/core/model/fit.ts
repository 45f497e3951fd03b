// The training loop: Keras's model.fit for this network, one that can be watched, stopped and repeated bit by bit.
import { DeclaredError } from '../../../src-shared/errors.ts'
import { breaksOf } from './breaks.ts'
import type { EpochLoss, Network, TrainingListener } from './engine.ts'
import { reconstructionErrors } from './scoring.ts'
import { trainingWindowCount } from './training-options.ts'
import type { TrainingOptions } from './training-options.ts'
import type { WindowsView } from './windows-view.ts'

/** One training of one network. */
export interface Fit {
  /** Holds the initial weights, and afterwards the trained ones. */
  readonly network: Network
  /** Those that the network was opened over. */
  readonly windows: WindowsView
  readonly options: TrainingOptions
  /** Puts the training windows' indexes into the next epoch's order, in place. */
  readonly reorder: (indexes: Int32Array) => void
  readonly on: TrainingListener
}

/** Trains the network in place and returns the losses per epoch. Errors as Engine.train. */
export async function fit({ network, windows, options, reorder, on }: Fit): Promise<readonly EpochLoss[]> {
  const all = windows.starts.map((_, index) => index)
  const split = trainingWindowCount(all.length, options.validationSplit)
  const [training, validation] = [all.slice(0, split), all.subarray(split)]
  const pause = breaksOf('Training', on.signal)
  const history: EpochLoss[] = []
  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    reorder(training)
    let sum = 0
    for (let from = 0; from < split; from += options.batchSize) {
      await pause()
      const batch = training.subarray(from, from + options.batchSize)
      sum += batch.length * network.step(batch)
      checkLoss(sum, epoch, options)
    }
    const validationLoss = await meanError(network, windows.features, validation, on)
    if (validationLoss !== null) checkLoss(validationLoss, epoch, options)
    const loss = { epoch, loss: sum / split, validationLoss }
    history.push(loss)
    on.onEpoch?.(loss)
  }
  return history
}

async function meanError(
  network: Network,
  features: number,
  indexes: Int32Array,
  { signal }: TrainingListener,
): Promise<number | null> {
  if (indexes.length === 0) return null
  const errors = await reconstructionErrors(network, features, indexes, { signal }, 'Training')
  return errors.reduce((sum, error) => sum + error, 0) / errors.length
}

function checkLoss(loss: number, epoch: number, options: TrainingOptions): void {
  if (Number.isFinite(loss)) return
  throw ranOff(`Training needs a finite loss, got ${loss} in epoch ${epoch}`, options, { epoch })
}

/** The error for a training whose numbers left what can be computed with; `what` says which, without a full stop. */
export function ranOff(
  what: string,
  { learningRate }: TrainingOptions,
  data: { readonly epoch?: number } = {},
): DeclaredError {
  return new DeclaredError(
    'BAD_INPUT',
    `${what}. Lower the learning rate (now ${learningRate}), and check that the scaled values lie near 0 to 1.`,
    data,
  )
}
