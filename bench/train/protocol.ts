// What the benchmark and an engine in a process of its own say to each other: a JSON text a line, one answer a request.
import { z } from 'zod'

const tensor = z.object({ shape: z.array(z.int()), base64: z.string() })

const Architecture = z.object({
  kind: z.literal('lstm-autoencoder'),
  sequenceLength: z.int(),
  features: z.int(),
  latentDim: z.int(),
  hiddenDim: z.int(),
  recurrentActivation: z.enum(['sigmoid', 'hardSigmoid']),
})

/** The first request: a training over all windows of consecutive rows, none of whose epochs shuffles. */
const Open = z.object({
  architecture: Architecture,
  /** [rows, features] */
  rows: tensor,
  initialWeights: z.array(tensor),
  /** Of the whole training. */
  epochs: z.int(),
  batchSize: z.int(),
  validationSplit: z.number(),
  learningRate: z.number(),
})

export const Request = z.union([z.object({ open: Open }), z.object({ epochs: z.int() })])
export type Request = z.infer<typeof Request>
export type Opening = z.infer<typeof Open>

/** What an engine says unasked when it has started: its name and version, or why it does not run here. */
export const Started = z.union([z.object({ engine: z.string() }), z.object({ absent: z.string() })])
export type Started = z.infer<typeof Started>

/** The answer to `open`: how long that took, ms. */
export const Opened = z.object({ openedIn: z.number() })

/** The answer to `epochs`: so many further ones, each with its milliseconds, by the clock and of processor time. */
export const Epochs = z.object({
  epochs: z.array(
    z.object({ ms: z.number(), processorMs: z.number(), loss: z.number(), validationLoss: z.number() }),
  ),
})
export type Epoch = z.infer<typeof Epochs>['epochs'][number]

type Tensor = z.infer<typeof tensor>

/** Little-endian float32 in base64, as in keras.json. */
export function tensorOf(shape: readonly number[], values: Float32Array): Tensor {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength)
  return { shape: [...shape], base64: bytes.toString('base64') }
}

/** The way back. */
export function valuesOf({ base64 }: Tensor): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer)
}
