// Imports of recorded dumps.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Job } from './jobs.ts'
import { problems } from './problems.ts'
import { EpochMs, limitOf } from './times.ts'

export const attachmentKinds = ['configuration', 'stacks', 'audit', 'namenode', 'gc'] as const
export type AttachmentKind = (typeof attachmentKinds)[number]

export const Attachment = z
  .object({
    kind: z.enum(attachmentKinds),
    place: z.string().meta({ examples: ['case.zip › hdfs-audit.log.gz'] }),
    source: z.number().int(),
    node: z.string().nullable().meta({ description: 'null: it may be of any node of the source' }),
    count: z.number().int().meta({ description: 'keys of a configuration, thread dumps, lines of a log' }),
    events: z.number().int().meta({ description: 'lock holds, pauses, slow look-ups and journals in a log' }),
    unread: z.number().int().meta({ description: 'lines that could not be read: torn or damaged' }),
    secrets: z.number().int().meta({ description: 'values of a configuration that were left out' }),
    from: EpochMs.nullable(),
    to: EpochMs.nullable(),
    zone: z.string().nullable().meta({ description: 'in which its times were read; null where it has none' }),
    zoneFrom: z.enum(['file', 'node', 'machine']).nullable().meta({
      description: 'what told the zone: its lines, the dump, or nothing but the clock of this machine',
    }),
    known: z.boolean().meta({ description: 'had been imported before; nothing was changed' }),
  })
  .meta({ description: 'a file that is evidence beside the dumps' })
export type Attachment = z.infer<typeof Attachment>

export const ReceivedReport = z
  .object({
    id: z.number().int(),
    title: z.string(),
    place: z.string().meta({ examples: ['nnad-report-12-2026-11-22.nnreport'] }),
    known: z.boolean().meta({ description: 'was here before; nothing was changed' }),
  })
  .meta({ description: 'a report that somebody else made' })
export type ReceivedReport = z.infer<typeof ReceivedReport>

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
  attachments: z
    .array(Attachment)
    .default([])
    .meta({ description: 'configurations, thread dumps and logs that were found with the dumps' }),
  reports: z.array(ReceivedReport).default([]).meta({ description: 'reports that were opened from files' }),
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
  .input(
    z.object({
      paths: z.array(z.string().min(1)).min(1).max(1000),
      source: z
        .number()
        .int()
        .optional()
        .meta({ description: 'whose configuration and logs they are, where no dump beside them says it' }),
    }),
  )
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
