// The way back through one LSTM layer: from dL/dh of its outputs to the gradients of its weights and of its inputs.
import { type Address, type Kernel, floatBytes } from './kernel.ts'
import type { LstmForward } from './lstm-forward.ts'
import type { LstmTensors } from './tensors.ts'

export class LstmBackward {
  /** dL/dh, [steps, batch, units]. Whoever reads the layer's outputs fills it before the layer's own backward. */
  readonly dOutputs: Address
  readonly #kernel: Kernel
  readonly #layer: LstmForward
  readonly #gradients: LstmTensors
  readonly #below: LstmBackward | undefined
  readonly #dCell: Address
  readonly #transposed: Address

  /** `gradients`: where dL/dW, dL/dU and dL/db are added up. */
  constructor(kernel: Kernel, layer: LstmForward, gradients: LstmTensors, below?: LstmBackward) {
    const { inputs, units, steps, windows } = layer.sizes
    this.dOutputs = kernel.allocate(steps * windows * units)
    this.#kernel = kernel
    this.#layer = layer
    this.#gradients = gradients
    this.#below = below
    this.#dCell = kernel.allocate(windows * units)
    this.#transposed = kernel.allocate(4 * units * Math.max(inputs, units))
  }

  /** Back through time: dL/dz into the layer's gates; adds dL/dU = h'^T dz and dL/db = the sum of dz; then the layer below. */
  backward(batch: number): void {
    const { units, steps } = this.#layer.sizes
    const { gates, outputs, cells, tanhCells, weights } = this.#layer
    this.#kernel.transpose(this.#transposed, weights.recurrent, units, 4 * units)
    const [dh, dc, recurrentT] = [this.dOutputs, this.#dCell, this.#transposed]
    this.#kernel.lstmBackward(gates, dh, dc, cells, tanhCells, recurrentT, steps, batch, units)
    this.#kernel.addRows(this.#gradients.bias, gates, steps * batch, 4 * units)
    this.#addProduct(this.#gradients.recurrent, outputs, units, gates, steps * batch)
    this.#handDown(batch)
  }

  /** Adds dL/dW = x^T dz for `count` inputs x[count, inputs] and their dz[count, 4 units]. */
  addInputWeights(x: Address, dz: Address, count: number): void {
    this.#addProduct(this.#gradients.kernel, x, this.#layer.sizes.inputs, dz, count)
  }

  /** dL/dW, and dL/dh of the layer below. What was repeated gets the sum over the steps. */
  #handDown(batch: number): void {
    const { gates, projected: sum, below, sizes } = this.#layer
    const down = this.#below
    if (below === undefined || down === undefined) return
    down.clear(batch)
    if (below.repeated) {
      const width = batch * 4 * sizes.units
      this.#kernel.floats(sum, width).fill(0)
      this.#kernel.addRows(sum, gates, sizes.steps, width)
      this.addInputWeights(below.layer.last(batch), sum, batch)
      this.#addInputs(down.#last(batch), sum, batch)
    } else {
      const count = sizes.steps * batch
      this.addInputWeights(below.layer.sequence(batch), gates, count)
      this.#addInputs(down.dOutputs, gates, count)
    }
  }

  /** Sets dL/dh to zero. */
  clear(batch: number): void {
    const { units, steps } = this.#layer.sizes
    this.#kernel.floats(this.dOutputs, steps * batch * units).fill(0)
  }

  /** dL/dh of the last step alone, [batch, units]. */
  #last(batch: number): Address {
    const { units, steps } = this.#layer.sizes
    return this.dOutputs + floatBytes * (steps - 1) * batch * units
  }

  /** Adds dz W^T to dL/dx, [count, inputs]. */
  #addInputs(dx: Address, dz: Address, count: number): void {
    const { inputs, units } = this.#layer.sizes
    const width = 4 * units
    this.#kernel.transpose(this.#transposed, this.#layer.weights.kernel, inputs, width)
    this.#kernel.multiply(dx, dz, floatBytes * width, floatBytes, this.#transposed, count, width, inputs)
  }

  /** to[width, 4 units] += x^T dz. */
  #addProduct(to: Address, x: Address, width: number, dz: Address, count: number): void {
    this.#kernel.multiply(
      to,
      x,
      floatBytes,
      floatBytes * width,
      dz,
      width,
      count,
      4 * this.#layer.sizes.units,
    )
  }
}
