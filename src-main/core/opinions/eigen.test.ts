// Eigenvectors: what makes them such.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { eigenOf } from './eigen.ts'

const matrices = fc.integer({ min: 1, max: 9 }).chain((size) =>
  fc
    .array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: size * size, maxLength: size * size })
    .map((cells) => ({
      size,
      // Cell by cell the larger of the two: symmetric.
      matrix: Float64Array.from(cells, (cell, index) =>
        Math.max(cell, cells[(index % size) * size + Math.floor(index / size)] ?? 0),
      ),
    })),
)

const product = (left: Float64Array, right: Float64Array): number =>
  left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)

test('each vector is only stretched, by its value; vectors are of length 1 and upright, values fall', () => {
  fc.assert(
    fc.property(matrices, ({ matrix, size }) => {
      const { values, vectors } = eigenOf(matrix, size)
      const rows = (of: Float64Array) =>
        Array.from({ length: size }, (_, row) => of.subarray(row * size, (row + 1) * size))
      rows(vectors).forEach((vector, index) => {
        rows(matrix).forEach((row, column) => {
          const wanted = (values[index] ?? 0) * (vector[column] ?? 0)
          assert.ok(Math.abs(product(row, vector) - wanted) < 1e-11)
        })
        rows(vectors).forEach((other, place) => {
          assert.ok(Math.abs(product(vector, other) - (place === index ? 1 : 0)) < 1e-12)
        })
      })
      assert.deepEqual(values, values.toSorted().reverse())
    }),
  )
})
