// One step of an LSTM for a batch, between its matrix products: from gates to state, and the gradients back.
// Hochreiter and Schmidhuber, 1997; Gers et al., 2000, for the forget gate; gates in Keras's order: i f c o.
import { sigmoid, tanh } from './activations'

/**
 * Forward. `gates` [batch, 4 units] holds z = x W + h' U + b and gets the gates' values in its place:
 *   i = sigmoid(z_i)
 *   f = sigmoid(z_f)
 *   g = tanh(z_c)
 *   o = sigmoid(z_o)
 *   c = f c' + i g
 *   h = o tanh(c)
 * `before` is c', `cell` c, `tanhCell` tanh(c), `output` h: [batch, units] each; units is a multiple of 4.
 */
export function cellForward(
  gates: usize,
  before: usize,
  cell: usize,
  tanhCell: usize,
  output: usize,
  batch: i32,
  units: i32,
): void {
  const width = (<usize>units) << 2
  for (let row = 0; row < batch; row++) {
    for (let unit: usize = 0; unit < width; unit += 16) {
      const atI = gates + unit
      const atF = atI + width
      const atG = atF + width
      const atO = atG + width
      const i = sigmoid(v128.load(atI))
      const f = sigmoid(v128.load(atF))
      const g = tanh(v128.load(atG))
      const o = sigmoid(v128.load(atO))
      const c = f32x4.add(f32x4.mul(f, v128.load(before + unit)), f32x4.mul(i, g))
      const t = tanh(c)
      v128.store(atI, i)
      v128.store(atF, f)
      v128.store(atG, g)
      v128.store(atO, o)
      v128.store(cell + unit, c)
      v128.store(tanhCell + unit, t)
      v128.store(output + unit, f32x4.mul(o, t))
    }
    gates += width << 2
    before += width
    cell += width
    tanhCell += width
    output += width
  }
}

/**
 * Backward: the chain rule through the formulas above. `gates` holds the gates' values and gets dL/dz in their place;
 * `dOutput` is dL/dh with all that later steps add to it; `dCell` is dL/dc from the later step and gets that for the
 * earlier one (dL/dc'). Shapes as above.
 *   do = dh tanh(c)
 *   dc += dh o (1 - tanh(c)^2)
 *   di = dc g
 *   df = dc c'
 *   dg = dc i
 *   dc' = dc f
 *   dz_i = di i (1 - i)
 *   dz_f = df f (1 - f)
 *   dz_c = dg (1 - g^2)
 *   dz_o = do o (1 - o)
 */
export function cellBackward(
  gates: usize,
  dOutput: usize,
  dCell: usize,
  before: usize,
  tanhCell: usize,
  batch: i32,
  units: i32,
): void {
  const width = (<usize>units) << 2
  const one = f32x4.splat(1)
  for (let row = 0; row < batch; row++) {
    for (let unit: usize = 0; unit < width; unit += 16) {
      const atI = gates + unit
      const atF = atI + width
      const atG = atF + width
      const atO = atG + width
      const i = v128.load(atI)
      const f = v128.load(atF)
      const g = v128.load(atG)
      const o = v128.load(atO)
      const t = v128.load(tanhCell + unit)
      const dh = v128.load(dOutput + unit)
      const dO = f32x4.mul(dh, t)
      const dc = f32x4.add(
        v128.load(dCell + unit),
        f32x4.mul(f32x4.mul(dh, o), f32x4.sub(one, f32x4.mul(t, t))),
      )
      const dI = f32x4.mul(dc, g)
      const dF = f32x4.mul(dc, v128.load(before + unit))
      const dG = f32x4.mul(dc, i)
      v128.store(dCell + unit, f32x4.mul(dc, f))
      v128.store(atI, f32x4.mul(dI, f32x4.mul(i, f32x4.sub(one, i))))
      v128.store(atF, f32x4.mul(dF, f32x4.mul(f, f32x4.sub(one, f))))
      v128.store(atG, f32x4.mul(dG, f32x4.sub(one, f32x4.mul(g, g))))
      v128.store(atO, f32x4.mul(dO, f32x4.mul(o, f32x4.sub(one, o))))
    }
    gates += width << 2
    dOutput += width
    dCell += width
    before += width
    tanhCell += width
  }
}
