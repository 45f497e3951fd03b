// Incidents that monitoring found and keeps, and the original's call for anomaly events.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Incident } from './analysis.ts'
import { problems } from './problems.ts'
import { EpochMs, SourceId, TimeInput, limitOf } from './times.ts'

/** What a person decided an incident to be: `normal` feeds the next baseline, `real` never does. */
export const verdicts = ['normal', 'real'] as const

export const IncidentHead = z.object({
  id: z.number().int(),
  sourceId: z.number().int(),
  source: z.string(),
  node: z.string(),
  haState: z.string(),
  modelId: z.string(),
  state: z.enum(['open', 'closed']),
  start: EpochMs.meta({ description: 'first bad row' }),
  end: EpochMs.meta({ description: 'last bad row so far' }),
  openedAt: EpochMs.meta({ description: 'when it was found' }),
  updatedAt: EpochMs,
  closedAt: EpochMs.nullable(),
  windows: z.number().int().meta({ description: 'flagged windows' }),
  peak: z.number(),
  threshold: z.number(),
  severity: z.number().min(0).max(100).nullable(),
  leading: z.string().nullable().meta({ description: 'metric with the largest part' }),
  cause: z.string().nullable().meta({ description: 'id of the likeliest cause; null where no rule speaks' }),
  title: z.string().meta({ description: 'what happened, in a line' }),
  user: z.string().nullable().meta({ description: 'who rose most' }),
  acknowledgedAt: EpochMs.nullable(),
  mutedUntil: EpochMs.nullable().meta({
    description: 'until then nobody is told of it, nor of others of its source with the same cause',
  }),
  note: z.string(),
  verdict: z.enum(verdicts).nullable(),
})
export type IncidentHead = z.infer<typeof IncidentHead>

/** An incident with what is known of it. */
export const KeptIncident = IncidentHead.extend({ incident: Incident })
export type KeptIncident = z.infer<typeof KeptIncident>

const IncidentId = z.coerce.number().int().positive()

const list = oc
  .route({
    method: 'GET',
    path: '/incidents',
    tags: ['incidents'],
    summary: 'Kept incidents, open ones first, then newest first',
  })
  .input(
    z.object({
      source: SourceId.optional(),
      state: z.enum(['open', 'closed']).optional(),
      from: TimeInput.optional(),
      to: TimeInput.optional(),
      limit: limitOf(1000, 200),
    }),
  )
  .errors(problems)
  .output(z.array(IncidentHead))

const get = oc
  .route({
    method: 'GET',
    path: '/incidents/{id}',
    tags: ['incidents'],
    summary: 'One incident with its causes and evidence',
  })
  .input(z.object({ id: IncidentId }))
  .errors(problems)
  .output(KeptIncident)

const update = oc
  .route({
    method: 'PATCH',
    path: '/incidents/{id}',
    tags: ['incidents'],
    summary: 'Acknowledge, mute, annotate an incident, or say whether it is normal or real',
  })
  .input(
    z.object({
      id: IncidentId,
      acknowledged: z.boolean().optional(),
      mutedUntil: TimeInput.nullable().optional(),
      note: z.string().max(10_000).optional(),
      verdict: z.enum(verdicts).nullable().optional(),
    }),
  )
  .errors(problems)
  .output(IncidentHead)

/** The original's call. */
const anomalies = oc
  .route({
    method: 'GET',
    path: '/anomalies',
    tags: ['original'],
    summary: 'Kept anomaly events (flagged windows, of monitoring and of reports), newest first',
  })
  .input(
    z.object({
      from_ts: TimeInput.optional(),
      to_ts: TimeInput.optional(),
      limit: limitOf(10_000, 1000),
      source: SourceId.optional(),
    }),
  )
  .errors(problems)
  .output(
    z.object({
      anomalies: z.array(
        z.object({
          timestamp: EpochMs,
          score: z.number(),
          threshold: z.number(),
          top_metric: z.string(),
          report_id: z
            .number()
            .int()
            .nullable()
            .meta({ description: 'the report that found it; null: monitoring' }),
          incident_id: z
            .number()
            .int()
            .nullable()
            .meta({ description: 'the kept incident that it belongs to' }),
        }),
      ),
    }),
  )

export const incidents = { list, get, update, anomalies }
