// Settings by the original's names, with its defaults.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { profiles } from '../profiles.ts'
import { feedWanted, isFeedAddress } from '../update-feed.ts'
import { isWriteAddress, writeAddressWanted } from '../write-address.ts'
import { problems } from './problems.ts'

/** Five fields of a cron expression; the scheduler says which of them it cannot read. */
const Cron = z.string().trim().max(200)

const kinds = {
  'namenode.jmx_url': z.string().max(2000),
  'namenode.poll_interval_seconds': z.number().min(0.01).max(3600),
  'scheduler.process_interval_seconds': z.number().min(0.05).max(3600),
  'scheduler.inference_interval_minutes': z.number().min(0.001).max(1440),
  'scheduler.retrain_cron': Cron,
  'scheduler.zone': z.string().max(64),
  'retention.document_days': z.number().min(0.01).max(3650),
  'retention.full_sample_days': z.number().min(0.01).max(3650),
  'retention.sample_days': z.number().min(0.01).max(36_500),
  'retention.disk_gb': z.number().min(0.05).max(100_000),
  'notify.desktop': z.boolean(),
  'notify.webhook': z.enum(['off', 'json', 'slack', 'pagerduty']),
  'notify.mail_to': z.string().max(1000),
  'notify.mail_from': z.string().max(320),
  'notify.smtp_host': z.string().max(253),
  'notify.smtp_port': z.number().int().min(1).max(65_535),
  'notify.smtp_security': z.enum(['starttls', 'tls', 'none']),
  'notify.smtp_user': z.string().max(320),
  'notify.min_severity': z.number().min(0).max(100),
  'notify.rate_per_hour': z.number().int().min(1).max(1000),
  'remote_write.url': z
    .string()
    .max(2000)
    .refine((text) => text === '' || isWriteAddress(text), `Wanted ${writeAddressWanted}; empty: none.`),
  'remote_write.auth': z.enum(['none', 'basic', 'bearer']),
  'remote_write.user': z.string().max(320),
  'remote_write.tenant': z
    .string()
    .max(150)
    .refine(
      (text) => /^[\w!.*'()|-]*$/.test(text),
      "Wanted letters, digits and any of !-_.*'()|; empty: none.",
    ),
  'remote_write.interval_seconds': z.number().min(1).max(240),
  'remote_write.instance': z.string().max(253),
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
  'report.paper': z.enum(['auto', 'a4', 'letter']),
  'desktop.on_close': z.enum(['ask', 'keep', 'quit']),
  'update.feed': z
    .string()
    .max(2000)
    .refine((text) => text === '' || isFeedAddress(text), `Wanted ${feedWanted}; empty: none.`),
}

/** One setting each; what a value may be, and what it is when nobody said otherwise. */
export const Settings = z.object({
  'namenode.jmx_url': kinds['namenode.jmx_url'].default(''),
  'namenode.poll_interval_seconds': kinds['namenode.poll_interval_seconds'].default(10),
  'scheduler.process_interval_seconds': kinds['scheduler.process_interval_seconds'].default(60),
  'scheduler.inference_interval_minutes': kinds['scheduler.inference_interval_minutes'].default(5),
  'scheduler.retrain_cron': kinds['scheduler.retrain_cron'].default('0 2 * * *'),
  'scheduler.zone': kinds['scheduler.zone'].default(''),
  'retention.document_days': kinds['retention.document_days'].default(7),
  'retention.full_sample_days': kinds['retention.full_sample_days'].default(30),
  'retention.sample_days': kinds['retention.sample_days'].default(400),
  'retention.disk_gb': kinds['retention.disk_gb'].default(20),
  'notify.desktop': kinds['notify.desktop'].default(true),
  'notify.webhook': kinds['notify.webhook'].default('off'),
  'notify.mail_to': kinds['notify.mail_to'].default(''),
  'notify.mail_from': kinds['notify.mail_from'].default(''),
  'notify.smtp_host': kinds['notify.smtp_host'].default(''),
  'notify.smtp_port': kinds['notify.smtp_port'].default(587),
  'notify.smtp_security': kinds['notify.smtp_security'].default('starttls'),
  'notify.smtp_user': kinds['notify.smtp_user'].default(''),
  'notify.min_severity': kinds['notify.min_severity'].default(0),
  'notify.rate_per_hour': kinds['notify.rate_per_hour'].default(20),
  'remote_write.url': kinds['remote_write.url'].default(''),
  'remote_write.auth': kinds['remote_write.auth'].default('none'),
  'remote_write.user': kinds['remote_write.user'].default(''),
  'remote_write.tenant': kinds['remote_write.tenant'].default(''),
  'remote_write.interval_seconds': kinds['remote_write.interval_seconds'].default(60),
  'remote_write.instance': kinds['remote_write.instance'].default(''),
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
  'report.paper': kinds['report.paper'].default('auto'),
  'desktop.on_close': kinds['desktop.on_close'].default('ask'),
  'update.feed': kinds['update.feed'].default(''),
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
  readonly effect: 'next training' | 'next start of the server' | 'next start of monitoring' | 'at once'
  /** Whether the original system had it, under the same name. */
  readonly original: boolean
}

/** One row per setting, in the order in which people read them. */
export const settingTable: readonly SettingRow[] = [
  {
    id: 'namenode.jmx_url',
    label: 'NameNode',
    unit: '',
    doc: 'Address of a NameNode to watch, as the original had it; more of them, and HA pairs, are added under NameNodes. Empty: none.',
    effect: 'next start of monitoring',
    original: true,
  },
  {
    id: 'namenode.poll_interval_seconds',
    label: 'Collect every',
    unit: 's',
    doc: 'Time between two polls of a NameNode. Its metrics are new every 10 s: polling faster mostly repeats them.',
    effect: 'at once',
    original: true,
  },
  {
    id: 'scheduler.process_interval_seconds',
    label: 'Process every',
    unit: 's',
    doc: 'How often what was collected becomes rows that charts and models read.',
    effect: 'at once',
    original: true,
  },
  {
    id: 'scheduler.inference_interval_minutes',
    label: 'Score every',
    unit: 'min',
    doc: 'How often new rows are scored; an incident is told after this time and that of processing at the latest.',
    effect: 'at once',
    original: true,
  },
  {
    id: 'scheduler.retrain_cron',
    label: 'Retrain at',
    unit: 'cron',
    doc: 'When models are trained again: minute, hour, day of month, month, day of week. Empty: never.',
    effect: 'at once',
    original: true,
  },
  {
    id: 'scheduler.zone',
    label: 'Zone of that time',
    unit: '',
    doc: "IANA zone of the retraining's time, for example Europe/Berlin. Empty: this computer's.",
    effect: 'at once',
    original: false,
  },
  {
    id: 'retention.document_days',
    label: 'Keep raw documents',
    unit: 'days',
    doc: 'After that those that were collected go, the rows out of them stay; what was imported is never removed.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'retention.full_sample_days',
    label: 'Keep every row',
    unit: 'days',
    doc: "After that, and once their documents are gone, a minute's rows become one: their mean, with minimum and maximum of the 28 metrics beside it. Fixed baselines stay as they are.",
    effect: 'at once',
    original: false,
  },
  {
    id: 'retention.sample_days',
    label: 'Keep rows',
    unit: 'days',
    doc: 'After that they go, once their documents are gone; fixed baselines, incidents and reports stay for ever.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'retention.disk_gb',
    label: 'Disk budget',
    unit: 'GB',
    doc: 'What the data folder may take; from 80 % on it warns, at 100 % collected documents go before their time, the oldest first.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'notify.desktop',
    label: 'On the desktop',
    unit: '',
    doc: 'A notification by the desktop app when an incident opens, gets worse or closes.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'notify.webhook',
    label: 'By webhook',
    unit: '',
    doc: 'Body of the message: plain JSON, or as Slack or PagerDuty takes it. The address is the secret webhook-url, the PagerDuty key pagerduty-key, which goes to events.pagerduty.com, or where that address is another one of PagerDuty, there.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'notify.mail_to',
    label: 'By mail to',
    unit: '',
    doc: 'Addresses, with commas between them. Empty: no mail.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'notify.mail_from',
    label: 'Mail from',
    unit: '',
    doc: "Sender's address.",
    effect: 'at once',
    original: false,
  },
  {
    id: 'notify.smtp_host',
    label: 'Mail server',
    unit: '',
    doc: 'Host that takes the mail (SMTP). With another host, port, encryption or user the kept password is forgotten.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'notify.smtp_port',
    label: 'Mail port',
    unit: '',
    doc: 'Usually 587 with STARTTLS, 465 with TLS, 25 between servers.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'notify.smtp_security',
    label: 'Mail encryption',
    unit: '',
    doc: 'With STARTTLS begun in the clear, then encrypted or refused; with TLS encrypted from the start; with none in the clear, password included.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'notify.smtp_user',
    label: 'Mail user',
    unit: '',
    doc: 'Log-in of the mail server; its password is the secret smtp-password. Empty: none.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'notify.min_severity',
    label: 'From severity',
    unit: '',
    doc: 'Incidents below it are kept but nobody is told; 0 tells all.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'notify.rate_per_hour',
    label: 'At most',
    unit: 'an hour',
    doc: 'Notifications by each channel; what is beyond is listed as withheld.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'remote_write.url',
    label: 'Remote write to',
    unit: '',
    doc: "Address that takes Prometheus' remote write (1.0), for example http://prometheus:9090/api/v1/write; it gets what /metrics shows. With another address, log-in or user the kept secret is forgotten. Empty: none.",
    effect: 'at once',
    original: false,
  },
  {
    id: 'remote_write.auth',
    label: 'Log in there',
    unit: '',
    doc: 'How nnad logs in there: not at all, by user and password, or by a token; password or token are the secret remote-write.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'remote_write.user',
    label: 'Remote write user',
    unit: '',
    doc: 'User of the log-in by password.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'remote_write.tenant',
    label: 'Tenant',
    unit: '',
    doc: 'Sent as X-Scope-OrgID, which Mimir and Cortex tell tenants by. Empty: none.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'remote_write.interval_seconds',
    label: 'Remote write every',
    unit: 's',
    doc: 'How often all numbers are written; Prometheus forgets one after five minutes.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'remote_write.instance',
    label: 'Instance',
    unit: '',
    doc: "Label instance of what is written. Empty: this computer's name.",
    effect: 'at once',
    original: false,
  },
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
  {
    id: 'report.paper',
    label: 'Paper',
    unit: '',
    doc: 'Paper of reports as PDF: A4, US Letter, or what is usual where this computer is.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'desktop.on_close',
    label: 'Closing the window',
    unit: '',
    doc: 'While NameNodes are watched: ask, keep watching with an icon beside the clock, or quit nnad.',
    effect: 'at once',
    original: false,
  },
  {
    id: 'update.feed',
    label: 'Update feed',
    unit: '',
    doc: 'Address (https) that is asked for new versions of nnad, after its start and once a day; what is found is told, and downloaded only when you say so. Whoever runs it decides what gets installed. Empty: none, and nothing is asked.',
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

/** What says that a file is one of settings. */
export const settingsFormat = 'nnad-settings'
/** Of the file's form, not of nnad. */
export const settingsVersion = 1

/** The body of an exported file. Secrets are none of the settings. */
export const SettingsFile = z.object({
  format: z.literal(settingsFormat),
  version: z.literal(settingsVersion),
  nnad: z.string().meta({ description: 'version of nnad that wrote it' }),
  settings: Settings,
})
export type SettingsFile = z.infer<typeof SettingsFile>

/** A file as it comes: the core tells all that is wrong with it at once, in words. Settings that it leaves out stay as they are. */
export const GivenSettings = z.object({
  format: z.string().max(100).default(''),
  version: z.number().default(0),
  settings: z.record(z.string().max(200), z.unknown()).default({}),
})
export type GivenSettings = z.infer<typeof GivenSettings>

const Value = z.union([z.string(), z.number(), z.boolean()])

/** What an import changes. */
export const SettingsImport = z.object({
  changes: z
    .array(z.object({ id: Settings.keyof(), before: Value, after: Value }))
    .meta({ description: 'in the order of all settings; none where everything was so already' }),
  before: SettingChanges.meta({ description: 'what PATCH /settings takes to undo it' }),
  forgets: z.array(z.string()).meta({
    description:
      'secrets that are forgotten, since they would go elsewhere; undoing does not bring them back',
  }),
})
export type SettingsImport = z.infer<typeof SettingsImport>

const exportFile = oc
  .route({
    method: 'GET',
    path: '/settings/export',
    tags: ['settings'],
    summary: 'All settings as a file, without secrets',
  })
  .output(z.file())

const preview = oc
  .route({
    method: 'POST',
    path: '/settings/import/preview',
    tags: ['settings'],
    summary: 'What an import of the same file would change',
  })
  .input(GivenSettings)
  .errors(problems)
  .output(SettingsImport)

const importFile = oc
  .route({
    method: 'POST',
    path: '/settings/import',
    tags: ['settings'],
    summary: 'Take the settings of an exported file, all or none of them',
  })
  .input(GivenSettings)
  .errors(problems)
  .output(SettingsImport)

export const settings = { get, update, export: exportFile, preview, import: importFile }
