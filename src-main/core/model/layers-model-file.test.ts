// The files that tf.js itself would write, byte by byte, and that it reads: an ordinary LayersModel.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import * as tf from '@tensorflow/tfjs-core'
import { loadLayersModel } from '@tensorflow/tfjs-layers'
import * as z from 'zod'
import type { Architecture } from './architecture.ts'
import { greatestGap } from './fixtures/keras-fixtures.ts'
import { architecture, waves } from './fixtures/small-training.ts'
import { initialWeights } from './initial-weights.ts'
import { layersModelFiles, weightsIn } from './layers-model-file.ts'
import type { LayersModelFiles } from './layers-model-file.ts'
import { tfjsVersion } from './layers-model-topology.ts'
import { randomFrom } from './random.ts'
import { scoringEngine } from './choose-engine.ts'
import { layersModelOf } from './tfjs/layers-model.ts'
import { startTfjs } from './tfjs/tfjs-runtime.ts'
import type { Weights } from './weights.ts'

const variants: readonly Architecture[] = [
  architecture,
  { ...architecture, hiddenDim: 5 },
  { ...architecture, recurrentActivation: 'hardSigmoid' },
  { ...architecture, hiddenDim: 5, recurrentActivation: 'hardSigmoid' },
]

before(async () => {
  await startTfjs()
})

/** What LayersModel.save of tf.js hands out, put into files as its own savers do. */
async function savedByTfjs(variant: Architecture, weights: Weights): Promise<LayersModelFiles> {
  const model = layersModelOf(variant, weights)
  let saved: tf.io.ModelArtifacts | undefined
  await model.save(
    tf.io.withSaveHandler((artifacts) => {
      saved = artifacts
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } })
    }),
  )
  model.dispose()
  const json = {
    format: saved?.format,
    generatedBy: saved?.generatedBy,
    convertedBy: saved?.convertedBy,
    modelTopology: saved?.modelTopology,
    weightsManifest: [{ paths: ['weights.bin'], weights: saved?.weightSpecs }],
  }
  return {
    'model.json': Buffer.from(JSON.stringify(json)),
    'weights.bin': Buffer.from(tf.io.CompositeArrayBuffer.join(saved?.weightData)),
  }
}

const manifest = z.object({
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.tuple([z.object({ weights: z.array(z.custom<tf.io.WeightsManifestEntry>()) })]),
})

for (const variant of variants) {
  const name = `hiddenDim ${variant.hiddenDim}, ${variant.recurrentActivation}`

  test(`files of ${name} are those that tf.js writes, and give the weights back`, async () => {
    const weights = initialWeights(variant, randomFrom(4))
    const files = layersModelFiles(variant, weights)
    const wanted = await savedByTfjs(variant, weights)
    assert.equal(String(files['model.json']), String(wanted['model.json']))
    assert.deepEqual(files['weights.bin'], wanted['weights.bin'])
    assert.deepEqual(weightsIn(variant, files), weights)
  })

  test(`tf.loadLayersModel takes the files of ${name} and computes the scores`, async () => {
    const weights = initialWeights(variant, randomFrom(4))
    const files = layersModelFiles(variant, weights)
    const json = manifest.parse(JSON.parse(String(files['model.json'])))
    const network = await loadLayersModel(
      tf.io.fromMemory({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest[0].weights,
        weightData: Uint8Array.from(files['weights.bin']).buffer,
      }),
    )
    const windows = waves(1)
    const loaded = tf.tidy(() => {
      const input = tf.tensor3d(windows.rows, [1, windows.length, windows.features])
      const output = [network.predict(input)].flat()[0]
      assert.ok(output !== undefined)
      return tf.mean(tf.squaredDifference(output, input), 1).dataSync()
    })
    network.dispose()
    const engine = await scoringEngine(variant)
    const errors = await engine.reconstructionErrors(variant, weights, windows)
    assert.ok(greatestGap(loaded, errors) < 5e-7, `${String(loaded)} against ${String(errors)}`)
  })
}

test('the format is that of the tf.js that is installed', () => {
  assert.equal(tfjsVersion, tf.version_core)
})
