// Limits of the sizes, and weights that do not fit.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  architectureLimits,
  checkArchitecture,
  lstmLayers,
  weightShapes,
  weightsObjection,
} from './architecture.ts'
import type { Architecture } from './architecture.ts'

const small: Architecture = {
  kind: 'lstm-autoencoder',
  sequenceLength: 3,
  features: 2,
  latentDim: 1,
  hiddenDim: 0,
  recurrentActivation: 'sigmoid',
}

for (const size of ['sequenceLength', 'features', 'latentDim', 'hiddenDim'] as const) {
  test(`${size} is taken up to its limits and refused beyond them`, () => {
    const [least, greatest] = architectureLimits[size]
    for (const value of [least, greatest]) checkArchitecture({ ...small, [size]: value })
    for (const value of [least - 1, greatest + 1, least + 0.5, NaN]) {
      assert.throws(() => checkArchitecture({ ...small, [size]: value }), {
        code: 'BAD_INPUT',
        message: `The model's ${size} must be a whole number from ${least} to ${greatest}, got ${value}. Change the setting and train again.`,
      })
    }
  })
}

test('outer units add a layer on each side, and every layer takes what the one before gives', () => {
  const deep = { ...small, hiddenDim: 5 }
  assert.deepEqual(
    lstmLayers(small).map(({ name, position, inputs, units }) => [name, position, inputs, units]),
    [
      ['encoder', 'encoder', 2, 1],
      ['decoder', 'decoder', 1, 1],
    ],
  )
  assert.deepEqual(
    lstmLayers(deep).map(({ name, position, inputs, units }) => [name, position, inputs, units]),
    [
      ['outer_encoder', 'encoder', 2, 5],
      ['encoder', 'encoder', 5, 1],
      ['decoder', 'decoder', 1, 1],
      ['outer_decoder', 'decoder', 1, 5],
    ],
  )
  assert.deepEqual(
    lstmLayers(deep).map(({ sequences }) => sequences),
    [true, false, true, true],
  )
  assert.deepEqual(
    weightShapes(deep).map(({ shape }) => shape.join('x')),
    ['2x20', '5x20', '20', '5x4', '1x4', '4', '1x4', '1x4', '4', '1x20', '5x20', '20', '5x2', '2'],
  )
})

test('weights that do not fit are described', () => {
  const weights = weightShapes(small).map(({ shape }) => ({
    shape,
    values: new Float32Array(shape.reduce((product, side) => product * side, 1)),
  }))
  assert.equal(weightsObjection(small, weights), undefined)
  assert.equal(weightsObjection(small, weights.slice(1)), '8 weight tensors wanted, got 7')
  assert.equal(
    weightsObjection({ ...small, features: 3 }, weights),
    'encoder/kernel must be [3, 4], got [2, 4]',
  )
  const short = weights.with(7, { shape: [2], values: new Float32Array(1) })
  assert.equal(weightsObjection(small, short), 'output/bias must hold 2 numbers, got 1')
  const broken = weights.with(7, { shape: [2], values: Float32Array.of(0, NaN) })
  assert.equal(weightsObjection(small, broken), 'output/bias holds NaN')
})
