// The result of analysing a window: what `nnad analyze --json` prints and every report contains. Versioned.
import { z } from 'zod'
import { causeIds, causeRoles } from '../causes.ts'
import { profiles } from '../profiles.ts'
import { columns } from '../signals.ts'
import { EpochMs, Range } from './times.ts'

/** Raised when a field changes its meaning or goes; new fields do not raise it. 2: causes with structured evidence. */
export const analysisVersion = 2

/** A part of a whole. */
export const Share = z.number().min(0).max(1)

export const ScoredWindow = z.object({
  start: EpochMs.meta({ description: 'time of its first row' }),
  end: EpochMs.meta({ description: 'time of its last row' }),
  score: z.number().min(0).meta({
    description:
      'profile original: mean squared reconstruction error; default: how far its last rows are from what is normal',
  }),
  flagged: z.boolean().meta({ description: 'score above the threshold' }),
})

export const MetricShare = z.object({
  metric: z.string().meta({
    description: 'the attribute’s name: one of the 28, a signal or a rate',
    examples: [columns[0]?.id],
  }),
  contribution: Share.meta({
    description: 'part of the score; those of one incident sum to 1',
  }),
  normal: z
    .tuple([z.number(), z.number()])
    .nullable()
    .meta({ description: '5th and 95th percentile of the baseline; null where it had no value there' }),
  peak: z.number().nullable().meta({
    description: 'highest value, the lowest one where it fell; null where it had none',
  }),
  peakAt: EpochMs.nullable(),
  fell: z.boolean().default(false).meta({ description: 'too low is what is wrong with it' }),
})
export type MetricShare = z.infer<typeof MetricShare>

export const UserShare = z.object({
  user: z.string(),
  operation: z.string().meta({ description: 'the audit log’s name', examples: ['contentSummary'] }),
  share: Share.meta({ description: 'part of the added cost: calls x time, weighted by the lock they hold' }),
  callShare: Share.nullable()
    .default(null)
    .meta({ description: 'part of the added calls; null in reports of version 1' }),
  perSecond: z.number().nullable().default(null).meta({ description: 'calls a second in the incident' }),
  usualPerSecond: z.number().nullable().default(null).meta({ description: 'calls a second in the baseline' }),
})
export type UserShare = z.infer<typeof UserShare>

/** One statement about a cause. Its numbers are in the text, its time is not: that is written in the reader's zone. */
export const Evidence = z.object({
  text: z.string(),
  metric: z.string().nullable().meta({ description: 'id of the column that it is about' }),
  at: EpochMs.nullable(),
})
export type Evidence = z.infer<typeof Evidence>

/** What could not be seen in this dump. */
export const Unmeasured = z.object({
  text: z.string(),
  setting: z
    .string()
    .nullable()
    .meta({
      description: 'what would show it',
      examples: ['dfs.namenode.lock.detailed-metrics.enabled=true'],
    }),
})
export type Unmeasured = z.infer<typeof Unmeasured>

/** One step of a remedy. */
export const Remedy = z.object({
  text: z.string(),
  key: z
    .string()
    .nullable()
    .meta({ description: 'configuration key', examples: ['dfs.namenode.handler.count'] }),
  current: z.string().nullable().meta({ description: 'its value now; null where unknown' }),
  advised: z.string().nullable(),
})
export type Remedy = z.infer<typeof Remedy>

export const Cause = z.object({
  id: z.string().meta({ description: 'stable', examples: [...causeIds] }),
  role: z.enum(causeRoles),
  title: z.string().meta({ description: 'a noun phrase with the culprit in it' }),
  story: z.string().meta({ description: 'what happened, in one or two sentences with figures' }),
  confidence: Share,
  since: EpochMs.meta({ description: 'when its leading signal left its normal' }),
  evidence: z.array(Evidence).meta({ description: 'what speaks for it, the strongest first' }),
  against: z.array(Evidence),
  unmeasured: z.array(Unmeasured),
  checks: z.array(z.string()).meta({ description: 'commands to run next' }),
  remedies: z.array(Remedy),
  reference: z.string().meta({ description: 'where the signature is from' }),
})
export type Cause = z.infer<typeof Cause>

