// The matrix product of every shape, held against plain sums in float64.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { floatBytes, startKernel } from './kernel.ts'

/** A matrix of small whole numbers: their sums are exact in float32, in any order. */
const matrixOf = (rows: number, columns: number, seed: number): number[][] =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => ((i * 7 + j * 13 + seed * 29) % 19) - 9),
  )

const transposeOf = (matrix: number[][]): number[][] =>
  (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? NaN))

const productOf = (a: number[][], b: number[][]): number[][] =>
  a.map((row) => transposeOf(b).map((column) => row.reduce((sum, x, p) => sum + x * (column[p] ?? NaN), 0)))

const sizes = {
  m: fc.integer({ min: 1, max: 13 }),
  k: fc.integer({ min: 1, max: 9 }),
  n: fc.integer({ min: 1, max: 8 }).map((vectors) => 4 * vectors),
  seed: fc.nat(100),
}

test('a product adds to what is there, with A as it is and transposed, and touches nothing else', () => {
  fc.assert(
    fc.property(fc.record(sizes), fc.boolean(), ({ m, k, n, seed }, isTransposed) => {
      const [a, b, c] = [matrixOf(m, k, seed), matrixOf(k, n, seed + 1), matrixOf(m, n, seed + 2)]
      const kernel = startKernel()
      const put = (values: number[]): number => {
        const at = kernel.allocate(values.length)
        kernel.floats(at, values.length).set(values)
        return at
      }
      const [atA, atB] = [put((isTransposed ? transposeOf(a) : a).flat()), put(b.flat())]
      const guard = Array.from({ length: 16 }, () => 77)
      const [before, atC, behind] = [put(guard), put(c.flat()), put(guard)]
      const [row, step] = isTransposed ? [floatBytes, floatBytes * m] : [floatBytes * k, floatBytes]
      kernel.multiply(atC, atA, row, step, atB, m, k, n)
      const wanted = productOf(a, b)
        .flat()
        .map((sum, at) => sum + (c.flat()[at] ?? NaN))
      assert.deepEqual([...kernel.floats(atC, m * n)], wanted)
      assert.deepEqual([...kernel.floats(before, 16), ...kernel.floats(behind, 16)], [...guard, ...guard])
    }),
    { numRuns: 300 },
  )
})

test('a matrix is transposed', () => {
  fc.assert(
    fc.property(fc.record(sizes), ({ m, k, seed }) => {
      const a = matrixOf(m, k, seed)
      const kernel = startKernel()
      const [from, to] = [kernel.allocate(m * k), kernel.allocate(m * k)]
      kernel.floats(from, m * k).set(a.flat())
      kernel.transpose(to, from, m, k)
      assert.deepEqual([...kernel.floats(to, m * k)], transposeOf(a).flat())
    }),
  )
})
