// Steps of training: gradients part by part of a batch, then Adam.
import type { WindowsView } from '../windows-view.ts'
import { NetworkBackward } from './network-backward.ts'
import type { NetworkForward } from './network-forward.ts'
import type { Address, Kernel } from './kernel.ts'
import { Moments } from './moments.ts'
import type { ParameterLayout } from './parameters.ts'
import { RowBlock } from './row-block.ts'
import { tensorsAt } from './tensors.ts'

/** What training works on. */
export interface TrainerParts {
  readonly kernel: Kernel
  readonly forward: NetworkForward
  readonly windows: WindowsView
  /** Windows that go through the network together. */
  readonly part: number
  readonly parameters: Address
  readonly layout: ParameterLayout
  readonly learningRate: number
}

export class Trainer {
  /** dL/dw of the last step, laid out as the parameters are. */
  readonly gradients: Address
  readonly #parts: TrainerParts
  readonly #block: RowBlock
  readonly #backward: NetworkBackward
  readonly #moments: Moments

  /** Copies all rows into the kernel's memory: a batch takes its windows from anywhere. */
  constructor(parts: TrainerParts) {
    const { kernel, forward, windows, part, layout } = parts
    const rowCount = windows.rows.length / windows.features
    this.#parts = parts
    this.gradients = kernel.allocate(layout.size)
    this.#block = new RowBlock(kernel, windows, rowCount, part)
    this.#block.load(0, rowCount)
    this.#backward = new NetworkBackward(kernel, forward, tensorsAt(this.gradients, layout), part)
    this.#moments = new Moments(kernel, layout.size)
  }

  /**
   * One step on the named windows; their mean squared error before it. A batch of any size goes through in parts whose
   * buffers stay in the cache: its gradient is the sum of theirs.
   */
  step(indexes: Int32Array): number {
    const { kernel, windows, part, parameters, layout, learningRate } = this.#parts
    const numbers = indexes.length * windows.length * windows.features
    kernel.floats(this.gradients, layout.size).fill(0)
    let sum = 0
    for (let from = 0; from < indexes.length; from += part) {
      const some = indexes.subarray(from, from + part)
      this.#block.choose(some)
      sum += this.#backward.addGradients(this.#block, some.length, 2 / numbers)
    }
    this.#moments.step(parameters, this.gradients, learningRate)
    return sum / numbers
  }
}
