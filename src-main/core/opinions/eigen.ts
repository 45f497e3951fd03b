// Eigenvalues and eigenvectors of a symmetric matrix.

export interface Eigen {
  /** Falling, [size]. */
  readonly values: Float64Array
  /** One unit vector per value, one after another, [size, size]. */
  readonly vectors: Float64Array
}

/** What is off the diagonal counts as nothing below this part of the matrix's norm: float64 resolves 2e-16. */
const negligible = 1e-14

/** Sweeps converge quadratically: 200 columns take about 10. */
const mostSweeps = 40

/** Square root of the sum of squares off the diagonal. */
function offDiagonal(matrix: Float64Array, size: number): number {
  const sum = matrix.reduce(
    (total, value, cell) => (cell % (size + 1) === 0 ? total : total + value * value),
    0,
  )
  return Math.sqrt(sum)
}

/** Turns rows `p` and `q` of a matrix by the angle of that cosine and sine, in place. */
function turnRows(matrix: Float64Array, size: number, p: number, q: number, cos: number, sin: number): void {
  for (let column = 0; column < size; column += 1) {
    const [left, right] = [matrix[p * size + column] ?? 0, matrix[q * size + column] ?? 0]
    matrix[p * size + column] = cos * left - sin * right
    matrix[q * size + column] = sin * left + cos * right
  }
}

/** The same for columns. */
function turnColumns(
  matrix: Float64Array,
  size: number,
  p: number,
  q: number,
  cos: number,
  sin: number,
): void {
  for (let row = 0; row < matrix.length; row += size) {
    const [left, right] = [matrix[row + p] ?? 0, matrix[row + q] ?? 0]
    matrix[row + p] = cos * left - sin * right
    matrix[row + q] = sin * left + cos * right
  }
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix [size, size] of finite numbers by Jacobi's cyclic rotations (Golub
 * and Van Loan, Matrix Computations, 8.5): slow beyond a few hundred columns, but exact to the last digits and a page.
 */
export function eigenOf(symmetric: Float64Array, size: number): Eigen {
  const matrix = symmetric.slice()
  const vectors = new Float64Array(size * size)
  for (let index = 0; index < size; index += 1) vectors[index * (size + 1)] = 1
  const least = negligible * Math.sqrt(matrix.reduce((sum, value) => sum + value * value, 0))
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(matrix, size) > least; sweep += 1) {
    for (let p = 0; p < size - 1; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        const off = matrix[p * size + q] ?? 0
        if (off === 0) continue
        const theta = ((matrix[q * (size + 1)] ?? 0) - (matrix[p * (size + 1)] ?? 0)) / (2 * off)
        const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1))
        const cos = 1 / Math.hypot(tangent, 1)
        const sin = tangent * cos
        turnRows(matrix, size, p, q, cos, sin)
        turnColumns(matrix, size, p, q, cos, sin)
        turnRows(vectors, size, p, q, cos, sin)
      }
    }
  }
  const order = Array.from({ length: size }, (_, index) => index).toSorted(
    (left, right) => (matrix[right * (size + 1)] ?? 0) - (matrix[left * (size + 1)] ?? 0),
  )
  const sorted = new Float64Array(size * size)
  order.forEach((from, to) => {
    sorted.set(vectors.subarray(from * size, (from + 1) * size), to * size)
  })
  return { values: Float64Array.from(order, (index) => matrix[index * (size + 1)] ?? 0), vectors: sorted }
}
