// Sigmoid and tanh of four numbers at a time.

/**
 * Addresses of constants. They lie in memory because V8 makes a vector constant up anew wherever it is used, by three
 * instructions of which two share one port; a load is one. It halves the time of a cell.
 */
const highest = memory.data<f32>([87])
const lowest = memory.data<f32>([-87])
const perLn2 = memory.data<f32>([1.4426950408889634])
const ln2 = memory.data<f32>([0.6931471805599453])
/** 1.5 * 2^23: adding it rounds to a whole number, which is then in the lowest bits. */
const rounder = memory.data<f32>([12582912])
const one = memory.data<f32>([1])
const half = memory.data<f32>([0.5])
const over6 = memory.data<f32>([1.0 / 6.0])
const over24 = memory.data<f32>([1.0 / 24.0])
const over120 = memory.data<f32>([1.0 / 120.0])
const over720 = memory.data<f32>([1.0 / 720.0])

function splat(address: usize): v128 {
  return v128.load32_splat(address)
}

/**
 * e^x, float32x4, for -87 <= x <= 87; what lies beyond is cut to that. e^x = 2^n e^r with n = round(x / ln 2) and
 * |r| <= ln 2 / 2; e^r by its Taylor series to r^6 / 6!, whose rest is below 1.3e-7 of it there.
 */
function exp(x: v128): v128 {
  const cut = f32x4.pmax(f32x4.pmin(x, splat(highest)), splat(lowest))
  const shifted = f32x4.add(f32x4.mul(cut, splat(perLn2)), splat(rounder))
  const n = f32x4.sub(shifted, splat(rounder))
  const r = f32x4.sub(cut, f32x4.mul(n, splat(ln2)))
  // Estrin's scheme: shorter chains than Horner's, so that more of them run at the same time.
  const r2 = f32x4.mul(r, r)
  const to1 = f32x4.add(splat(one), r)
  const to3 = f32x4.add(splat(half), f32x4.mul(r, splat(over6)))
  const to5 = f32x4.add(splat(over24), f32x4.mul(r, splat(over120)))
  const to6 = f32x4.add(to5, f32x4.mul(r2, splat(over720)))
  const series = f32x4.add(f32x4.add(to1, f32x4.mul(r2, to3)), f32x4.mul(f32x4.mul(r2, r2), to6))
  // Times 2^n: n is added to the exponent's bits.
  return i32x4.add(series, i32x4.shl(shifted, 23))
}

/** Keras's sigmoid: 1 / (1 + e^-x), within 2e-7. */
export function sigmoid(x: v128): v128 {
  return f32x4.div(splat(one), f32x4.add(splat(one), exp(f32x4.neg(x))))
}

/** tanh x = 2 sigmoid(2x) - 1, within 3e-7. */
export function tanh(x: v128): v128 {
  const s = sigmoid(f32x4.add(x, x))
  return f32x4.sub(f32x4.add(s, s), splat(one))
}
