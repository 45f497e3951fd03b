// Adam over all parameters at once. assembly/adam.ts has the formulas.
import { adamConstants } from '../adam-constants.ts'
import type { Address, Kernel } from './kernel.ts'

const { beta1, beta2, epsilon } = adamConstants

export class Moments {
  readonly #kernel: Kernel
  readonly #size: number
  readonly #first: Address
  readonly #second: Address
  #steps = 0

  /** For `size` parameters, a multiple of four. */
  constructor(kernel: Kernel, size: number) {
    this.#kernel = kernel
    this.#size = size
    this.#first = kernel.allocate(size)
    this.#second = kernel.allocate(size)
  }

  /** One step down the gradients. */
  step(parameters: Address, gradients: Address, learningRate: number): void {
    this.#steps += 1
    const alpha = (learningRate * Math.sqrt(1 - beta2 ** this.#steps)) / (1 - beta1 ** this.#steps)
    const [first, second] = [this.#first, this.#second]
    this.#kernel.adam(parameters, gradients, first, second, this.#size, alpha, beta1, beta2, epsilon)
  }
}
