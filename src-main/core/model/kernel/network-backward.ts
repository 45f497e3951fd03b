// The network back: from the error of the reconstruction to the gradient of every weight.
import type { NetworkForward } from './network-forward.ts'
import { type Address, type Kernel, floatBytes } from './kernel.ts'
import { LstmBackward } from './lstm-backward.ts'
import type { RowBlock } from './row-block.ts'
import type { OutputTensors, TensorReader } from './tensors.ts'

export class NetworkBackward {
  readonly #kernel: Kernel
  readonly #forward: NetworkForward
  /** From the rows up. */
  readonly #layers: readonly LstmBackward[]
  readonly #first: LstmBackward
  readonly #top: LstmBackward
  readonly #outputGradients: OutputTensors
  /** The output layer's kernel transposed, [metrics, units]. */
  readonly #transposed: Address
  /** Rows of the batch's windows, [steps, batch, metrics]. */
  readonly #inputs: Address

  /** `gradients`: where the gradients of all batches are added up, for batches of up to `windows` windows. */
  constructor(kernel: Kernel, forward: NetworkForward, gradients: TensorReader, windows: number) {
    const layers: LstmBackward[] = []
    for (const layer of forward.layers) {
      layers.push(new LstmBackward(kernel, layer, gradients.lstm(), layers.at(-1)))
    }
    const [first, top] = [layers[0], layers.at(-1)]
    if (first === undefined || top === undefined) throw new TypeError('A network needs a layer.')
    this.#kernel = kernel
    this.#forward = forward
    this.#layers = layers
    this.#first = first
    this.#top = top
    this.#outputGradients = gradients.output()
    this.#transposed = kernel.allocate(forward.metrics * forward.top.sizes.units)
    this.#inputs = kernel.allocate(forward.steps * windows * forward.metrics)
  }

  /**
   * Runs the chosen windows of the block forward and back; returns the sum of their squared errors. Adds `scale` / 2
   * times that sum's gradient to the gradients: with scale = 2 / n they are those of the mean over n numbers.
   */
  addGradients({ rows, targets, starts }: RowBlock, batch: number, scale: number): number {
    const { first, top, steps, metrics, outputs, output } = this.#forward
    const [kernel, count, units] = [this.#kernel, steps * batch, top.sizes.units]
    kernel.gatherWindows(this.#inputs, rows, starts, steps, batch, metrics)
    first.project(first.gates, this.#inputs, count)
    this.#forward.forward(batch)
    const sum = kernel.errorGradient(outputs, targets, starts, steps, batch, metrics, scale)
    // dL/dK = h^T dy, dL/db = the sum of dy, dL/dh = dy K^T.
    kernel.addRows(this.#outputGradients.bias, outputs, count, metrics)
    const [row, column] = [floatBytes * units, floatBytes]
    kernel.multiply(
      this.#outputGradients.kernel,
      top.sequence(batch),
      column,
      row,
      outputs,
      units,
      count,
      metrics,
    )
    kernel.transpose(this.#transposed, output.kernel, units, metrics)
    this.#top.clear(batch)
    const dh = this.#top.dOutputs
    kernel.multiply(dh, outputs, floatBytes * metrics, floatBytes, this.#transposed, count, metrics, units)
    for (const layer of this.#layers.toReversed()) layer.backward(batch)
    this.#first.addInputWeights(this.#inputs, first.gates, count)
    return sum
  }
}
