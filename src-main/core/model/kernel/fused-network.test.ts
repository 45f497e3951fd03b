// The kernel's network held against tf.js's own layers: gradients, steps, scores; its memory; odd sizes.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { type Architecture, originalArchitecture, weightShapes } from '../architecture.ts'
import type { Network } from '../engine.ts'
import { greatestGap } from '../fixtures/keras-fixtures.ts'
import { initialWeights } from '../initial-weights.ts'
import { randomFrom } from '../random.ts'
import { presentOf } from '../tfjs/batch.ts'
import { layersModelOf } from '../tfjs/layers-model.ts'
import { lossAndGradients } from '../tfjs/loss.ts'
import { openTfjsNetwork } from '../tfjs/tfjs-network.ts'
import { startTfjs } from '../tfjs/tfjs-runtime.ts'
import type { Weights } from '../weights.ts'
import { type WindowsView, gatherWindows } from '../windows-view.ts'
import { openFusedNetwork } from './fused-network.ts'

const learningRate = 1e-3

before(async () => {
  await startTfjs()
})

const architectureOf = (sizes: Partial<Architecture> = {}): Architecture => ({
  ...originalArchitecture,
  ...sizes,
})

/** `count` windows of uniform noise, in an order of their own, some rows apart. */
function noise({ sequenceLength: length, features }: Architecture, count: number): WindowsView {
  const random = randomFrom(5)
  const rows = Float32Array.from({ length: (2 * count + length) * features }, () => random.next())
  const starts = Int32Array.from({ length: count }, (_, window) => 2 * ((window * 7) % count))
  return { rows, features, length, starts }
}

/** Initial weights moved away from zero, biases too: a swapped gate or a forgotten bias must show. */
function roughWeights(architecture: Architecture): Weights {
  const random = randomFrom(9)
  return initialWeights(architecture, random).map(({ shape, values }) => ({
    shape,
    values: values.map((value) => value + 0.2 * random.normal()),
  }))
}

/** tf.js's own gradients for a batch. */
function tfjsGradients(
  architecture: Architecture,
  weights: Weights,
  windows: WindowsView,
  batch: Int32Array,
): Float32Array[] {
  const model = layersModelOf(architecture, weights)
  try {
    return tf.tidy(() => {
      const { length, features } = windows
      const input = tf.tensor3d(gatherWindows(windows, batch), [batch.length, length, features])
      return lossAndGradients(model, presentOf(input)).gradients.map(({ tensor }) =>
        Float32Array.from(tensor.dataSync()),
      )
    })
  } finally {
    model.dispose()
  }
}

const positions = (from: number, count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, at) => from + at)

function errorsOf(network: Network, indexes: Int32Array, { features }: { features: number }): Float32Array {
  const errors = new Float32Array(indexes.length * features)
  network.score(indexes, errors)
  return errors
}

/**
 * Steps one network through batches of these sizes; the greatest gap of any gradient to tf.js's, in parts of the batch's
 * greatest gradient where that is above 1: single precision rounds by the size of the sums.
 */
function gradientGap(architecture: Architecture, batches: readonly number[]): number {
  const windows = noise(architecture, 140)
  const network = openFusedNetwork(architecture, roughWeights(architecture), windows, learningRate)
  let [gap, from] = [0, 0]
  for (const count of batches) {
    const batch = positions(from, count)
    const wanted = tfjsGradients(architecture, network.weights(), windows, batch)
    network.step(batch)
    const got = network.gradients()
    assert.deepEqual(
      got.map(({ shape }) => shape),
      weightShapes(architecture).map(({ shape }) => shape),
    )
    const size = Math.max(1, ...wanted.map((values) => greatestGap(values, new Float32Array(values.length))))
    for (const [index, { values }] of got.entries())
      gap = Math.max(gap, greatestGap(values, wanted[index] ?? []) / size)
    from += 5
  }
  return gap
}

