// The result of analysing a window: what `nnad analyze --json` prints and every report contains. Versioned.
import { z } from 'zod'
import { profiles } from '../profiles.ts'
import { columns } from '../signals.ts'
import { EpochMs, Range } from './times.ts'

/** Raised when a field changes its meaning or goes; new fields do not raise it. */
export const analysisVersion = 1

/** Stable ids of causes. Empty until the rule catalogue of diagnosis fills it. */
const causeIds: readonly string[] = []

/** A part of a whole. */
export const Share = z.number().min(0).max(1)

export const ScoredWindow = z.object({
  start: EpochMs.meta({ description: 'time of its first row' }),
  end: EpochMs.meta({ description: 'time of its last row' }),
  score: z.number().min(0).meta({ description: 'mean squared reconstruction error' }),
  flagged: z.boolean().meta({ description: 'score above the threshold' }),
})

export const MetricShare = z.object({
  metric: z.string().meta({
    description: 'the attribute’s name: one of the 28, a signal or a rate',
    examples: [columns[0]?.id],
  }),
  contribution: Share.meta({
    description: 'part of the reconstruction error; those of one incident sum to 1',
  }),
  normal: z
    .tuple([z.number(), z.number()])
    .nullable()
    .meta({ description: '5th and 95th percentile of the baseline; null where it had no value there' }),
  peak: z.number().nullable().meta({ description: 'highest value; null where it had none' }),
  peakAt: EpochMs.nullable(),
})

export const UserShare = z.object({
  user: z.string(),
  operation: z.string().meta({ description: 'the audit log’s name', examples: ['contentSummary'] }),
  share: Share.meta({ description: 'part of the added lock cost' }),
})

export const Cause = z.object({
  id: z
    .string()
    .meta({ description: 'stable; all there are stand in the examples', examples: [...causeIds] }),
  title: z.string(),
  confidence: Share,
  evidence: z.array(z.string()),
  remedy: z.string(),
})

export const Incident = z.object({
  start: EpochMs,
  end: EpochMs,
  peak: z.number().meta({ description: 'highest score of its windows' }),
  metrics: z.array(MetricShare).meta({ description: 'largest contribution first' }),
  users: z.array(UserShare),
  causes: z.array(Cause),
})
export type Incident = z.infer<typeof Incident>

export const ModelSummary = z.object({
  id: z.string(),
  profile: z.enum(profiles),
  engine: z.string(),
  threshold: z.number().meta({ description: 'the one applied: the override where one was given' }),
  modelThreshold: z.number().meta({ description: 'the model’s own: percentile of the baseline’s scores' }),
  thresholdPercentile: z.number(),
  rows: z.number().int(),
  windows: z.number().int(),
  epochs: z.number().int(),
  seed: z.number().int(),
  loss: z.array(z.number()),
  validationLoss: z.array(z.number().nullable()),
  ranges: z.array(Range),
  trainedAt: EpochMs,
})

export const SourceSummary = z.object({
  id: z.number().int(),
  name: z.string(),
  key: z.string(),
  node: z.string(),
  version: z.string().nullable(),
})

export const Analysis = z.object({
  version: z.literal(analysisVersion),
  source: SourceSummary,
  model: ModelSummary,
  window: Range,
  rows: z.number().int(),
  windows: z.array(ScoredWindow).meta({ description: 'in the order of time' }),
  incidents: z.array(Incident).meta({ description: 'highest peak first' }),
})
export type Analysis = z.infer<typeof Analysis>

/** The JSON schema of `nnad analyze --json` (draft 2020-12). */
export function analysisSchema(): Record<string, unknown> {
  return { title: 'nnad analysis', ...z.toJSONSchema(Analysis) }
}
