// How long a training or a check will take, roughly, so that nothing long begins by itself. Pure.
import { checkPlan, heldOutPlan, partCount } from '../../../src-shared/check-plan.ts'
import type { Model } from '../../../src-shared/contract/models.ts'
import { type Settings, Settings as SettingsSchema } from '../../../src-shared/contract/settings.ts'
import { metrics } from '../../../src-shared/metrics.ts'

/** What the kernel took for an epoch of 300 windows of 30 rows with latent 10, ms; and multiplications a row then. */
const measured = { ms: 8, windows: 300, sequenceLength: 30, products: 2600 } as const

/** Larger layers are used better: with 64 outer units, 18 times the products took 10 times as long. */
const growth = 0.8

/** tf.js takes so many times as long as the kernel. */
const tfjsFactor = 60

/** What a check trains with, whatever the settings say. */
const checking = {
  ...SettingsSchema.parse({}),
  'model.epochs': checkPlan.epochs,
  'model.latent_dim': checkPlan.latentDim,
}

/** Longest that is trained, or checked, unasked; ms. */
export const longestUnasked = { training: 10_000, check: 20_000 } as const

/** Multiplications for one row on its way through the network. */
function productsOf({
  'model.latent_dim': latent,
  'model.hidden_dim': hidden,
}: Pick<Settings, 'model.latent_dim' | 'model.hidden_dim'>): number {
  const features = metrics.length
  const lstm = (inputs: number, units: number): number => 4 * units * (inputs + units)
  const outer = hidden === 0 ? 0 : lstm(features, hidden) + lstm(latent, hidden)
  return outer + lstm(hidden || features, latent) + lstm(latent, latent) + (hidden || latent) * features
}

/** Whether the settings ask for something that the kernel does not do. */
const asksForTfjs = (settings: Settings): boolean =>
  settings['model.engine'] !== 'fused' || settings['model.recurrent_activation'] !== 'sigmoid'

/** Whether the kernel could not the last time, though it was asked to. */
const lacksKernel = (last: Model | undefined): boolean =>
  last !== undefined && last.engine !== 'fused' && last.engineReason !== null

/** Expected length of one network's training on so many windows, ms. */
function networkMs(windows: number, settings: Settings, last: Model | undefined): number {
  const size = (windows / measured.windows) * (settings['model.sequence_length'] / measured.sequenceLength)
  const perEpoch = measured.ms * size * (productsOf(settings) / measured.products) ** growth
  return perEpoch * settings['model.epochs'] * (asksForTfjs(settings) || lacksKernel(last) ? tfjsFactor : 1)
}

/**
 * Expected length of a training on so many windows, ms; `last` is the source's latest model. The default profile trains
 * further networks for its threshold.
 */
export function trainingMs(windows: number, settings: Settings, last: Model | undefined): number {
  const { parts, mostLearned } = heldOutPlan
  const isJudged =
    settings['model.profile'] === 'default' && partCount(windows, settings['model.sequence_length']) > 0
  const learned = Math.min(windows - windows / parts, mostLearned)
  return networkMs(windows, settings, last) + (isJudged ? parts * networkMs(learned, settings, last) : 0)
}

/** Expected length of a check of so many windows, ms; undefined where they are too few for one. */
export function checkMs(windows: number, settings: Settings, last: Model | undefined): number | undefined {
  const length = settings['model.sequence_length']
  const parts = partCount(windows, length)
  if (parts === 0) return undefined
  const learned = Math.min(windows - windows / parts, checkPlan.mostLearned)
  const isKnown = !asksForTfjs(settings)
  return (
    parts * networkMs(learned, { ...checking, 'model.sequence_length': length }, isKnown ? last : undefined)
  )
}
