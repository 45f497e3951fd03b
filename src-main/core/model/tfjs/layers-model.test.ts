// Every layer's output and every gradient of the tf.js network against Keras's own numbers.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import * as tf from '@tensorflow/tfjs-core'
import { model as modelOf } from '@tensorflow/tfjs-layers'
import { close } from '../fixtures/close.ts'
import { keras } from '../fixtures/keras-fixtures.ts'
import { presentOf } from './batch.ts'
import { layersModelOf, reconstruct } from './layers-model.ts'
import { lossAndGradients } from './loss.ts'
import { startTfjs } from './tfjs-runtime.ts'

before(async () => {
  await startTfjs()
})

for (const fixture of keras.layers) {
  const { architecture, input, gradients } = fixture
  const { sequenceLength, features, latentDim, hiddenDim } = architecture
  const size = `${sequenceLength}x${features}x${latentDim}, hiddenDim ${hiddenDim}`

  test(`every layer of ${size} gives Keras's output`, (context) => {
    const network = layersModelOf(architecture, fixture.weights)
    const wanted = {
      ...(fixture.outerEncoder === undefined ? {} : { outer_encoder: fixture.outerEncoder }),
      encoder: fixture.encoder,
      decoder: fixture.decoder,
      ...(fixture.outerDecoder === undefined ? {} : { outer_decoder: fixture.outerDecoder }),
    }
    const inner = modelOf({
      inputs: network.inputs,
      outputs: Object.keys(wanted).flatMap((name) => network.getLayer(name).output),
    })
    assert.equal(Object.keys(wanted).length, hiddenDim > 0 ? 4 : 2)
    tf.tidy(() => {
      const batch = tf.tensor(input.values, input.shape)
      const outputs = [inner.predict(batch)].flat()
      for (const [index, [name, { values }]] of Object.entries(wanted).entries()) {
        close(context, name, outputs[index]?.dataSync() ?? [], values, 3e-6)
      }
      close(context, 'output', reconstruct(network, batch).dataSync(), fixture.output.values, 3e-6)
    })
    network.dispose()
  })

  test(`loss and gradients of ${size} are Keras's`, (context) => {
    const network = layersModelOf(architecture, fixture.weights)
    tf.tidy(() => {
      const result = lossAndGradients(network, presentOf(tf.tensor(input.values, input.shape)))
      close(context, 'loss', result.loss.dataSync(), [fixture.loss], 5e-7)
      assert.equal(result.gradients.length, gradients.length)
      for (const [index, { name, tensor }] of result.gradients.entries()) {
        assert.deepEqual(tensor.shape, gradients[index]?.shape)
        close(context, name, tensor.dataSync(), gradients[index]?.values ?? [], 5e-7)
      }
    })
    network.dispose()
  })
}
