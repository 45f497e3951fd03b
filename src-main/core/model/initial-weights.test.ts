// First weights: Keras's distributions, orthonormal recurrent kernels, forget gates open.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { weightShapes, weightsObjection } from './architecture.ts'
import type { Architecture } from './architecture.ts'
import { keras } from './fixtures/keras-fixtures.ts'
import { initialWeights } from './initial-weights.ts'
import { randomFrom } from './random.ts'

const usual: Architecture = {
  kind: 'lstm-autoencoder',
  sequenceLength: 3,
  features: 28,
  latentDim: 10,
  hiddenDim: 0,
  recurrentActivation: 'sigmoid',
}

test('ranges and spreads over sixty drawings are those of Keras', () => {
  const random = randomFrom(5)
  const drawings = Array.from({ length: 60 }, () => initialWeights(usual, random))
  for (const [index, wanted] of keras.initialDistributions.entries()) {
    const values = drawings.flatMap((weights) => [...(weights[index]?.values ?? [])])
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length
    const std = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length)
    const name = weightShapes(usual)[index]?.name ?? ''
    assert.ok(Math.abs(std - wanted.std) < 0.004, `${name}: deviation ${std}, Keras ${wanted.std}`)
    // The ends of an orthogonal kernel's entries are rare draws of a bell curve; the others' are sharp.
    const slack = name.endsWith('recurrent_kernel') ? 0.12 : 0.002
    const ends = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))] as const
    assert.ok(Math.abs(ends[0] - wanted.min) < slack, `${name}: least ${ends[0]}, Keras ${wanted.min}`)
    assert.ok(Math.abs(ends[1] - wanted.max) < slack, `${name}: greatest ${ends[1]}, Keras ${wanted.max}`)
  }
})

test('recurrent kernels have orthonormal rows at every size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (latentDim, seed) => {
      const kernel =
        initialWeights({ ...usual, latentDim }, randomFrom(seed))[1]?.values ?? new Float32Array()
      const width = 4 * latentDim
      for (let left = 0; left < latentDim; left++) {
        for (let right = 0; right <= left; right++) {
          let product = 0
          for (let i = 0; i < width; i++) {
            product += (kernel[left * width + i] ?? NaN) * (kernel[right * width + i] ?? NaN)
          }
          assert.ok(Math.abs(product - (left === right ? 1 : 0)) < 1e-6, `rows ${left}, ${right}: ${product}`)
        }
      }
    }),
    { numRuns: 20 },
  )
})

test('biases are zero, but one for the forget gates, the second of four', () => {
  const biases = (architecture: Architecture): number[][] =>
    initialWeights(architecture, randomFrom(1))
      .filter(({ shape }) => shape.length === 1)
      .map(({ values }) => [...values])
  const small = { ...usual, latentDim: 2, features: 3 }
  const [outer, inner, output] = [
    [0, 1, 0, 0],
    [0, 0, 1, 1, 0, 0, 0, 0],
    [0, 0, 0],
  ]
  assert.deepEqual(biases(small), [inner, inner, output])
  assert.deepEqual(biases({ ...small, hiddenDim: 1 }), [outer, inner, inner, outer, output])
})

test('weights fit their architecture and follow from the seed alone', () => {
  for (const architecture of [usual, { ...usual, hiddenDim: 64 }]) {
    assert.equal(weightsObjection(architecture, initialWeights(architecture, randomFrom(9))), undefined)
  }
  assert.deepEqual(initialWeights(usual, randomFrom(9)), initialWeights(usual, randomFrom(9)))
  assert.notDeepEqual(initialWeights(usual, randomFrom(9)), initialWeights(usual, randomFrom(10)))
})
