// nnad.json: what a model is, was trained on and needs to be used, beside the network itself.
import * as z from 'zod'
import { baselineWitnessSchema as baselineWitness } from '../diagnosis/witness.ts'
import { haStates } from '../etl/identity.ts'
import { architectureLimits } from './architecture.ts'

const within = ([least, greatest]: readonly [number, number]): z.ZodInt => z.int().min(least).max(greatest)

/** Epoch milliseconds, UTC. */
const instant = z.int()
const finite = z.number()

/** Facts with a default are absent in format 1, whose only architecture and engine these defaults describe. */
const architecture = z
  .strictObject({
    kind: z.literal('lstm-autoencoder'),
    sequenceLength: within(architectureLimits.sequenceLength),
    features: within(architectureLimits.features),
    latentDim: within(architectureLimits.latentDim),
    hiddenDim: within(architectureLimits.hiddenDim).default(0),
    recurrentActivation: z.enum(['sigmoid', 'hardSigmoid']).default('sigmoid'),
  })
  .readonly()

const trainingOptions = z
  .strictObject({
    epochs: z.int().min(1),
    batchSize: z.int().min(1),
    validationSplit: finite.min(0).lt(1),
    learningRate: finite.gt(0),
    seed: z.int().min(0),
  })
  .readonly()

const scaler = z
  .strictObject({
    kind: z.string().min(1),
    columns: z
      .array(z.strictObject({ metric: z.string(), offset: finite, scale: finite, fill: finite }).readonly())
      .readonly(),
  })
  .readonly()
/**
 * How raw values become the network's, one column per metric, in order. `kind` min-max: (raw - offset) * scale, a missing
 * value counting as `fill` (raw units). deviations: (place - offset) * scale within -1 and 1, `place` being the value's on
 * the common scale (src-shared/scales.ts); a missing value is missing.
 */

const baseline = z
  .array(
    z
      .strictObject({
        metric: z.string(),
        normal: z.tuple([finite, finite]).readonly().nullable(),
        median: finite.nullable(),
        spread: finite.min(1).default(1),
      })
      .readonly(),
  )
  .readonly()
/**
 * What is normal per column, in its unit: the usual range and the median of the baseline, null for a column that the
 * baseline never had; how far it strays (detection/usual.ts). The model's metrics in their order, then the signals that
 * were known (none before format 3).
 */

const factShape = {
  /** Version of the app that trained. */
  appVersion: z.string(),
  /** Engine.name of the engine that trained. */
  engine: z.string(),
  /** Why it was not the one that was wished for, a sentence for people; null where it was. */
  engineReason: z.string().nullable().default(null),
  /** Made by the product on its own while somebody looks for a baseline: kept only until the source's next training. */
  draft: z.boolean().default(false),
  createdAt: instant,
  architecture,
  training: trainingOptions,
  /** Metric ids in the order of the network's features. */
  metrics: z.array(z.string()).readonly(),
  /** Name of the metric profile that these metrics come from. */
  profile: z.string(),
  scaler,
  /**
   * Windows whose score lies above `value` are anomalies. Profile original: that percentile of the baseline's scores.
   * Default: so many false alarms are expected in 10,000 rows like the baseline's.
   */
  threshold: z
    .strictObject({
      value: finite.min(0),
      percentile: finite.min(0).max(100).nullable(),
      falseAlarms: finite.gt(0).nullable().default(null),
    })
    .readonly(),
  /** Default profile, per metric: how far the network is off on rows that it never saw (detection/held-out.ts). */
  errorSpreads: z.array(finite.min(1)).readonly().default([]),
  /** HA state of the rows that it learned, and judges; null where it was not kept (before format 4). */
  haState: z.enum(haStates).nullable().default(null),
  /** Median time between two of the baseline's rows, seconds; null where it was not kept. */
  spacing: finite.nullable().default(null),
  /** Who called how much in the baseline; null where it was not kept. */
  witness: baselineWitness.nullable().default(null),
  history: z
    .array(
      z.strictObject({ epoch: z.int().min(1), loss: finite, validationLoss: finite.nullable() }).readonly(),
    )
    .readonly(),
  /** Where the baseline came from: `from` inclusive, `to` exclusive, rows and windows that were used. */
  trainedOn: z
    .strictObject({
      source: z.string(),
      node: z.string().nullable(),
      ranges: z.array(z.strictObject({ from: instant, to: instant }).readonly()).readonly(),
      rows: z.int().min(0),
      windows: z.int().min(0),
    })
    .readonly(),
  baseline,
}

/** Checks facts that come from a file or from the trainer. */
export const modelFactsSchema = z.strictObject(factShape).readonly()
/** Everything about a trained model but its weights. */
export type ModelFacts = z.infer<typeof modelFactsSchema>

/** Marks the file as ours, whatever its name and place. */
export const modelMagic = 'nnad-model'
/**
 * Raised when an older app could no longer read the folder rightly. 2: outer layers, recurrent activation, drafts. 3: the
 * default profile scores by deviations, signals beside the metrics. 4: the state of the rows, without which a standby would
 * be judged by an active one's model.
 */
export const modelFormatVersion = 4

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** The first look at a file that may be of any version, or none of ours. */
export const modelHeaderSchema = z.object({ magic: z.literal(modelMagic), formatVersion: z.int().min(1) })

/** nnad.json as it is on disk. */
export const modelFileSchema = z
  .strictObject({
    magic: z.literal(modelMagic),
    formatVersion: z.literal([1, 2, 3, modelFormatVersion]),
    tfjsVersion: z.string(),
    facts: modelFactsSchema,
    sha256: z.strictObject({ 'model.json': sha256, 'weights.bin': sha256 }).readonly(),
  })
  .readonly()

/** What does not fit together in facts that each are right, in words, or undefined. */
export function factsObjection(facts: ModelFacts): string | undefined {
  const names = facts.metrics.join()
  if (facts.metrics.length !== facts.architecture.features) {
    return `${facts.architecture.features} metrics wanted, got ${facts.metrics.length}`
  }
  for (const part of ['scaler', 'baseline'] as const) {
    const rows = part === 'scaler' ? facts.scaler.columns : facts.baseline.slice(0, facts.metrics.length)
    if (rows.map(({ metric }) => metric).join() !== names)
      return `the ${part} is not of the model's metrics in order`
  }
  return undefined
}
