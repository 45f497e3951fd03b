// Samples: processed rows, and series reduced for charts.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { metrics } from '../metrics.ts'
import { columns } from '../signals.ts'
import { problems } from './problems.ts'
import { EpochMs, Range, SourceId, TimeInput, limitOf } from './times.ts'

const columnIds = columns.map((column) => column.id)
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
        .union([z.enum(columnIds), z.array(z.enum(columnIds))], {
          error: 'wanted one or several of the metrics and signals',
        })
        .optional()
        .meta({ description: 'one or several metrics or signals; the 28 metrics by default' }),
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

/** A node and a stretch of time; by default the latest source, its busiest node and all there is. */
const NodeRange = z.object({
  source: SourceId.optional(),
  node: z.string().optional(),
  from: TimeInput.optional(),
  to: TimeInput.optional(),
})

const series = oc
  .route({
    method: 'GET',
    path: '/samples/series',
    tags: ['samples'],
    summary: 'Metrics reduced by minimum and maximum to at most 600 values each',
  })
  .input(
    NodeRange.extend({
      points: limitOf(600, 600),
      metric: z
        .union([z.enum(metricIds), z.array(z.enum(metricIds))], {
          error: 'wanted one or several of the 28 metrics',
        })
        .optional()
        .meta({ description: 'one or several metrics; all 28 by default' }),
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

/** What a node's history holds, before anybody looks at values. */
export const History = z.object({
  node: z.string(),
  rows: z.number().int(),
  from: EpochMs.nullable(),
  to: EpochMs.nullable(),
  spacingMs: z
    .number()
    .nullable()
    .meta({ description: 'usual time from row to row; null with less than two' }),
  roles: z.array(Range.extend({ haState: z.string() })).meta({ description: 'stretches of one HA state' }),
  events: z
    .array(Range.extend({ kind: z.enum(['gap', 'restart', 'ha-change', 'version-change']) }))
    .meta({ description: 'breaks, in the order of time: from the last row before to the first row after' }),
})
export type History = z.infer<typeof History>

const history = oc
  .route({
    method: 'GET',
    path: '/samples/history',
    tags: ['samples'],
    summary: "A node's whole history: extent, gaps, restarts, HA roles",
  })
  .input(z.object({ source: SourceId.optional(), node: z.string().optional() }))
  .errors(problems)
  .output(History)

export const Suggestion = Range.extend({
  id: z.string().meta({ examples: ['quietest', 'most-unusual'] }),
  step: z.enum(['baseline', 'suspect']),
  label: z.string().meta({ examples: ['Quietest hour'] }),
  reason: z.string().meta({ description: 'why this stretch, for people' }),
})
export type Suggestion = z.infer<typeof Suggestion>

const suggestions = oc
  .route({
    method: 'GET',
    path: '/samples/suggestions',
    tags: ['samples'],
    summary: 'Stretches that offer themselves as baseline or as suspect window',
  })
  .input(z.object({ source: SourceId.optional(), node: z.string().optional() }))
  .errors(problems)
  .output(z.array(Suggestion))

const Counts = z.record(z.string(), z.number())

const TopOperation = z.object({
  operation: z.string(),
  total: z.number(),
  users: z.array(z.object({ user: z.string(), count: z.number() })).readonly(),
})

const Context = z.object({
  time: EpochMs,
  top: z
    .array(z.object({ windowMs: z.number(), operations: z.array(TopOperation).readonly() }))
    .readonly()
    .meta({ description: 'rolling counts of nntop, the shortest window first' }),
  exceptions: Counts.meta({ description: 'calls that ended in an exception, since the start' }),
  connections: Counts.meta({ description: 'open connections by user' }),
})

const context = oc
  .route({
    method: 'GET',
    path: '/samples/context',
    tags: ['samples'],
    summary: 'Who did what: nntop, exceptions and connections of the first documents of a range',
  })
  .input(NodeRange.extend({ limit: limitOf(600, 60) }))
  .errors(problems)
  .output(z.object({ node: z.string(), contexts: z.array(Context) }))

export const samples = { rows, series, context, history, suggestions }
