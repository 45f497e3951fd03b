// Sigmoid and tanh over their whole range, seen through a cell: a step leaves the gates' values where z was.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { startKernel } from './kernel.ts'

/** What the kernel makes of z as input gate (sigmoid) and as candidate (tanh), one window of `z.length` units each. */
function activated(z: Float32Array): { readonly sigmoid: Float32Array; readonly tanh: Float32Array } {
  const units = z.length
  const kernel = startKernel()
  const gates = kernel.allocate(4 * units)
  const [outputs, cells] = [kernel.allocate(2 * units), kernel.allocate(2 * units)]
  const [tanhCells, recurrent] = [kernel.allocate(units), kernel.allocate(0)]
  for (const gate of [0, 2]) kernel.floats(gates, 4 * units).set(z, gate * units)
  kernel.lstmForward(gates, outputs, cells, tanhCells, recurrent, 1, 1, units)
  const result = kernel.floats(gates, 4 * units)
  return { sigmoid: result.slice(0, units), tanh: result.slice(2 * units, 3 * units) }
}

const steps = 80_000
/** -100 to 100, densely around 0, where most of them live. */
const inputs = Float32Array.from({ length: steps }, (_, at) => {
  const position = (2 * (at + 0.5)) / steps - 1
  return at % 2 === 0 ? 100 * position : 100 * position ** 5
})

function greatest(context: TestContext, name: string, got: Float32Array, of: (x: number) => number): number {
  const gap = got.reduce((most, value, at) => Math.max(most, Math.abs(value - of(inputs[at] ?? NaN))), 0)
  context.diagnostic(`${name}: greatest error ${gap.toExponential(1)}`)
  return gap
}

test('sigmoid and tanh are within a few units of the last place', (context) => {
  const { sigmoid, tanh } = activated(inputs)
  assert.ok(greatest(context, 'sigmoid', sigmoid, (x) => 1 / (1 + Math.exp(-x))) <= 2e-7)
  assert.ok(greatest(context, 'tanh', tanh, Math.tanh) <= 3e-7)
})

test('far out they end at their limits, and what is no number stays none', () => {
  const z = Float32Array.of(-Infinity, -1e30, 1e30, Infinity, 0, NaN, -0, 1e-30)
  const { sigmoid, tanh } = activated(z)
  assert.ok([...sigmoid].slice(0, 2).every((value) => value >= 0 && value < 1e-37))
  assert.deepEqual([...sigmoid].slice(2, 5), [1, 1, 0.5])
  assert.deepEqual([...tanh].slice(0, 5), [-1, -1, 1, 1, 0])
  assert.ok(Number.isNaN(sigmoid[5]) && Number.isNaN(tanh[5]))
})
