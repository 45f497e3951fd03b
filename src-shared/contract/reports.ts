// Reports: made from a suspected window, saved complete in themselves.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Analysis, Incident, MetricShare, Share } from './analysis.ts'
import { Job } from './jobs.ts'
import { problems } from './problems.ts'
import { EpochMs, SourceId, TimeInput, limitOf } from './times.ts'

const SourceHere = z
  .number()
  .int()
  .nullable()
  .meta({ description: 'the source here that it is of; null where its data are not here' })
const ReceivedAt = EpochMs.nullable().meta({
  description: 'when it was opened from a file that others made; null where it was made here',
})

export const ReportHead = z.object({
  id: z.number().int(),
  sourceId: SourceHere,
  title: z.string(),
  createdAt: EpochMs,
  from: EpochMs,
  to: EpochMs,
  incidents: z.number().int(),
  note: z.string(),
  sourceName: z.string(),
  leading: z.string().nullable().meta({ description: 'metric with the largest part in the worst incident' }),
  receivedAt: ReceivedAt,
})
export type ReportHead = z.infer<typeof ReportHead>

const ReportId = z.object({ id: z.coerce.number().int() })
const Title = z.string().trim().min(1).max(200)
const Note = z.string().trim().max(10_000)

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

/** A report with what people added to it. */
export const SavedReport = Report.extend({
  id: z.number().int(),
  note: z.string(),
  sourceId: SourceHere,
  receivedAt: ReceivedAt,
})
export type SavedReport = z.infer<typeof SavedReport>

/** A suspected window. */
const Suspect = z.object({
  source: SourceId.optional(),
  node: z.string().optional(),
  from: TimeInput,
  to: TimeInput,
  thresholdOverride: z.number().positive().optional(),
})

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

/** Starts an analysis as a job whose result is the saved report. */
const start = oc
  .route({
    method: 'POST',
    path: '/reports',
    tags: ['reports'],
    summary: 'Analyse a window as a job',
    successStatus: 202,
  })
  .input(Suspect)
  .errors(problems)
  .output(Job)

/** What a report would say, without making one: for looking at while a window or a threshold is being chosen. */
export const Preview = z.object({
  model: z.string(),
  node: z.string(),
  modelThreshold: z.number(),
  threshold: z.number().meta({ description: 'the one applied' }),
  rows: z.number().int(),
  windows: z.number().int(),
  flagged: z.number().int().meta({ description: 'windows above the threshold' }),
  incidentCount: z.number().int(),
  incidents: z
    .array(Incident)
    .meta({ description: 'the highest peaks, 5 at most, with their 5 leading metrics' }),
  effects: z
    .array(z.object({ threshold: z.number(), flagged: z.number().int(), incidents: z.number().int() }))
    .meta({ description: 'what other thresholds would flag, rising' }),
})
export type Preview = z.infer<typeof Preview>

const preview = oc
  .route({
    method: 'GET',
    path: '/preview',
    tags: ['reports'],
    summary: 'What a report on a window would find, at a threshold and at others',
  })
  .input(
    z.object({
      source: SourceId.optional(),
      node: z.string().optional(),
      from: TimeInput,
      to: TimeInput,
      threshold: z.coerce.number().positive().optional(),
    }),
  )
  .errors(problems)
  .output(Preview)

const list = oc
  .route({ method: 'GET', path: '/reports', tags: ['reports'], summary: 'Saved reports, newest first' })
  .input(z.object({ limit: limitOf(1000, 100) }))
  .output(z.array(ReportHead))

const get = oc
  .route({ method: 'GET', path: '/reports/{id}', tags: ['reports'], summary: 'One report with its data' })
  .input(ReportId)
  .errors(problems)
  .output(SavedReport)

const update = oc
  .route({
    method: 'PATCH',
    path: '/reports/{id}',
    tags: ['reports'],
    summary: 'Rename or annotate a report',
  })
  .input(ReportId.extend({ title: Title.optional(), note: Note.optional() }))
  .errors(problems)
  .output(ReportHead)

