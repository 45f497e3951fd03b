// Settings by the original's names, with its defaults.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { profiles } from '../profiles.ts'
import { problems } from './problems.ts'

const kinds = {
  'model.sequence_length': z.number().int().min(5).max(512),
  'model.latent_dim': z.number().int().min(1).max(256),
  'model.hidden_dim': z.number().int().min(0).max(256),
  'model.recurrent_activation': z.enum(['sigmoid', 'hardSigmoid']),
  'model.epochs': z.number().int().min(1).max(10_000),
  'model.batch_size': z.number().int().min(1).max(4096),
  'model.validation_split': z.number().min(0).max(0.9),
  'model.anomaly_threshold_percentile': z.number().min(50).max(100),
  'model.false_alarms': z.number().min(0.01).max(1000),
  'model.profile': z.enum(profiles),
  'model.seed': z.number().int().min(0).max(4_294_967_295),
  'model.engine': z.enum(['fused', 'tfjs', 'tfjs-node']),
  'server.host': z.string().min(1).max(253),
  'server.port': z.number().int().min(0).max(65_535),
  'view.color_scheme': z.enum(['auto', 'light', 'dark']),
  'view.time_zone': z.enum(['utc', 'namenode', 'local']),
}

/** One setting each; what a value may be, and what it is when nobody said otherwise. */
export const Settings = z.object({
  'model.sequence_length': kinds['model.sequence_length'].default(30),
  'model.latent_dim': kinds['model.latent_dim'].default(10),
  'model.hidden_dim': kinds['model.hidden_dim'].default(0),
  'model.recurrent_activation': kinds['model.recurrent_activation'].default('sigmoid'),
  'model.epochs': kinds['model.epochs'].default(50),
  'model.batch_size': kinds['model.batch_size'].default(32),
  'model.validation_split': kinds['model.validation_split'].default(0.2),
  'model.anomaly_threshold_percentile': kinds['model.anomaly_threshold_percentile'].default(95),
  'model.false_alarms': kinds['model.false_alarms'].default(1),
  'model.profile': kinds['model.profile'].default('default'),
  'model.seed': kinds['model.seed'].default(1),
  'model.engine': kinds['model.engine'].default('fused'),
  'server.host': kinds['server.host'].default('127.0.0.1'),
  'server.port': kinds['server.port'].default(8000),
  'view.color_scheme': kinds['view.color_scheme'].default('auto'),
  'view.time_zone': kinds['view.time_zone'].default('utc'),
})
export type Settings = z.infer<typeof Settings>

/** What people are told of a setting. */
export interface SettingRow {
  readonly id: keyof Settings
  readonly label: string
  /** Of its number; empty where it has none. */
  readonly unit: string
  /** What it is, in one sentence. */
  readonly doc: string
  /** When a change begins to count. */
  readonly effect: 'next training' | 'next start of the server' | 'at once'
  /** Whether the original system had it, under the same name. */
  readonly original: boolean
}

/** One row per setting, in the order in which people read them. */
export const settingTable: readonly SettingRow[] = [
  {
    id: 'model.sequence_length',
    label: 'Window length',
    unit: 'rows',
    doc: 'Rows that the model looks at together; at one row every 10 s, 30 rows are 5 minutes.',
    effect: 'next training',
    original: true,
  },
  {
    id: 'model.latent_dim',
    label: 'Latent size',
    unit: '',
    doc: 'Numbers that the autoencoder squeezes a window into: fewer learn less, more learn the noise too.',
    effect: 'next training',
    original: true,
  },
  {
    id: 'model.hidden_dim',
    label: 'Outer units',
    unit: '',
    doc: 'LSTM units of a second layer on each side: 0 is none, as in the original; 64 makes the deeper 64-10-64.',
    effect: 'next training',
    original: false,
  },
  {
    id: 'model.recurrent_activation',
    label: 'Recurrent activation',
    unit: '',
    doc: "Of the LSTM's gates: Keras's sigmoid, or tf.js's hardSigmoid, which tf.js trains, some 70 times slower.",
    effect: 'next training',
    original: false,
  },
  {
    id: 'model.epochs',
    label: 'Epochs',
    unit: 'epochs',
    doc: 'How often a training goes through the whole baseline; its time grows in proportion.',
    effect: 'next training',
    original: true,
  },
  {
    id: 'model.batch_size',
    label: 'Batch size',
    unit: 'windows',
    doc: 'Windows after which the weights are corrected.',
    effect: 'next training',
    original: true,
  },
  {
    id: 'model.validation_split',
    label: 'Validation share',
    unit: '',
    doc: 'Part of the baseline, its end, that is not learned but watched during a training: 0.2 is the last fifth.',
    effect: 'next training',
    original: true,
  },
  {
    id: 'model.anomaly_threshold_percentile',
    label: 'Threshold percentile',
    unit: '%',
    doc: "Share of the baseline's windows whose scores lie below the threshold; of the profile original alone.",
    effect: 'next training',
    original: true,
  },
  {
    id: 'model.false_alarms',
    label: 'False alarms',
    unit: 'in 10,000 rows',
    doc: 'How many the threshold may let through on healthy rows; at one row every 10 s, 1 is one in 28 hours. Of the profile default alone.',
    effect: 'next training',
    original: false,
  },
  {
    id: 'model.profile',
    label: 'Profile',
    unit: '',
    doc: 'How values become the model’s input: "original" as the original system did, "default" with stale averages left out.',
    effect: 'next training',
    original: false,
  },
  {
    id: 'model.seed',
    label: 'Seed',
    unit: '',
    doc: 'Start of the random numbers: the same seed, data and settings give the same model.',
    effect: 'next training',
    original: false,
  },
  {
    id: 'model.engine',
    label: 'Engine',
    unit: '',
    doc: 'What trains: the fused kernel, tf.js, or tfjs-node where it is installed and works; doctor tells which do.',
    effect: 'next training',
    original: false,
  },
  {
    id: 'server.host',
    label: 'Address',
    unit: '',
    doc: 'Address that nnad serve binds to unless --host says otherwise; beyond 127.0.0.1 it asks for a token.',
    effect: 'next start of the server',
    original: true,
  },
  {
    id: 'server.port',
    label: 'Port',
    unit: '',
    doc: 'Port that nnad serve listens on unless --port says otherwise; 0 takes any free one.',
    effect: 'next start of the server',
    original: true,
  },
  {
    id: 'view.color_scheme',
    label: 'Colour scheme',
    unit: '',
    doc: 'Light, dark, or as this computer has it.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'view.time_zone',
    label: 'Time zone',
    unit: '',
    doc: "Zone in which times are shown and typed: UTC, the NameNode's own, or this computer's.",
    effect: 'at once',
    original: false,
  },
]

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
