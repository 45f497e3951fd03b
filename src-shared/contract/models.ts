// Models: training on a baseline, and what is trained.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { profiles } from '../profiles.ts'
import { Job } from './jobs.ts'
import { problems } from './problems.ts'
import { EpochMs, Range, SourceId, TimeInput, limitOf } from './times.ts'

export const Model = z.object({
  id: z.string(),
  sourceId: z.number().int(),
  createdAt: EpochMs,
  node: z.string(),
  profile: z.enum(profiles),
  engine: z.string(),
  threshold: z.number(),
  rows: z.number().int(),
  windows: z.number().int(),
  epochs: z.number().int(),
  loss: z.array(z.number()).meta({ description: 'mean training loss of each epoch' }),
  validationLoss: z.array(z.number().nullable()),
  ranges: z.array(Range),
})
export type Model = z.infer<typeof Model>

/** The original's call. Times in `YYYY-MM-DD HH:MM:SS` of the server's zone, as it had them. */
const status = oc
  .route({ method: 'GET', path: '/model/status', tags: ['original'], summary: 'State of the model' })
  .input(z.object({ source: SourceId.optional() }))
  .errors(problems)
  .output(
    z.object({
      state: z.enum(['untrained', 'training', 'ready']),
      threshold: z.number().nullable(),
      baseline_from: z.string().nullable(),
      baseline_to: z.string().nullable(),
      rows_used: z.number().int().nullable(),
      epochs_run: z.number().int().nullable(),
      trained_at: z.string().nullable(),
      rows_needed: z.number().int(),
    }),
  )

const Trained = z.object({
  status: z.literal('trained'),
  rows_used: z.number().int(),
  epochs_run: z.number().int(),
  threshold: z.number(),
  baseline_from: z.string(),
  baseline_to: z.string(),
})

/** The original's call; with the header `Prefer: respond-async` it answers 202 with a job at once. */
const train = oc
  .route({
    method: 'POST',
    path: '/model/train',
    tags: ['original'],
    summary: 'Train the model on a baseline',
    inputStructure: 'detailed',
    outputStructure: 'detailed',
  })
  .input(
    z.object({
      headers: z
        .object({
          prefer: z.string().optional().meta({ description: 'respond-async: 202 with a job at once' }),
        })
        .loose()
        .optional(),
      body: z.object({
        from_ts: TimeInput,
        to_ts: TimeInput,
        profile: z.enum(profiles).optional(),
        source: SourceId.optional(),
        node: z.string().optional(),
      }),
    }),
  )
  .errors(problems)
  .output(
    z.union([
      z.object({ status: z.literal(200), body: Trained }),
      z.object({ status: z.literal(202), headers: z.object({ location: z.string() }), body: Job }),
    ]),
  )

/** What is to be known of a stretch before a model learns it as normal. */
export const BaselineVerdict = z.object({
  node: z.string(),
  rows: z.number().int(),
  windows: z.number().int().meta({ description: 'unbroken windows of model.sequence_length rows' }),
  rowsNeeded: z.number().int(),
  level: z.enum(['good', 'fair', 'unusable']),
  findings: z.array(
    z.object({
      kind: z.enum(['short', 'gap', 'restart', 'ha-change', 'version-change', 'unusual']),
      level: z.enum(['fair', 'unusable']),
      text: z.string().meta({ description: 'without times: those are in from and to' }),
      from: EpochMs.nullable(),
      to: EpochMs.nullable(),
    }),
  ),
})
export type BaselineVerdict = z.infer<typeof BaselineVerdict>

const verdict = oc
  .route({
    method: 'GET',
    path: '/baseline',
    tags: ['models'],
    summary: 'Whether a stretch makes a good baseline, and why not',
  })
  .input(
    z.object({ source: SourceId.optional(), node: z.string().optional(), from: TimeInput, to: TimeInput }),
  )
  .errors(problems)
  .output(BaselineVerdict)

/** Scores over a long stretch, for looking at; reports score every window. */
export const ScoreSeries = z.object({
  model: z.string(),
  node: z.string(),
  threshold: z.number().meta({ description: "the model's own" }),
  every: z.number().int().meta({ description: 'so many rows from one scored window to the next' }),
  times: z
    .array(EpochMs)
    .meta({ description: 'time of the last row of each window, or of the highest one of a point' }),
  scores: z.array(z.number()).meta({ description: 'highest score of each point' }),
})
export type ScoreSeries = z.infer<typeof ScoreSeries>

const scores = oc
  .route({
    method: 'GET',
    path: '/models/scores',
    tags: ['models'],
    summary: "Scores of a source's history by its latest model, at most 600",
  })
  .input(
    z.object({
      source: SourceId.optional(),
      node: z.string().optional(),
      model: z.string().optional(),
      from: TimeInput.optional(),
      to: TimeInput.optional(),
      points: limitOf(600, 600),
    }),
  )
  .errors(problems)
  .output(ScoreSeries)

const list = oc
  .route({ method: 'GET', path: '/models', tags: ['models'], summary: 'Trained models, newest first' })
  .input(z.object({ source: SourceId.optional() }))
  .errors(problems)
  .output(z.array(Model))

export const models = { status, train, list, verdict, scores }
