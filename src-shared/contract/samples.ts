// Samples: processed rows, and series reduced for charts.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { columns } from '../signals.ts'
import { problems } from './problems.ts'
import { EpochMs, SourceId, TimeInput, limitOf } from './times.ts'

const columnIds = columns.map((column) => column.id)

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
  .input(NodeRange.extend({ points: limitOf(600, 600) }))
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

export const samples = { rows, series, context }
