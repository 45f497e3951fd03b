// The network as tf.js writes and reads it: model.json and weights.bin, an ordinary LayersModel. Without tf.js.
import * as z from 'zod'
import { checkArchitecture, weightShapes } from './architecture.ts'
import type { Architecture } from './architecture.ts'
import { layersModelTopology, tfjsVersion } from './layers-model-topology.ts'
import type { Weights } from './weights.ts'

/** The bytes of both files. */
export interface LayersModelFiles {
  readonly 'model.json': Uint8Array
  readonly 'weights.bin': Uint8Array
}

/** What LayersModel.save would write for fitting weights; `tf.loadLayersModel` reads it from a folder or a URL. */
export function layersModelFiles(architecture: Architecture, weights: Weights): LayersModelFiles {
  checkArchitecture(architecture)
  const json = {
    format: 'layers-model',
    generatedBy: `TensorFlow.js tfjs-layers v${tfjsVersion}`,
    convertedBy: null,
    modelTopology: layersModelTopology(architecture),
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: weightShapes(architecture).map((weight) => ({ ...weight, dtype: 'float32' })),
      },
    ],
  }
  return {
    'model.json': Buffer.from(JSON.stringify(json)),
    'weights.bin': Buffer.concat(
      weights.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
    ),
  }
}

const manifest = z.object({
  weightsManifest: z.tuple([
    z.object({
      paths: z.tuple([z.literal('weights.bin')]),
      weights: z.array(z.object({ shape: z.array(z.int()), dtype: z.literal('float32') })),
    }),
  ]),
})

/**
 * The weights that both files hold. Throws a plain Error in words where the manifest is not one of a single float32
 * file, its shapes are not the architecture's, or the bytes are too few or too many.
 */
export function weightsIn(architecture: Architecture, files: LayersModelFiles): Weights {
  const json: unknown = JSON.parse(Buffer.from(files['model.json']).toString('utf8'))
  const [{ weights: specs }] = manifest.parse(json).weightsManifest
  const wanted = weightShapes(architecture)
  const shapesOf = (list: readonly { readonly shape: readonly number[] }[]): string =>
    list.map(({ shape }) => `[${shape.join(', ')}]`).join(' ')
  if (shapesOf(specs) !== shapesOf(wanted)) {
    throw new Error(`weights of ${shapesOf(wanted)} wanted, got ${shapesOf(specs)}`)
  }
  const bytes = files['weights.bin']
  let offset = 0
  const weights = wanted.map(({ shape }) => {
    const start = offset
    offset += 4 * shape.reduce((product, side) => product * side, 1)
    // Copied out, because a Float32Array must start at a multiple of four bytes.
    return { shape, values: new Float32Array(Uint8Array.from(bytes.subarray(start, offset)).buffer) }
  })
  if (offset !== bytes.length) throw new Error(`${offset} bytes of weights wanted, got ${bytes.length}`)
  return weights
}
