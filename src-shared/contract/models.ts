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
  engineReason: z.string().nullable().meta({
    description: 'why it was not the engine of the setting model.engine; null where it was, or is not known',
  }),
  haState: z.string().nullable().meta({
    description: 'state of the rows it learned, and judges; null where it was not kept (older models)',
  }),
  current: z.boolean().meta({ description: 'the one in use for its source and state' }),
  refused: z.string().nullable().meta({
    description: 'why a retraining did not put it into use; null where it did, or a person trained it',
  }),
  draft: z.boolean().meta({
    description: 'kept only until the next training of the source, unless a report uses it',
  }),
  latentDim: z.number().int().meta({ description: 'LSTM units of the middle' }),
  hiddenDim: z
    .number()
    .int()
    .meta({ description: 'LSTM units of a second layer on each side; 0: there is none, as in the original' }),
  threshold: z.number(),
  rows: z.number().int(),
  windows: z.number().int(),
  epochs: z.number().int(),
  loss: z.array(z.number()).meta({ description: 'mean training loss of each epoch' }),
  validationLoss: z.array(z.number().nullable()),
  ranges: z.array(Range).meta({ description: 'the stretches learned' }),
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
      rows_needed: z.number().int().meta({
        description:
          'rows still missing before a training can begin, by itself where the rule rolls (an hour of them); 0: enough',
      }),
    }),
  )

/** Stretches of a baseline that are not to be learned. */
const LeaveOut = z
  .array(z.object({ from: TimeInput, to: TimeInput }))
  .max(100)
  .meta({ description: 'stretches between from_ts and to_ts that are not learned' })

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
        leave_out: LeaveOut.optional(),
        draft: z
          .boolean()
          .optional()
          .meta({ description: 'kept only until the next training of the source, unless a report uses it' }),
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

/** Stretches of a baseline that do not look like the rest of it, by models that never saw them. */
export const BaselineCheck = z.object({
  node: z.string(),
  windows: z.number().int(),
  parts: z.number().int().meta({ description: 'the baseline was cut into so many; each was left out once' }),
  typical: z.number().meta({ description: 'median score of the left-out windows' }),
  stretches: z
    .array(
      Range.extend({
        ratio: z.number().meta({ description: 'its peak score over the typical one' }),
        metrics: z.array(z.string()).meta({ description: 'ids of at most 3, the most telling first' }),
      }),
    )
    .meta({ description: 'at most 5, the strongest first' }),
})
export type BaselineCheck = z.infer<typeof BaselineCheck>

const check = oc
  .route({
    method: 'POST',
    path: '/baseline/check',
    tags: ['models'],
    summary: 'Stretches of a baseline that do not look like the rest, by cross-validation',
  })
  .input(
    z.object({
      source: SourceId.optional(),
      node: z.string().optional(),
      profile: z.enum(profiles).optional(),
      from_ts: TimeInput,
      to_ts: TimeInput,
      leave_out: LeaveOut.optional(),
    }),
  )
  .errors(problems)
  .output(BaselineCheck)

/** How a training goes, or lately went. */
export const TrainingLosses = z.object({
  epochs: z.number().int().meta({ description: 'so many there are to be' }),
  epoch: z.array(z.number().int()).meta({
    description: 'from 1 on; 200 at most, evenly chosen, the first and the latest among them',
  }),
  loss: z.array(z.number()).meta({ description: 'mean training loss of each' }),
  validationLoss: z.array(z.number().nullable()),
})
export type TrainingLosses = z.infer<typeof TrainingLosses>

const losses = oc
  .route({
    method: 'GET',
    path: '/jobs/{id}/losses',
    tags: ['jobs'],
    summary: 'Losses so far of a training that runs or ended lately',
  })
  .input(z.object({ id: z.string() }))
  .errors(problems)
  .output(TrainingLosses)

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
  .route({
    method: 'GET',
    path: '/models',
    tags: ['models'],
    summary: 'Trained models: the one trained or put into use last comes first, refused ones last',
  })
  .input(z.object({ source: SourceId.optional() }))
  .errors(problems)
  .output(z.array(Model))

const use = oc
  .route({
    method: 'POST',
    path: '/models/{id}/use',
    tags: ['models'],
    summary: 'Put an earlier model back into use for its source and state',
  })
  .input(z.object({ id: z.string() }))
  .errors(problems)
  .output(Model)

export const models = { status, train, list, use, verdict, check, losses, scores }
