// The optimiser. Kingma and Ba, 2015, in the form of keras.optimizers.Adam.

/**
 * One step over `count` parameters (a multiple of 4):
 *   m += (g - m) (1 - beta1)
 *   v += (g^2 - v) (1 - beta2)
 *   w -= alpha m / (sqrt(v) + epsilon)
 * with alpha = rate sqrt(1 - beta2^t) / (1 - beta1^t) from the caller. Keras adds epsilon to the uncorrected root.
 */
export function adam(
  parameters: usize,
  gradients: usize,
  first: usize,
  second: usize,
  count: i32,
  alpha: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
): void {
  const step = f32x4.splat(alpha)
  const new1 = f32x4.splat(<f32>1 - beta1)
  const new2 = f32x4.splat(<f32>1 - beta2)
  const least = f32x4.splat(epsilon)
  const size = (<usize>count) << 2
  for (let at: usize = 0; at < size; at += 16) {
    const g = v128.load(gradients + at)
    let m = v128.load(first + at)
    let v = v128.load(second + at)
    m = f32x4.add(m, f32x4.mul(f32x4.sub(g, m), new1))
    v = f32x4.add(v, f32x4.mul(f32x4.sub(f32x4.mul(g, g), v), new2))
    v128.store(first + at, m)
    v128.store(second + at, v)
    const change = f32x4.div(f32x4.mul(m, step), f32x4.add(f32x4.sqrt(v), least))
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), change))
  }
}
