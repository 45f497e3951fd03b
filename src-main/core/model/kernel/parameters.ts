// Weights in the kernel's memory: Keras's tensors with every width rounded up to a multiple of four.
import type { Architecture } from '../architecture.ts'
import { lstmLayers, weightShapes } from '../architecture.ts'
import type { WeightTensor, Weights } from '../weights.ts'
import type { Address, Kernel } from './kernel.ts'

/** The next multiple of four: what a SIMD vector of float32 takes whole. */
export const padded = (width: number): number => Math.ceil(width / 4) * 4

/**
 * A tensor as the kernel has it: `rows` x `blocks` x `width`, of which Keras's tensor fills the upper left of every block
 * (an LSTM's matrices have four blocks, its gates). The rest is zero and stays so through forward, backward and Adam: a
 * padded unit's cell candidate is tanh(0) = 0, so is all that follows from it, and Adam moves no weight without gradient.
 */
interface PaddedTensor {
  readonly shape: readonly number[]
  /** Keras's numbers: rows x blocks x width. */
  readonly rows: number
  readonly blocks: number
  readonly width: number
  /** From the beginning of the parameters, in numbers. */
  readonly offset: number
  /** Numbers with padding. */
  readonly size: number
}

/** Where the weights of an architecture lie, in the order of Keras's `model.get_weights()`. */
export interface ParameterLayout {
  readonly tensors: readonly PaddedTensor[]
  /** All numbers together, with padding. */
  readonly size: number
}

export function parameterLayout(architecture: Architecture): ParameterLayout {
  const gated = 3 * lstmLayers(architecture).length
  let offset = 0
  const tensors = weightShapes(architecture).map(({ shape }, index): PaddedTensor => {
    const [rows, columns] = shape.length === 1 ? [1, shape[0] ?? 0] : [shape[0] ?? 0, shape[1] ?? 0]
    const blocks = index < gated ? 4 : 1
    const width = columns / blocks
    const size = (shape.length === 1 ? 1 : padded(rows)) * blocks * padded(width)
    offset += size
    return { shape, rows, blocks, width, offset: offset - size, size }
  })
  return { tensors, size: offset }
}

/** Copies weights, taken as fitting, into the kernel's memory, which is still zero there. */
export function writeWeights(
  kernel: Kernel,
  at: Address,
  { tensors, size }: ParameterLayout,
  weights: Weights,
): void {
  const memory = kernel.floats(at, size)
  for (const [index, tensor] of tensors.entries()) {
    const { values } = weights[index] ?? { values: new Float32Array() }
    for (const [from, to] of blockStarts(tensor)) memory.set(values.subarray(from, from + tensor.width), to)
  }
}

/** Copies what lies in the kernel's memory as the weights do (themselves, or their gradients) out of it. */
export function readWeights(kernel: Kernel, at: Address, { tensors, size }: ParameterLayout): Weights {
  const memory = kernel.floats(at, size)
  return tensors.map((tensor): WeightTensor => {
    const values = new Float32Array(tensor.rows * tensor.blocks * tensor.width)
    for (const [to, from] of blockStarts(tensor)) values.set(memory.subarray(from, from + tensor.width), to)
    return { shape: tensor.shape, values }
  })
}

/** Where each row of each block begins: in Keras's tensor, and in the parameters. */
function* blockStarts({ rows, blocks, width, offset }: PaddedTensor): Iterable<readonly [number, number]> {
  for (let row = 0; row < rows * blocks; row++) yield [row * width, offset + row * padded(width)]
}
