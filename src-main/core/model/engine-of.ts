// What all engines have in common: checks, initial weights, the training loop, scoring.
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type Architecture, checkArchitecture, weightsObjection } from './architecture.ts'
import type { Engine, Network, OpenNetwork } from './engine.ts'
import { fit, ranOff } from './fit.ts'
import { initialWeights } from './initial-weights.ts'
import { randomFrom, shuffle } from './random.ts'
import { reconstructionErrors, reconstructions } from './scoring.ts'
import { checkTrainingOptions } from './training-options.ts'
import type { Weights } from './weights.ts'
import { type WindowsView, checkWindows } from './windows-view.ts'

/**
 * The engine that computes with the networks of `open`. One generator, started from the seed, draws the initial
 * weights and then one order of the training windows per epoch. It computes on the calling thread: keep it off one
 * that must answer.
 */
export function engineOf(name: string, open: OpenNetwork): Engine {
  return {
    name,

    async train(architecture, windows, options, on = {}) {
      checkArchitecture(architecture)
      checkTrainingOptions(options)
      checkWindows(windows, architecture)
      const random = randomFrom(options.seed)
      const first = initialWeights(architecture, random)
      const network = open(architecture, first, windows, options.learningRate)
      try {
        const reorder = (indexes: Int32Array): void => shuffle(indexes, random)
        const history = await fit({ network, windows, options, reorder, on })
        const weights = network.weights()
        const objection = weightsObjection(architecture, weights)
        if (objection === undefined) return { weights, history }
        throw ranOff(`Training must end with finite weights, but ${objection}`, options)
      } finally {
        network.dispose()
      }
    },

    async reconstructionErrors(architecture, weights, windows, on = {}) {
      return withTrained(open, architecture, weights, windows, (network, all) =>
        reconstructionErrors(network, windows.features, all, on),
      )
    },

    async reconstructions(architecture, weights, windows, count, use, on = {}) {
      return withTrained(open, architecture, weights, windows, (network, all) =>
        reconstructions(network, windows.features, all, count, use, on),
      )
    },
  }
}

/** Opens a trained network over windows for some work on all of them, checks before and lets go of it after. */
async function withTrained<Result>(
  open: OpenNetwork,
  architecture: Architecture,
  weights: Weights,
  windows: WindowsView,
  work: (network: Network, all: Int32Array) => Promise<Result>,
): Promise<Result> {
  checkArchitecture(architecture)
  checkWindows(windows, architecture)
  const objection = weightsObjection(architecture, weights)
  if (objection !== undefined) {
    throw new DeclaredError('BAD_INPUT', `The weights do not fit the model: ${objection}. Train again.`)
  }
  const network = open(architecture, weights, windows, 0)
  try {
    return await work(
      network,
      windows.starts.map((_, index) => index),
    )
  } finally {
    network.dispose()
  }
}
