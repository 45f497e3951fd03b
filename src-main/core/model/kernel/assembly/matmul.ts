// Matrix multiplication in tiles of registers. All that the network does but its activations comes down to this.

/**
 * C[m, n] += A[m, k] · B[k, n], float32. C and B are dense and row-major, n is a multiple of 4. The element A[i, p] lies
 * at a + i * aRow + p * aStep (bytes): with (4k, 4) a dense A, with (4, 4m) the transpose of a dense [k, m].
 *
 * A tile of C stays in registers while p runs: 4 rows by 8 columns are 8 accumulators, with two vectors of B and one
 * splatted A that fits into the 16 registers of SSE and AVX.
 */
export function multiply(
  c: usize,
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  m: i32,
  k: i32,
  n: i32,
): void {
  const row = (<usize>n) << 2
  // The tiles of four rows share their strip of B while it is in the nearest cache.
  let i = 0
  for (; i + 4 <= m; i += 4) {
    let j: usize = 0
    for (; j + 32 <= row; j += 32) tile4x8(c + j, row, a, aRow, aStep, b + j, k)
    if (j < row) tile4x4(c + j, row, a, aRow, aStep, b + j, k)
    c += row << 2
    a += aRow << 2
  }
  for (; i < m; i++) {
    for (let j: usize = 0; j < row; j += 16) tile1x4(c + j, row, a, aStep, b + j, k)
    c += row
    a += aRow
  }
}

function tile4x8(c: usize, row: usize, a: usize, aRow: usize, aStep: usize, b: usize, k: i32): void {
  const c1 = c + row
  const c2 = c1 + row
  const c3 = c2 + row
  let c00 = v128.load(c)
  let c01 = v128.load(c, 16)
  let c10 = v128.load(c1)
  let c11 = v128.load(c1, 16)
  let c20 = v128.load(c2)
  let c21 = v128.load(c2, 16)
  let c30 = v128.load(c3)
  let c31 = v128.load(c3, 16)
  const aRow2 = aRow << 1
  const aRow3 = aRow2 + aRow
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    const a0 = v128.load32_splat(a)
    c00 = f32x4.add(c00, f32x4.mul(a0, b0))
    c01 = f32x4.add(c01, f32x4.mul(a0, b1))
    const a1 = v128.load32_splat(a + aRow)
    c10 = f32x4.add(c10, f32x4.mul(a1, b0))
    c11 = f32x4.add(c11, f32x4.mul(a1, b1))
    const a2 = v128.load32_splat(a + aRow2)
    c20 = f32x4.add(c20, f32x4.mul(a2, b0))
    c21 = f32x4.add(c21, f32x4.mul(a2, b1))
    const a3 = v128.load32_splat(a + aRow3)
    c30 = f32x4.add(c30, f32x4.mul(a3, b0))
    c31 = f32x4.add(c31, f32x4.mul(a3, b1))
    a += aStep
    b += row
  }
  v128.store(c, c00)
  v128.store(c, c01, 16)
  v128.store(c1, c10)
  v128.store(c1, c11, 16)
  v128.store(c2, c20)
  v128.store(c2, c21, 16)
  v128.store(c3, c30)
  v128.store(c3, c31, 16)
}

/** The last 4 columns where n is no multiple of 8. */
function tile4x4(c: usize, row: usize, a: usize, aRow: usize, aStep: usize, b: usize, k: i32): void {
  const c1 = c + row
  const c2 = c1 + row
  const c3 = c2 + row
  let c00 = v128.load(c)
  let c10 = v128.load(c1)
  let c20 = v128.load(c2)
  let c30 = v128.load(c3)
  const aRow2 = aRow << 1
  const aRow3 = aRow2 + aRow
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b)
    c00 = f32x4.add(c00, f32x4.mul(v128.load32_splat(a), b0))
    c10 = f32x4.add(c10, f32x4.mul(v128.load32_splat(a + aRow), b0))
    c20 = f32x4.add(c20, f32x4.mul(v128.load32_splat(a + aRow2), b0))
    c30 = f32x4.add(c30, f32x4.mul(v128.load32_splat(a + aRow3), b0))
    a += aStep
    b += row
  }
  v128.store(c, c00)
  v128.store(c1, c10)
  v128.store(c2, c20)
  v128.store(c3, c30)
}

/** The last rows where m is no multiple of 4. */
function tile1x4(c: usize, row: usize, a: usize, aStep: usize, b: usize, k: i32): void {
  let sum = v128.load(c)
  for (let p = 0; p < k; p++) {
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(a), v128.load(b)))
    a += aStep
    b += row
  }
  v128.store(c, sum)
}

/** B[n, m] = transpose of A[m, n], both dense. */
export function transpose(b: usize, a: usize, m: i32, n: i32): void {
  for (let i = 0; i < m; i++) {
    let to = b + ((<usize>i) << 2)
    for (let j = 0; j < n; j++) {
      f32.store(to, f32.load(a))
      a += 4
      to += (<usize>m) << 2
    }
  }
}