/** How another detector, trained on the same baseline, judges the incident. */
export const Opinion = z.object({
  detector: z.enum(['pca', 'robust-z', 'kolmogorov-smirnov']),
  agrees: z.boolean(),
  ratio: z.number().meta({ description: 'its highest score over its own threshold' }),
  metrics: z.array(z.string()).meta({ description: 'its leading columns, 3 at most' }),
})
export type Opinion = z.infer<typeof Opinion>

/** Names that texts hold, for a redaction to find. */
export const Named = z.object({
  users: z.array(z.string()),
  hosts: z.array(z.string()),
  paths: z.array(z.string()),
})
export type Named = z.infer<typeof Named>

export const Incident = z.object({
  start: EpochMs,
  end: EpochMs,
  peak: z.number().meta({ description: 'highest score of its windows' }),
  severity: z
    .number()
    .min(0)
    .max(100)
    .nullable()
    .default(null)
    .meta({ description: '0 to 100, the same scale on every NameNode; null in the profile original' }),
  metrics: z.array(MetricShare).meta({ description: 'largest contribution first' }),
  users: z.array(UserShare).meta({ description: 'who rose, by added cost' }),
  causes: z.array(Cause).meta({ description: 'causes, then symptoms, then impacts; the likeliest first' }),
  opinions: z.array(Opinion).default([]),
  named: Named.exactOptional().meta({
    description: 'names in the texts of its causes beyond its users; left out where there are none',
  }),
})
export type Incident = z.infer<typeof Incident>

export const ModelSummary = z.object({
  id: z.string(),
  profile: z.enum(profiles),
  engine: z.string(),
  threshold: z.number().meta({ description: 'the one applied: the override where one was given' }),
  modelThreshold: z.number().meta({ description: 'the model’s own' }),
  thresholdPercentile: z.number().nullable().meta({ description: 'null where a budget set it' }),
  falseAlarms: z.number().nullable().default(null).meta({
    description:
      'expected above the model’s threshold in 10,000 healthy rows; null where a percentile set it',
  }),
  spacing: z
    .number()
    .nullable()
    .default(null)
    .meta({ description: 'seconds between two rows of the baseline' }),
  rows: z.number().int(),
  windows: z.number().int(),
  epochs: z.number().int(),
  seed: z.number().int(),
  loss: z.array(z.number()),
  validationLoss: z.array(z.number().nullable()),
  ranges: z.array(Range),
  trainedAt: EpochMs,
})

/** A stretch in which the NameNode was not in its usual service. */
export const StateNote = z.object({
  kind: z.enum(['fresh', 'safe-mode', 'standby', 'observer', 'restart', 'failover', 'warming-up']),
  from: EpochMs,
  to: EpochMs,
  text: z.string(),
})
export type StateNote = z.infer<typeof StateNote>

export const SourceSummary = z.object({
  id: z.number().int(),
  name: z.string(),
  key: z.string(),
  node: z.string(),
  version: z.string().nullable(),
})

export const Analysis = z.object({
  version: z.literal([1, analysisVersion]),
  source: SourceSummary,
  model: ModelSummary,
  window: Range,
  rows: z.number().int(),
  windows: z.array(ScoredWindow).meta({ description: 'in the order of time' }),
  incidents: z.array(Incident).meta({ description: 'the most severe first' }),
  states: z.array(StateNote).default([]).meta({ description: 'in the order of time' }),
  sources: z
    .array(z.string())
    .default([])
    .meta({ description: 'what was looked at besides /jmx: configuration, logs, thread dumps' }),
})
export type Analysis = z.infer<typeof Analysis>

/** The JSON schema of `nnad analyze --json` (draft 2020-12). */
export function analysisSchema(): Record<string, unknown> {
  return { title: 'nnad analysis', ...z.toJSONSchema(Analysis) }
}
