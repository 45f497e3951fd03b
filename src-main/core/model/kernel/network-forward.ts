// The network forward, batch by batch: LSTM layers, and the output layer on top of them at every step.
import { type Architecture, lstmLayers } from '../architecture.ts'
import { type Address, type Kernel, floatBytes } from './kernel.ts'
import { type Below, LstmForward } from './lstm-forward.ts'
import { padded } from './parameters.ts'
import type { OutputTensors, TensorReader } from './tensors.ts'

export class NetworkForward {
  /** From the rows up. */
  readonly layers: readonly LstmForward[]
  readonly first: LstmForward
  readonly top: LstmForward
  readonly output: OutputTensors
  readonly steps: number
  /** Metrics per row, rounded up to a multiple of four. */
  readonly metrics: number
  /** The reconstruction, [steps, batch, metrics]. */
  readonly outputs: Address
  readonly #kernel: Kernel

  /** Buffers for batches of up to `windows` windows. */
  constructor(kernel: Kernel, architecture: Architecture, weights: TensorReader, windows: number) {
    const steps = architecture.sequenceLength
    const layers: LstmForward[] = []
    let below: Below | undefined
    for (const { inputs, units, sequences } of lstmLayers(architecture)) {
      const sizes = { inputs: padded(inputs), units: padded(units), steps, windows }
      const layer = new LstmForward(kernel, sizes, weights.lstm(), below)
      layers.push(layer)
      below = { layer, repeated: !sequences }
    }
    const [first, top] = [layers[0], layers.at(-1)]
    if (first === undefined || top === undefined) throw new TypeError('A network needs a layer.')
    this.layers = layers
    this.first = first
    this.top = top
    this.output = weights.output()
    this.steps = steps
    this.metrics = padded(architecture.features)
    this.outputs = kernel.allocate(steps * windows * this.metrics)
    this.#kernel = kernel
  }

  /** y = h K + b of every step, once x W + b of the first layer is in its gates. */
  forward(batch: number): void {
    for (const layer of this.layers) layer.forward(batch)
    const { units } = this.top.sizes
    const count = this.steps * batch
    this.#kernel.repeatRow(this.outputs, this.output.bias, count, this.metrics)
    this.#kernel.multiply(
      this.outputs,
      this.top.sequence(batch),
      floatBytes * units,
      floatBytes,
      this.output.kernel,
      count,
      units,
      this.metrics,
    )
  }
}
