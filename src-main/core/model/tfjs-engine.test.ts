// The engine on real tf.js: repeatable, stoppable, without leaks, and clear about what it refuses.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import * as tf from '@tensorflow/tfjs-core'
import { weightShapes } from './architecture.ts'
import type { Engine, EpochLoss } from './engine.ts'
import { architecture, options, waves } from './fixtures/small-training.ts'
import { initialWeights } from './initial-weights.ts'
import { networkOf, weightsOf } from './network.ts'
import { randomFrom, shuffle } from './random.ts'
import { startTfjsEngine } from './tfjs-engine.ts'
import { fit } from './training.ts'
import { trainingDefaults } from './training-options.ts'

let engine: Engine

before(async () => {
  engine = await startTfjsEngine()
})

test('WebAssembly is what runs here', () => {
  assert.equal(engine.name, 'tfjs-wasm')
})

test('the same seed gives the same bits, another seed others', async () => {
  const first = await engine.train(architecture, waves(), options)
  assert.deepEqual(await engine.train(architecture, waves(), options), first)
  const other = await engine.train(architecture, waves(), { ...options, seed: 43 })
  assert.notDeepEqual(other.weights, first.weights)
  assert.deepEqual(
    first.weights.map(({ shape }) => shape),
    weightShapes(architecture).map(({ shape }) => shape),
  )
})

test('one generator draws the weights and then an order of the training windows per epoch', async () => {
  const random = randomFrom(options.seed)
  const network = networkOf(architecture, initialWeights(architecture, random))
  const orders: number[][] = []
  const reorder = (indexes: Int32Array): void => {
    shuffle(indexes, random)
    orders.push([...indexes])
  }
  const history = await fit({ network, windows: waves(), options, reorder, on: {} })
  const weights = weightsOf(architecture, network)
  network.dispose()
  assert.deepEqual(await engine.train(architecture, waves(), options), { weights, history })
  assert.equal(new Set(orders.map((order) => order.join())).size, options.epochs)
  for (const order of orders) {
    assert.deepEqual(
      order.toSorted((a, b) => a - b),
      [...Array(16).keys()],
    )
  }
})

test('training learns: the loss falls far below that of always answering the mean', async () => {
  const seen: EpochLoss[] = []
  const { history } = await engine.train(
    architecture,
    waves(60),
    { ...options, epochs: 60, learningRate: 0.02 },
    { onEpoch: (loss) => seen.push(loss) },
  )
  assert.deepEqual(seen, history)
  const { rows } = waves(60)
  const mean = rows.reduce((sum, x) => sum + x, 0) / rows.length
  const variance = rows.reduce((sum, x) => sum + (x - mean) ** 2, 0) / rows.length
  const last = history.at(-1)
  assert.ok((last?.loss ?? NaN) < 0.5 * variance, `loss ${String(last?.loss)}, variance ${variance}`)
  assert.ok((last?.validationLoss ?? NaN) < 0.5 * variance)
})

test('the validation windows are the last ones and nothing is learnt from them', async () => {
  const plain = waves(20)
  const spoiled = { ...plain, rows: plain.rows.map((x, index) => (index >= 3 * (15 + 6) ? x + 1 : x)) }
  const [left, right] = [
    await engine.train(architecture, plain, options),
    await engine.train(architecture, spoiled, options),
  ]
  assert.deepEqual(right.weights, left.weights)
  assert.ok((right.history[0]?.validationLoss ?? 0) > (left.history[0]?.validationLoss ?? 1))
})

test('without validation windows their loss is null', async () => {
  const { history } = await engine.train(architecture, waves(), { ...options, validationSplit: 0, epochs: 1 })
  assert.deepEqual(Object.keys(history[0] ?? {}), ['epoch', 'loss', 'validationLoss'])
  assert.equal(history[0]?.validationLoss, null)
})

