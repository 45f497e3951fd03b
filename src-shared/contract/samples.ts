// Samples: processed rows, and series reduced for charts.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { metrics } from '../metrics.ts'
import { problems } from './problems.ts'
import { EpochMs, SourceId, TimeInput, limitOf } from './times.ts'

const metricIds = metrics.map((metric) => metric.id)

/** The original's call. */
const rows = oc
  .route({
    method: 'GET',
    path: '/metrics',
    tags: ['original'],
    summary: 'Processed rows, the latest ones of a range',
  })
  .input(
    z.object({
      from_ts: TimeInput.optional(),
      to_ts: TimeInput.optional(),
      metric: z
        .union([z.enum(metricIds), z.array(z.enum(metricIds))], {
          error: 'wanted one or several of the 28 metrics',
        })
        .optional()
        .meta({ description: 'one or several; all 28 by default' }),
      limit: limitOf(10_000, 1000),
      source: SourceId.optional(),
      node: z.string().optional(),
    }),
  )
  .errors(problems)
  .output(
    z.object({
      rows: z.array(z.object({ timestamp: EpochMs }).catchall(z.number().nullable())),
    }),
  )

const series = oc
  .route({
    method: 'GET',
    path: '/samples/series',
    tags: ['samples'],
    summary: 'Metrics reduced by minimum and maximum to at most 600 values each',
  })
  .input(
    z.object({
      source: SourceId.optional(),
      node: z.string().optional(),
      from: TimeInput.optional(),
      to: TimeInput.optional(),
      points: limitOf(600, 600),
    }),
  )
  .errors(problems)
  .output(
    z.object({
      node: z.string(),
      pointMs: z.number(),
      times: z.array(EpochMs),
      metrics: z.record(
        z.string(),
        z.object({ low: z.array(z.number().nullable()), high: z.array(z.number().nullable()) }),
      ),
    }),
  )

export const samples = { rows, series }
