// Anomaly events that analyses have found and kept.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { problems } from './problems.ts'
import { EpochMs, SourceId, TimeInput, limitOf } from './times.ts'

/** The original's call. */
const anomalies = oc
  .route({
    method: 'GET',
    path: '/anomalies',
    tags: ['original'],
    summary: 'Kept anomaly events, newest first',
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
          report_id: z.number().int(),
        }),
      ),
    }),
  )

export const incidents = { anomalies }
