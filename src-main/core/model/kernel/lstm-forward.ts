// One LSTM layer in the kernel's memory, forward. assembly/lstm.ts has the formulas.
import { type Address, type Kernel, floatBytes } from './kernel.ts'
import type { LstmTensors } from './tensors.ts'

/** Sizes as the kernel has them: widths are multiples of four. */
export interface LstmSizes {
  readonly inputs: number
  readonly units: number
  readonly steps: number
  /** Windows that its buffers hold at most. */
  readonly windows: number
}

/** What a layer reads: the layer below it, all steps of it or (RepeatVector) its last state again at every step. */
export interface Below {
  readonly layer: LstmForward
  readonly repeated: boolean
}

export class LstmForward {
  readonly sizes: LstmSizes
  readonly weights: LstmTensors
  readonly below: Below | undefined
  /** [steps, batch, 4 units]: first x W + b, then the gates' values, then, on the way back, dL/dz. */
  readonly gates: Address
  /** h, [steps + 1, batch, units]; block 0 is the state before the first step. c likewise. */
  readonly outputs: Address
  readonly cells: Address
  /** tanh(c), [steps, batch, units]. */
  readonly tanhCells: Address
  /** Where the layer below is repeated: its last state projected, [batch, 4 units]. */
  readonly projected: Address
  readonly #kernel: Kernel

  constructor(kernel: Kernel, sizes: LstmSizes, weights: LstmTensors, below?: Below) {
    const { units, steps, windows } = sizes
    const state = units * windows
    this.sizes = sizes
    this.weights = weights
    this.below = below
    this.gates = kernel.allocate(4 * steps * state)
    this.outputs = kernel.allocate((steps + 1) * state)
    this.cells = kernel.allocate((steps + 1) * state)
    this.tanhCells = kernel.allocate(steps * state)
    this.projected = kernel.allocate(below?.repeated === true ? 4 * state : 0)
    this.#kernel = kernel
  }

  /** h of every step, [steps, batch, units]. */
  sequence(batch: number): Address {
    return this.outputs + floatBytes * batch * this.sizes.units
  }

  /** h of the last step, [batch, units]. */
  last(batch: number): Address {
    return this.outputs + floatBytes * this.sizes.steps * batch * this.sizes.units
  }

  /** to[count, 4 units] = x W + b for `count` inputs x[count, inputs]. */
  project(to: Address, x: Address, count: number): void {
    const { inputs, units } = this.sizes
    this.#kernel.repeatRow(to, this.weights.bias, count, 4 * units)
    this.#kernel.multiply(
      to,
      x,
      floatBytes * inputs,
      floatBytes,
      this.weights.kernel,
      count,
      inputs,
      4 * units,
    )
  }

  /** The outputs of all steps. Of a layer with none below it, x W + b must be in `gates` before. */
  forward(batch: number): void {
    const { units, steps } = this.sizes
    if (this.below?.repeated === false) {
      this.project(this.gates, this.below.layer.sequence(batch), steps * batch)
    } else if (this.below !== undefined) {
      this.project(this.projected, this.below.layer.last(batch), batch)
      this.#kernel.repeatRow(this.gates, this.projected, steps, batch * 4 * units)
    }
    const { gates, outputs, cells, tanhCells, weights } = this
    this.#kernel.lstmForward(gates, outputs, cells, tanhCells, weights.recurrent, steps, batch, units)
  }
}