const remove = oc
  .route({
    method: 'DELETE',
    path: '/reports/{id}',
    tags: ['reports'],
    summary: 'Delete a report; for a week it can be restored',
  })
  .input(ReportId)
  .errors(problems)
  .output(z.object({ deleted: z.number().int() }))

const restore = oc
  .route({
    method: 'POST',
    path: '/reports/{id}/restore',
    tags: ['reports'],
    summary: 'Undo the deletion of a report',
  })
  .input(ReportId)
  .errors(problems)
  .output(ReportHead)

/** One side of a comparison of a metric: its values over the report's window. */
const Level = z.object({ median: z.number(), peak: z.number() })
const Change = z.enum(['rose', 'fell', 'same', 'appeared', 'vanished'])

export const Comparison = z.object({
  left: ReportHead,
  right: ReportHead,
  metrics: z
    .array(
      z.object({
        metric: z.string(),
        left: Level.nullable().meta({ description: 'null where it had no value' }),
        right: Level.nullable(),
        change: Change,
        factor: z
          .number()
          .nullable()
          .meta({ description: 'right peak by left peak; null where one is 0 or missing' }),
      }),
    )
    .meta({ description: 'the largest change first' }),
  flagged: z
    .object({ left: Share, right: Share })
    .meta({ description: 'part of the windows above the threshold' }),
  leading: z
    .array(z.object({ metric: z.string(), left: Share, right: Share, change: Change }))
    .meta({ description: "parts in all incidents' error, the largest change first" }),
  causes: z.array(z.object({ id: z.string(), title: z.string(), left: Share, right: Share, change: Change })),
  users: z.array(
    z.object({ user: z.string(), operation: z.string(), left: Share, right: Share, change: Change }),
  ),
})
export type Comparison = z.infer<typeof Comparison>

const compare = oc
  .route({
    method: 'GET',
    path: '/comparison',
    tags: ['reports'],
    summary: 'Two reports side by side: what rose, what fell from left to right',
  })
  .input(z.object({ left: z.coerce.number().int(), right: z.coerce.number().int() }))
  .errors(problems)
  .output(Comparison)

export const exportFormats = ['json', 'csv', 'html', 'pdf', 'nnreport'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Sheets that a report is printed on. */
export const papers = ['a4', 'letter'] as const
export type Paper = (typeof papers)[number]

/** What can be replaced by names that mean nothing outside the report. */
export const redactionKinds = ['hosts', 'users', 'paths'] as const
export type RedactionKind = (typeof redactionKinds)[number]

const Redact = z
  .string()
  .max(60)
  .meta({
    description:
      'kinds with a comma between: hosts, users, paths; each name of them is replaced by one of its own',
    examples: ['hosts,users'],
  })

/** What stands for a name in a redacted report. */
export const Replacement = z.object({
  kind: z.enum(redactionKinds),
  from: z.string(),
  to: z.string().meta({ examples: ['host-1', 'user-1', '/path-1'] }),
  count: z.number().int().meta({ description: 'places in the report' }),
})
export type Replacement = z.infer<typeof Replacement>

const redaction = oc
  .route({
    method: 'GET',
    path: '/reports/{id}/redaction',
    tags: ['reports'],
    summary: 'What an export with the same redaction would replace by what',
  })
  .input(ReportId.extend({ redact: Redact }))
  .errors(problems)
  .output(z.object({ replacements: z.array(Replacement).meta({ description: 'hosts, users, paths' }) }))

const exportFile = oc
  .route({
    method: 'GET',
    path: '/reports/{id}/export',
    tags: ['reports'],
    summary:
      'A report as a file: JSON, CSV of its rows, one self-contained HTML page, PDF, or for another nnad',
  })
  .input(
    ReportId.extend({
      format: z.enum(exportFormats),
      zone: z
        .string()
        .max(64)
        .optional()
        .meta({ description: 'IANA zone of the times in print; UTC by default' }),
      paper: z
        .enum(papers)
        .optional()
        .meta({ description: 'sheet of the PDF; by default as report.paper says' }),
      redact: Redact.optional(),
    }),
  )
  .errors(problems)
  .output(z.file())

export const reports = {
  make,
  start,
  preview,
  list,
  get,
  update,
  remove,
  restore,
  compare,
  redaction,
  export: exportFile,
}
