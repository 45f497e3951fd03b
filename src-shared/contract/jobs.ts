// Jobs: long work with progress, cancel and an outcome that can be asked for later.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { errorKinds, type ErrorCode } from '../errors.ts'
import { problems } from './problems.ts'
import { EpochMs } from './times.ts'

export const jobKinds = ['import', 'train', 'analyze'] as const

export const JobProgress = z.object({
  done: z.number(),
  total: z.number().meta({ description: '0 while it is not known' }),
  unit: z.string().meta({ examples: ['bytes', 'epochs', 'windows'] }),
})
export type JobProgress = z.infer<typeof JobProgress>

export const Job = z.object({
  id: z.string(),
  kind: z.enum(jobKinds),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  progress: JobProgress.nullable(),
  createdAt: EpochMs,
  finishedAt: EpochMs.nullable(),
  error: z
    .object({ code: z.enum([...(Object.keys(errorKinds) as ErrorCode[]), 'INTERNAL']), message: z.string() })
    .nullable(),
  result: z
    .object({ kind: z.enum(['import', 'model', 'report']), id: z.string() })
    .nullable()
    .meta({ description: 'what it made' }),
})
export type Job = z.infer<typeof Job>

const list = oc
  .route({ method: 'GET', path: '/jobs', tags: ['jobs'], summary: 'Jobs since the start, newest first' })
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
