// Engines and lengths of trainings in words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engineText, lengthText } from './engine-text.ts'

test('an engine by the name that people know', () => {
  assert.equal(engineText({ engine: 'fused' }), 'fused kernel')
  assert.equal(engineText({ engine: 'tfjs-wasm' }), 'tf.js wasm')
  assert.equal(engineText({ engine: 'tfjs-node' }), 'tfjs-node')
})

test('a length in seconds with a decimal, in minutes where it is long', () => {
  assert.equal(lengthText(412), '0.4 s')
  assert.equal(lengthText(13_000), '13.0 s')
  assert.equal(lengthText(180_000), '3 min')
})
