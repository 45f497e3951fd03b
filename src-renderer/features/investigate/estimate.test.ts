// How long a training will take: near what was measured, and what makes it longer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Model } from '../../../src-shared/contract/models.ts'
import { Settings } from '../../../src-shared/contract/settings.ts'
import { checkMs, longestUnasked, trainingMs } from './estimate.ts'

const settings = Settings.parse({})
const model: Model = {
  id: 'm',
  sourceId: 1,
  createdAt: 0,
  node: 'nn1',
  profile: 'default',
  engine: 'tfjs-wasm',
  haState: 'active',
  current: true,
  refused: null,
  engineReason: 'WebAssembly SIMD is not supported here',
  draft: false,
  latentDim: 10,
  hiddenDim: 0,
  threshold: 1,
  rows: 1,
  windows: 1,
  epochs: 1,
  loss: [],
  validationLoss: [],
  ranges: [],
}
const near = (value: number, wanted: number): void =>
  assert.ok(Math.abs(value / wanted - 1) < 0.25, `${String(value)} instead of about ${String(wanted)}`)

const original = { ...settings, 'model.profile': 'original' } as const

test('the kernel takes 8 ms for an epoch of 300 windows, ten times that with 64 outer units', () => {
  near(trainingMs(300, original, undefined), 50 * 8)
  near(trainingMs(300, { ...original, 'model.hidden_dim': 64 }, undefined), 50 * 80)
  near(trainingMs(3000, { ...original, 'model.epochs': 5 }, undefined), 5 * 80)
})

test('the default profile trains three networks more on two thirds of a baseline, or on 400 windows of it, where it can be cut', () => {
  near(trainingMs(300, settings, undefined), 3 * 50 * 8)
  near(trainingMs(100, settings, undefined), trainingMs(100, original, undefined))
  const more = (windows: number): number =>
    trainingMs(windows, settings, undefined) - trainingMs(windows, original, undefined)
  near(more(1e5), more(1e4))
})

test('tf.js takes 60 times as long: where it is asked for, or was needed the last time', () => {
  const fused = trainingMs(300, settings, undefined)
  near(trainingMs(300, { ...settings, 'model.engine': 'tfjs' }, undefined), 60 * fused)
  near(trainingMs(300, { ...settings, 'model.recurrent_activation': 'hardSigmoid' }, undefined), 60 * fused)
  near(trainingMs(300, settings, model), 60 * fused)
  near(trainingMs(300, settings, { ...model, engineReason: null }), fused)
})

test('a check is of the original network whatever the settings say, and needs windows to cut into parts', () => {
  const check = checkMs(331, settings, undefined)
  const deep = { ...settings, 'model.hidden_dim': 64, 'model.epochs': 9 }
  assert.equal(checkMs(331, deep, undefined), check)
  assert.equal(checkMs(331, { ...settings, 'model.recurrent_activation': 'hardSigmoid' }, model), check)
  near(checkMs(331, settings, model) ?? 0, 60 * (check ?? 0))
  assert.equal(checkMs(1e6, settings, undefined), checkMs(1e5, settings, undefined))
  assert.equal(checkMs(119, settings, undefined), undefined)
  assert.ok((checkMs(5000, settings, undefined) ?? Infinity) < longestUnasked.check)
})

test('an hour a row every 10 s is trained and checked unasked; a day with outer units is not trained', () => {
  assert.ok(trainingMs(331, settings, undefined) < longestUnasked.training)
  near(checkMs(331, settings, undefined) ?? 0, 900)
  assert.ok(trainingMs(8611, { ...settings, 'model.hidden_dim': 64 }, undefined) > longestUnasked.training)
})
