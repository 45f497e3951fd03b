// Reports: made from a suspected window, saved complete in themselves.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Analysis, MetricShare } from './analysis.ts'
import { problems } from './problems.ts'
import { EpochMs, SourceId, TimeInput, limitOf } from './times.ts'

export const ReportHead = z.object({
  id: z.number().int(),
  sourceId: z.number().int(),
  title: z.string(),
  createdAt: EpochMs,
  from: EpochMs,
  to: EpochMs,
  incidents: z.number().int(),
})

/** Values of the 28 over the window: a low and a high per point, equal where a point is one sample. */
export const ReportSeries = z.object({
  pointMs: z.number().meta({ description: 'width of a point, ms; 0 where every point is one sample' }),
  times: z.array(EpochMs),
  metrics: z.record(
    z.string(),
    z.object({ low: z.array(z.number().nullable()), high: z.array(z.number().nullable()) }),
  ),
})

/** A flagged window with its root cause. */
export const Anomaly = z.object({
  start: EpochMs,
  end: EpochMs,
  score: z.number(),
  metrics: z.array(MetricShare),
})

export const reportVersion = 1

export const Report = z.object({
  reportVersion: z.literal(reportVersion),
  title: z.string(),
  createdAt: EpochMs,
  zone: z.string().meta({ description: 'zone of the machine that made it' }),
  analysis: Analysis,
  anomalies: z.array(Anomaly).meta({ description: 'flagged windows, highest score first, 1000 at most' }),
  series: ReportSeries,
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  versions: z.object({ nnad: z.string(), node: z.string(), engine: z.string(), schema: z.number() }),
})
export type Report = z.infer<typeof Report>

const RootCause = z.object({
  metric: z.string(),
  contribution: z.number(),
  normal: z.array(z.number()).nullable(),
  actual: z.number().nullable(),
  actual_at: EpochMs.nullable(),
})

/** The original's call. */
const make = oc
  .route({ method: 'POST', path: '/report', tags: ['original'], summary: 'Analyse a window and report' })
  .input(
    z.object({
      from_ts: TimeInput,
      to_ts: TimeInput,
      threshold_override: z.number().positive().optional(),
      source: SourceId.optional(),
      node: z.string().optional(),
    }),
  )
  .errors(problems)
  .output(
    z.object({
      report_id: z.number().int(),
      threshold: z.number(),
      windows: z.array(z.object({ timestamp: EpochMs, score: z.number(), is_anomaly: z.boolean() })),
      metrics: z.record(z.string(), z.array(z.tuple([EpochMs, z.number().nullable()]))),
      anomalies: z.array(
        z.object({
          timestamp: EpochMs,
          score: z.number(),
          top_metric: z.string(),
          root_cause: z.array(RootCause),
        }),
      ),
      links: z.object({ html: z.string().nullable(), pdf: z.string().nullable(), json: z.string() }),
    }),
  )

const list = oc
  .route({ method: 'GET', path: '/reports', tags: ['reports'], summary: 'Saved reports, newest first' })
  .input(z.object({ limit: limitOf(1000, 100) }))
  .output(z.array(ReportHead))

const get = oc
  .route({ method: 'GET', path: '/reports/{id}', tags: ['reports'], summary: 'One report with its data' })
  .input(z.object({ id: z.coerce.number().int() }))
  .errors(problems)
  .output(Report)

const remove = oc
  .route({ method: 'DELETE', path: '/reports/{id}', tags: ['reports'], summary: 'Delete a report' })
  .input(z.object({ id: z.coerce.number().int() }))
  .errors(problems)
  .output(z.object({ deleted: z.number().int() }))

export const reports = { make, list, get, remove }
