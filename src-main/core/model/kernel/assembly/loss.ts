// Mean squared error of windows against the rows that they were made from: its gradient for training, its parts for scoring.
// A target that is NaN is missing: it counts as reconstructed without error.

/** y - x where x is a number, else 0. */
function difference(output: v128, target: v128): v128 {
  return v128.and(f32x4.sub(output, target), f32x4.eq(target, target))
}

/**
 * outputs[step, window, metric] becomes scale (y - x), x being targets[starts[window] + step]; returns the sum of all
 * (y - x)^2. For the gradient of the mean over n numbers, scale is 2 / n. Each row is summed in float32, the rows in float64.
 */
export function errorGradient(
  outputs: usize,
  targets: usize,
  starts: usize,
  steps: i32,
  batch: i32,
  width: i32,
  scale: f32,
): f64 {
  const row = (<usize>width) << 2
  const factor = f32x4.splat(scale)
  let total = f64x2.splat(0)
  for (let step = 0; step < steps; step++) {
    for (let window = 0; window < batch; window++) {
      const target = targets + row * <usize>(i32.load(starts + ((<usize>window) << 2)) + step)
      let sum = f32x4.splat(0)
      for (let at: usize = 0; at < row; at += 16) {
        const apart = difference(v128.load(outputs + at), v128.load(target + at))
        sum = f32x4.add(sum, f32x4.mul(apart, apart))
        v128.store(outputs + at, f32x4.mul(factor, apart))
      }
      const upper = i8x16.shuffle(sum, sum, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)
      total = f64x2.add(total, f64x2.add(f64x2.promote_low_f32x4(sum), f64x2.promote_low_f32x4(upper)))
      outputs += row
    }
  }
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1)
}

/** errors[window, metric] = mean over the steps of (y - x)^2, shapes as above. */
export function windowErrors(
  errors: usize,
  outputs: usize,
  targets: usize,
  starts: usize,
  steps: i32,
  batch: i32,
  width: i32,
): void {
  const row = (<usize>width) << 2
  const share = f32x4.splat(<f32>1 / <f32>steps)
  for (let window = 0; window < batch; window++) {
    const target = targets + row * <usize>i32.load(starts + ((<usize>window) << 2))
    for (let at: usize = 0; at < row; at += 16) {
      let from = outputs + row * <usize>window + at
      let wanted = target + at
      let sum = f32x4.splat(0)
      for (let step = 0; step < steps; step++) {
        const apart = difference(v128.load(from), v128.load(wanted))
        sum = f32x4.add(sum, f32x4.mul(apart, apart))
        from += row * <usize>batch
        wanted += row
      }
      v128.store(errors + at, f32x4.mul(sum, share))
    }
    errors += row
  }
}