test('scores do not depend on which other windows are scored', async () => {
  const { weights } = await engine.train(architecture, waves(), { ...options, epochs: 1 })
  const windows = waves(600)
  const seen: number[][] = []
  const all = await engine.reconstructionErrors(architecture, weights, windows, {
    onProgress: (...progress) => seen.push(progress),
  })
  assert.equal(all.length, 600 * 3)
  assert.deepEqual(seen, [
    [256, 600],
    [512, 600],
    [600, 600],
  ])
  for (const window of [0, 255, 256, 511, 512, 599]) {
    const one = await engine.reconstructionErrors(architecture, weights, {
      ...windows,
      starts: windows.starts.subarray(window, window + 1),
    })
    one.forEach((error, metric) => assert.ok(Math.abs(error - (all[window * 3 + metric] ?? NaN)) < 1e-7))
  }
})

test('an abort stops training and scoring between two batches', async () => {
  const stop = new AbortController()
  const seen: number[] = []
  const training = engine.train(
    architecture,
    waves(),
    { ...options, epochs: 10_000 },
    {
      signal: stop.signal,
      onEpoch: ({ epoch }) => {
        seen.push(epoch)
        if (epoch === 2) setTimeout(() => stop.abort(), 1)
      },
    },
  )
  await assert.rejects(training, { code: 'CANCELLED', message: 'Training was cancelled.' })
  assert.ok(seen.length >= 2 && seen.length < 1000, `${seen.length} epochs`)
  const { weights } = await engine.train(architecture, waves(), { ...options, epochs: 1 })
  const scoring = engine.reconstructionErrors(architecture, weights, waves(), { signal: AbortSignal.abort() })
  await assert.rejects(scoring, { code: 'CANCELLED', message: 'Scoring was cancelled.' })
})

test('a loss that runs off ends the training with advice', async () => {
  const plain = waves()
  const huge = { ...plain, rows: plain.rows.map((x) => x * 1e25) }
  const wanted = {
    code: 'BAD_INPUT',
    message: /finite loss, got Infinity in epoch 1\. Lower the learning rate \(now 0\.001\)/,
  }
  await assert.rejects(engine.train(architecture, huge, options), wanted)
  const onlyLast = { ...plain, rows: plain.rows.map((x, index) => (index >= 3 * 21 ? x * 1e25 : x)) }
  await assert.rejects(engine.train(architecture, onlyLast, options), wanted)
})

test('what cannot be computed is refused before the work', async () => {
  const refusals: [Promise<unknown>, string][] = [
    [engine.train({ ...architecture, latentDim: 257 }, waves(), options), 'BAD_INPUT'],
    [engine.train(architecture, waves(), { ...options, batchSize: 0 }), 'BAD_INPUT'],
    [engine.train({ ...architecture, sequenceLength: 7 }, waves(), options), 'BAD_INPUT'],
    [engine.train(architecture, waves(1), options), 'NO_DATA'],
    [engine.reconstructionErrors(architecture, [], waves()), 'BAD_INPUT'],
  ]
  for (const [refusal, code] of refusals) await assert.rejects(refusal, { code })
})

test('every call gives back all tensors, also the ones that fail', async () => {
  const before = tf.memory().numTensors
  const { weights } = await engine.train(architecture, waves(), options)
  assert.equal(tf.memory().numTensors, before)
  await engine.reconstructionErrors(architecture, weights, waves())
  assert.equal(tf.memory().numTensors, before)
  await assert.rejects(engine.train(architecture, waves(1), options))
  const stop = new AbortController()
  const on = { signal: stop.signal, onEpoch: () => stop.abort() }
  await assert.rejects(engine.train(architecture, waves(), options, on))
  await assert.rejects(
    engine.reconstructionErrors(architecture, weights, waves(), { signal: AbortSignal.abort() }),
  )
  assert.equal(tf.memory().numTensors, before)
})

test('the largest network allowed trains a step', async () => {
  const largest = { ...architecture, sequenceLength: 2, features: 256, latentDim: 256 }
  const rows = new Float32Array(256 * 3).fill(0.5)
  const windows = { rows, features: 256, length: 2, starts: Int32Array.of(0, 1) }
  const { history } = await engine.train(largest, windows, { ...trainingDefaults, epochs: 1 })
  assert.ok(Number.isFinite(history[0]?.loss))
})
