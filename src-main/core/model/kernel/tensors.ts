// Addresses of the weight tensors, or of their gradients, by layer.
import { type Address, floatBytes } from './kernel.ts'
import type { ParameterLayout } from './parameters.ts'

/** Of an LSTM layer: W [inputs, 4 units], U [units, 4 units], b [4 units]. */
export interface LstmTensors {
  readonly kernel: Address
  readonly recurrent: Address
  readonly bias: Address
}

/** Of the output layer: kernel [units, metrics], bias [metrics]. */
export interface OutputTensors {
  readonly kernel: Address
  readonly bias: Address
}

/** Hands out the tensors of a block of parameters layer by layer, in the order of Keras's `model.get_weights()`. */
export interface TensorReader {
  lstm(): LstmTensors
  output(): OutputTensors
}

/** Reads a block that begins at `at`. Throws RangeError beyond its last tensor. */
export function tensorsAt(at: Address, { tensors }: ParameterLayout): TensorReader {
  let read = 0
  const next = (): Address => {
    const tensor = tensors[read]
    if (tensor === undefined) throw new RangeError(`There are ${tensors.length} tensors only.`)
    read += 1
    return at + floatBytes * tensor.offset
  }
  return {
    lstm: () => ({ kernel: next(), recurrent: next(), bias: next() }),
    output: () => ({ kernel: next(), bias: next() }),
  }
}
