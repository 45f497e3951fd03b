// Settings by the original's names, with its defaults.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { profiles } from '../profiles.ts'
import { problems } from './problems.ts'

const kinds = {
  'model.sequence_length': z.number().int().min(5).max(512),
  'model.latent_dim': z.number().int().min(1).max(256),
  'model.epochs': z.number().int().min(1).max(10_000),
  'model.batch_size': z.number().int().min(1).max(4096),
  'model.validation_split': z.number().min(0).max(0.9),
  'model.anomaly_threshold_percentile': z.number().min(50).max(100),
  'model.profile': z.enum(profiles),
  'model.seed': z.number().int().min(0).max(4_294_967_295),
}

/** One setting each; what a value may be, and what it is when nobody said otherwise. */
export const Settings = z.object({
  'model.sequence_length': kinds['model.sequence_length'].default(30),
  'model.latent_dim': kinds['model.latent_dim'].default(10),
  'model.epochs': kinds['model.epochs'].default(50),
  'model.batch_size': kinds['model.batch_size'].default(32),
  'model.validation_split': kinds['model.validation_split'].default(0.2),
  'model.anomaly_threshold_percentile': kinds['model.anomaly_threshold_percentile'].default(95),
  'model.profile': kinds['model.profile'].default('default'),
  'model.seed': kinds['model.seed'].default(1),
})
export type Settings = z.infer<typeof Settings>

/** Some settings, without defaults: `Settings.partial()` would fill those left out in, and so reset them. */
export const SettingChanges = z.strictObject(kinds).exactPartial()

const get = oc
  .route({ method: 'GET', path: '/settings', tags: ['settings'], summary: 'All settings' })
  .output(Settings)

const update = oc
  .route({ method: 'PATCH', path: '/settings', tags: ['settings'], summary: 'Change some settings' })
  .input(SettingChanges)
  .errors(problems)
  .output(Settings)

export const settings = { get, update }
