// The network in the kernel: behind the seam of engine.ts, everything between rows and weights in WebAssembly.
import type { Architecture } from '../architecture.ts'
import type { Network } from '../engine.ts'
import type { Weights } from '../weights.ts'
import type { WindowsView } from '../windows-view.ts'
import { NetworkForward } from './network-forward.ts'
import { startKernel } from './kernel.ts'
import { parameterLayout, readWeights, writeWeights } from './parameters.ts'
import { Scorer } from './scorer.ts'
import { tensorsAt } from './tensors.ts'
import { Trainer } from './trainer.ts'

/** Windows that go through the network together: their buffers (0.5 MB at the original's sizes) stay in the cache. */
const part = 32

/** A network whose gradients can be looked at. */
export interface FusedNetwork extends Network {
  /** dL/dw of the last step, in the weights' shapes; zero before the first one. */
  gradients(): Weights
}

/**
 * Opens the network for an architecture that `fusedObjection` has nothing against; arguments as OpenNetwork. Its memory
 * is its own: about 1 MB to score with the original's sizes, and the rows once more to train. It goes with the network.
 */
export function openFusedNetwork(
  architecture: Architecture,
  weights: Weights,
  windows: WindowsView,
  learningRate: number,
): FusedNetwork {
  const kernel = startKernel()
  const layout = parameterLayout(architecture)
  const parameters = kernel.allocate(layout.size)
  writeWeights(kernel, parameters, layout, weights)
  const forward = new NetworkForward(kernel, architecture, tensorsAt(parameters, layout), part)
  // Whoever only scores needs no room for training, and the other way round.
  let scorer: Scorer | undefined
  let trainer: Trainer | undefined
  const training = (): Trainer =>
    (trainer ??= new Trainer({ kernel, forward, windows, part, parameters, layout, learningRate }))
  const scoring = (): Scorer => (scorer ??= new Scorer(kernel, forward, windows, part))
  return {
    step: (indexes) => training().step(indexes),
    score: (indexes, errors) => scoring().score(indexes, errors),
    reconstruct: (indexes, count, rows) => scoring().reconstruct(indexes, count, rows),
    weights: () => readWeights(kernel, parameters, layout),
    gradients: () => readWeights(kernel, training().gradients, layout),
    dispose: () => undefined,
  }
}
