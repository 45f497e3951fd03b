// Imports of recorded dumps.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Job } from './jobs.ts'
import { problems } from './problems.ts'
import { EpochMs, limitOf } from './times.ts'

export const ImportSummary = z.object({
  inputs: z.array(z.string()),
  found: z.number().int().meta({ description: 'documents read' }),
  added: z.number().int(),
  duplicates: z.number().int().meta({ description: 'documents that were there already' }),
  rows: z.number().int().meta({ description: 'processed rows made of them; cached repeats make none' }),
  skippedCount: z.number().int(),
  skipped: z
    .array(z.object({ place: z.string(), reason: z.string() }))
    .meta({ description: 'what could not be read, 1000 at most' }),
  timeFrom: z
    .object({ wrapper: z.number(), runtime: z.number(), name: z.number(), file: z.number() })
    .meta({ description: 'where the documents’ times came from' }),
  sources: z.array(z.object({ id: z.number().int(), name: z.string(), nodes: z.array(z.string()) })),
  from: EpochMs.nullable(),
  to: EpochMs.nullable(),
})
export type ImportSummary = z.infer<typeof ImportSummary>

export const Import = z.object({
  id: z.number().int(),
  startedAt: EpochMs,
  finishedAt: EpochMs.nullable().meta({
    description: 'null: running, or ended before its end; what it had read is kept',
  }),
  summary: ImportSummary,
})
export type Import = z.infer<typeof Import>

const upload = oc
  .route({
    method: 'POST',
    path: '/imports/upload',
    tags: ['imports'],
    summary: 'Import an uploaded dump',
    successStatus: 202,
  })
  .input(z.object({ file: z.file() }))
  .errors(problems)
  .output(Job)

const start = oc
  .route({
    method: 'POST',
    path: '/imports',
    tags: ['imports'],
    summary: 'Import files or folders of the server',
    successStatus: 202,
  })
  .input(z.object({ paths: z.array(z.string().min(1)).min(1).max(1000) }))
  .errors(problems)
  .output(Job)

const sample = oc
  .route({
    method: 'POST',
    path: '/imports/sample',
    tags: ['imports'],
    summary: 'Import the sample recording that comes with the product',
    successStatus: 202,
  })
  .errors(problems)
  .output(Job)

const list = oc
  .route({ method: 'GET', path: '/imports', tags: ['imports'], summary: 'Imports, newest first' })
  .input(z.object({ limit: limitOf(1000, 100) }))
  .output(z.array(Import))

export const imports = { upload, start, sample, list }
