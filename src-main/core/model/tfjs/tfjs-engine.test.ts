// The engine on real tf.js: WebAssembly where it runs, and no tensor kept.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import * as tf from '@tensorflow/tfjs-core'
import type { Engine } from '../engine.ts'
import { architecture, options, waves } from '../fixtures/small-training.ts'
import { startTfjsEngine } from './tfjs-engine.ts'

let engine: Engine

before(async () => {
  engine = await startTfjsEngine()
})

test('WebAssembly is what runs here', () => {
  assert.equal(engine.name, 'tfjs-wasm')
})

test('the recurrent activation is heeded', async () => {
  const { weights } = await engine.train(architecture, waves(), options)
  const errors = await engine.reconstructionErrors(architecture, weights, waves())
  const hard = await engine.reconstructionErrors(
    { ...architecture, recurrentActivation: 'hardSigmoid' },
    weights,
    waves(),
  )
  assert.notDeepEqual(hard, errors)
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
