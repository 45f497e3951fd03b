// The network, its gradients, the training loop and the scores against Keras's own numbers.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { TestContext } from 'node:test'
import * as tf from '@tensorflow/tfjs-core'
import { model as modelOf } from '@tensorflow/tfjs-layers'
import type { EpochLoss } from './engine.ts'
import { greatestGap, keras } from './fixtures/keras-fixtures.ts'
import { lossAndGradients, networkOf, reconstruct, weightsOf } from './network.ts'
import { startTfjsEngine } from './tfjs-engine.ts'
import { startTfjs } from './tfjs-runtime.ts'
import { windowScores } from './threshold.ts'
import { fit } from './training.ts'
import { trainingDefaults } from './training-options.ts'
import type { WindowsView } from './windows-view.ts'

before(async () => {
  await startTfjs()
})

function close(
  context: TestContext,
  what: string,
  got: ArrayLike<number>,
  wanted: ArrayLike<number>,
  most: number,
): void {
  const gap = greatestGap(got, wanted)
  context.diagnostic(`${what}: greatest difference ${gap.toExponential(1)}`)
  assert.ok(gap <= most, `${what} differs from Keras's by ${gap}, allowed ${most}`)
}

function windowsOf(fixture: (typeof keras.training)[number]): WindowsView {
  const { features, sequenceLength: length } = fixture.architecture
  const count = fixture.rows.values.length / features - length + 1
  return { rows: fixture.rows.values, features, length, starts: Int32Array.from(Array(count).keys()) }
}

for (const fixture of keras.layers) {
  const { architecture, input, gradients } = fixture
  const size = `${architecture.sequenceLength}x${architecture.features}x${architecture.latentDim}`

  test(`every layer of ${size} gives Keras's output`, (context) => {
    const network = networkOf(architecture, fixture.weights)
    const inner = modelOf({
      inputs: network.inputs,
      outputs: ['encoder', 'decoder'].map((name) => network.getLayer(name).output).flat(),
    })
    tf.tidy(() => {
      const batch = tf.tensor(input.values, input.shape)
      const [encoder, decoder] = [inner.predict(batch)].flat()
      close(context, 'encoder', encoder?.dataSync() ?? [], fixture.encoder.values, 5e-7)
      close(context, 'decoder', decoder?.dataSync() ?? [], fixture.decoder.values, 5e-7)
      close(context, 'output', reconstruct(network, batch).dataSync(), fixture.output.values, 1e-6)
    })
    network.dispose()
  })

  test(`loss and gradients of ${size} are Keras's`, (context) => {
    const network = networkOf(architecture, fixture.weights)
    tf.tidy(() => {
      const result = lossAndGradients(network, tf.tensor(input.values, input.shape))
      close(context, 'loss', result.loss.dataSync(), [fixture.loss], 5e-7)
      assert.equal(result.gradients.length, gradients.length)
      for (const [index, { name, tensor }] of result.gradients.entries()) {
        assert.deepEqual(tensor.shape, gradients[index]?.shape)
        close(context, name, tensor.dataSync(), gradients[index]?.values ?? [], 1e-7)
      }
    })
    network.dispose()
  })
}

for (const fixture of keras.training) {
  const { architecture, batchSize, loss, validationLoss } = fixture
  const epochs = loss.length
  const windows = windowsOf(fixture)
  const what = `${windows.starts.length} windows of ${windows.length}x${windows.features}`

  test(`${epochs} epochs without shuffling on ${what} follow Keras's fit`, async (context) => {
    const network = networkOf(architecture, fixture.initialWeights)
    const seen: EpochLoss[] = []
    const history = await fit({
      network,
      windows,
      options: { ...trainingDefaults, epochs, batchSize },
      reorder: () => undefined,
      on: { onEpoch: (epoch) => seen.push(epoch) },
    })
    const trained = weightsOf(architecture, network)
    network.dispose()
    assert.deepEqual(seen, history)
    assert.deepEqual(
      history.map(({ epoch }) => epoch),
      loss.map((_, index) => index + 1),
    )
    const losses = history.map((epoch) => epoch.loss)
    close(context, 'loss', losses, loss, 2e-7)
    const validationLosses = history.map((epoch) => epoch.validationLoss ?? NaN)
    close(context, 'validation loss', validationLosses, validationLoss, 2e-7)
    for (const [index, { values }] of trained.entries()) {
      close(context, `weights ${index}`, values, fixture.finalWeights[index]?.values ?? [], 1e-6)
    }
  })

  test(`weights written by Keras score ${what} as Keras does`, async (context) => {
    const engine = await startTfjsEngine()
    const errors = await engine.reconstructionErrors(architecture, fixture.finalWeights, windows)
    close(context, 'error by window and metric', errors, fixture.errors.values, 3e-7)
    close(context, 'score', windowScores(errors, windows.features), fixture.scores.values, 1e-7)
  })
}