for (const hiddenDim of [0, 64]) {
  test(`gradients are tf.js's through changing batch sizes on one net: hiddenDim ${hiddenDim}`, (context) => {
    const gap = gradientGap(architectureOf({ hiddenDim }), [32, 8, 3, 32, 1, 100, 33, 32])
    context.diagnostic(`greatest difference ${gap.toExponential(1)}`)
    assert.ok(gap <= 1e-6, `${gap}`)
  })
}

const sizes = fc.record({
  sequenceLength: fc.integer({ min: 2, max: 9 }),
  features: fc.integer({ min: 1, max: 9 }),
  latentDim: fc.integer({ min: 1, max: 9 }),
  hiddenDim: fc.integer({ min: 0, max: 9 }),
})

test("odd widths and lengths: tf.js's gradients", () => {
  const batches = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(sizes, batches, (odd, counts) => {
      // 1,500 random nets: 7e-7 at most.
      assert.ok(gradientGap(architectureOf(odd), counts) <= 2e-6)
    }),
    { numRuns: 25 },
  )
})

test("odd widths and lengths: tf.js's losses, weights and scores after some steps", () => {
  fc.assert(
    fc.property(sizes, (odd) => {
      const architecture = architectureOf(odd)
      const windows = noise(architecture, 60)
      const weights = roughWeights(architecture)
      const fused = openFusedNetwork(architecture, weights, windows, learningRate)
      const wanted = openTfjsNetwork(architecture, weights, windows, learningRate)
      for (const batch of [positions(0, 20), positions(20, 7), positions(3, 50)])
        assert.ok(Math.abs(fused.step(batch) - wanted.step(batch)) <= 1e-6)
      // Adam divides by gradients that may be next to nothing: their rounding shows at the size of a step.
      for (const [index, { values }] of fused.weights().entries())
        assert.ok(greatestGap(values, wanted.weights()[index]?.values ?? []) <= learningRate / 10)
      assert.ok(
        greatestGap(errorsOf(fused, positions(0, 60), odd), errorsOf(wanted, positions(0, 60), odd)) <= 1e-4,
      )
      wanted.dispose()
    }),
    { numRuns: 25 },
  )
})

test('a score is the same bits whatever else is scored, in any order', () => {
  const architecture = architectureOf({ sequenceLength: 7, features: 5 })
  const windows = noise(architecture, 900)
  const network = openFusedNetwork(architecture, roughWeights(architecture), windows, learningRate)
  const order = Int32Array.from({ length: 900 }, (_, at) => (at * 397) % 900)
  const [all, shuffled] = [
    errorsOf(network, positions(0, 900), architecture),
    errorsOf(network, order, architecture),
  ]
  for (const [at, window] of order.entries()) {
    const wanted = all.subarray(5 * window, 5 * (window + 1))
    assert.deepEqual(shuffled.subarray(5 * at, 5 * (at + 1)), wanted)
    if (at % 100 === 0) assert.deepEqual(errorsOf(network, Int32Array.of(window), architecture), wanted)
  }
})

test('scoring between steps changes nothing in the training', () => {
  const architecture = architectureOf({ hiddenDim: 6 })
  const windows = noise(architecture, 80)
  const trained = [false, true].map((isScoring) => {
    const network = openFusedNetwork(architecture, roughWeights(architecture), windows, learningRate)
    for (let step = 0; step < 4; step++) {
      network.step(positions(step * 10, 32))
      if (isScoring) errorsOf(network, positions(40 - step, 33), architecture)
    }
    return network.weights()
  })
  assert.deepEqual(trained[1], trained[0])
})

test('the largest network within the limits trains a step, and the longest window', () => {
  for (const large of [
    { sequenceLength: 2, features: 256, latentDim: 256, hiddenDim: 256 },
    { sequenceLength: 512, features: 28, latentDim: 10 },
  ]) {
    const architecture = architectureOf(large)
    const windows = noise(architecture, 3)
    const network = openFusedNetwork(
      architecture,
      initialWeights(architecture, randomFrom(1)),
      windows,
      learningRate,
    )
    const loss = network.step(positions(0, 3))
    assert.ok(loss > 0 && loss < 1, `${loss}`)
    assert.ok(errorsOf(network, positions(0, 3), architecture).every((error) => Number.isFinite(error)))
  }
})
