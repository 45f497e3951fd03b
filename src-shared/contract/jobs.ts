// Jobs: long work with progress, cancel and an outcome that can be asked for later.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { errorKinds, type ErrorCode } from '../errors.ts'
import { problems } from './problems.ts'
import { EpochMs, Range, limitOf } from './times.ts'

export const jobKinds = ['import', 'train', 'analyze', 'check', 'fetch', 'fleet'] as const

export const JobProgress = z.object({
  done: z.number(),
  total: z.number().meta({ description: '0 while it is not known' }),
  unit: z.string().meta({ examples: ['bytes', 'epochs', 'windows', 'parts'] }),
  rate: z.number().nullable().meta({ description: 'units a second since it began; null while not known' }),
  remainingMs: z.number().nullable().meta({ description: 'estimate, ms; null while not known' }),
})
export type JobProgress = z.infer<typeof JobProgress>

export const Job = z.object({
  id: z.string(),
  kind: z.enum(jobKinds),
  subject: z.string().meta({ description: 'what it works on: names of files, or of a source' }),
  sourceId: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'the source that it works on; null for an import and a fetch' }),
  range: Range.nullable().meta({ description: 'the stretch of time it works on' }),
  quiet: z.boolean().meta({
    description: 'started by the product on its own, a draft training or a check: no message when it ends',
  }),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  progress: JobProgress.nullable(),
  createdAt: EpochMs,
  finishedAt: EpochMs.nullable(),
  error: z
    .object({ code: z.enum([...(Object.keys(errorKinds) as ErrorCode[]), 'INTERNAL']), message: z.string() })
    .nullable(),
  result: z
    .object({ kind: z.enum(['import', 'model', 'report', 'fetch', 'fleet']), id: z.string() })
    .nullable()
    .meta({ description: 'what it made; null for a check, which makes nothing that stays' }),
})
export type Job = z.infer<typeof Job>

const list = oc
  .route({ method: 'GET', path: '/jobs', tags: ['jobs'], summary: 'Jobs since the start, newest first' })
  .input(z.object({ limit: limitOf(200, 200) }))
  .output(z.array(Job))

const get = oc
  .route({ method: 'GET', path: '/jobs/{id}', tags: ['jobs'], summary: 'One job' })
  .input(z.object({ id: z.string() }))
  .errors(problems)
  .output(Job)

const cancel = oc
  .route({ method: 'DELETE', path: '/jobs/{id}', tags: ['jobs'], summary: 'Cancel a job' })
  .input(z.object({ id: z.string() }))
  .errors(problems)
  .output(Job)

export const jobs = { list, get, cancel }
