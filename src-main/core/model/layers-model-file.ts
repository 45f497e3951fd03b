// The network as tf.js writes it: model.json and weights.bin, an ordinary LayersModel, and the weights back out of it.
import { io, version_core } from '@tensorflow/tfjs-core'
import * as z from 'zod'
import { checkArchitecture, weightShapes } from './architecture.ts'
import type { Architecture } from './architecture.ts'
import { networkOf } from './network.ts'
import { startTfjs } from './tfjs-runtime.ts'
import type { Weights } from './weights.ts'

/** The bytes of both files. */
export interface LayersModelFiles {
  readonly 'model.json': Uint8Array
  readonly 'weights.bin': Uint8Array
}

/** Version of the tf.js that writes the files. */
export const tfjsVersion: string = version_core

/** What LayersModel.save hands out for the weights; `tf.loadLayersModel` reads the files from a folder or a URL. */
export async function layersModelFiles(
  architecture: Architecture,
  weights: Weights,
): Promise<LayersModelFiles> {
  checkArchitecture(architecture)
  await startTfjs()
  const network = networkOf(architecture, weights)
  try {
    let files: LayersModelFiles | undefined
    await network.save(
      io.withSaveHandler((artifacts) => {
        files = filesOf(artifacts)
        return Promise.resolve({
          modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
        })
      }),
    )
    if (files === undefined) throw new TypeError('tf.js did not hand out the model.')
    return files
  } finally {
    network.dispose()
  }
}

function filesOf(artifacts: io.ModelArtifacts): LayersModelFiles {
  const json = {
    format: artifacts.format,
    generatedBy: artifacts.generatedBy,
    convertedBy: artifacts.convertedBy ?? null,
    modelTopology: artifacts.modelTopology,
    weightsManifest: [{ paths: ['weights.bin'], weights: artifacts.weightSpecs }],
  }
  const data = io.CompositeArrayBuffer.join(artifacts.weightData)
  return { 'model.json': Buffer.from(JSON.stringify(json)), 'weights.bin': new Uint8Array(data) }
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
