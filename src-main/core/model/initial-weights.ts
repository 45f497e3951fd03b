// A new network's weights, drawn as Keras draws them, from our own seeded generator.
import { weightShapes } from './architecture.ts'
import type { Architecture } from './architecture.ts'
import type { Random } from './random.ts'
import type { WeightTensor, Weights } from './weights.ts'

/**
 * Kernels glorot uniform, recurrent kernels orthogonal, biases zero but the forget gate's, which are one
 * (`unit_forget_bias`): the defaults of keras.layers.LSTM and Dense.
 */
export function initialWeights(architecture: Architecture, random: Random): Weights {
  return weightShapes(architecture).map(({ name, shape: [first = 0, second] }) => {
    if (name.endsWith('/recurrent_kernel')) return orthogonal(first, second ?? 0, random)
    if (second !== undefined) return glorotUniform(first, second, random)
    const values = new Float32Array(first)
    if (name !== 'output/bias') values.fill(1, first / 4, first / 2)
    return { shape: [first], values }
  })
}

/** Glorot and Bengio, 2010: uniform within +-sqrt(6 / (fan in + fan out)), both fans read off the stored shape. */
function glorotUniform(rows: number, columns: number, random: Random): WeightTensor {
  const limit = Math.sqrt(6 / (rows + columns))
  const values = Float32Array.from({ length: rows * columns }, () => (2 * random.next() - 1) * limit)
  return { shape: [rows, columns], values }
}

/**
 * Saxe et al., 2014: orthonormal rows (rows <= columns), uniformly distributed. Gram-Schmidt over normal vectors equals
 * Keras's QR with the signs of R's diagonal made positive. Each row is cleared twice, which keeps float64 exactness.
 */
function orthogonal(rows: number, columns: number, random: Random): WeightTensor {
  const basis: Float64Array[] = []
  while (basis.length < rows) {
    const row = Float64Array.from({ length: columns }, () => random.normal())
    for (const known of [...basis, ...basis]) subtractShare(row, known)
    const size = Math.sqrt(dot(row, row))
    basis.push(row.map((value) => value / size))
  }
  return { shape: [rows, columns], values: Float32Array.from(basis.flatMap((row) => [...row])) }
}

/** Takes out of `row` what lies along `known`, a vector of length one. */
function subtractShare(row: Float64Array, known: Float64Array): void {
  const share = dot(row, known)
  for (let index = 0; index < row.length; index++)
    row[index] = (row[index] ?? 0) - share * (known[index] ?? 0)
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0
  for (let index = 0; index < left.length; index++) sum += (left[index] ?? 0) * (right[index] ?? 0)
  return sum
}
