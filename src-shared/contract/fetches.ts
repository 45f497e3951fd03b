// Fetches: what an engine has of its NameNodes, rebuilt as documents and stored like imported ones.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Job } from './jobs.ts'
import { problems } from './problems.ts'
import { EpochMs, Range, TimeInput, limitOf } from './times.ts'

/** What was fetched of one NameNode. */
export const FetchedNode = z.object({
  instance: z.string().meta({ description: 'value of the label instance' }),
  sourceId: z.number().int().nullable().meta({ description: 'where it is; null: the engine had nothing' }),
  node: z.string().nullable().meta({ description: 'the node of that source' }),
  documents: z.number().int().meta({ description: 'rebuilt and added: one per scrape' }),
  already: z.number().int().meta({ description: 'documents of the range that were there before' }),
  gaps: z.number().int().meta({ description: 'stretches of the range without scrapes' }),
  requests: z.number().int().meta({ description: 'to the engine, repeated ones included' }),
  warnings: z.array(z.string()).meta({ description: 'of the server, and what was left out and why' }),
})
export type FetchedNode = z.infer<typeof FetchedNode>

export const FetchSummary = z.object({ nodes: z.array(FetchedNode) })
export type FetchSummary = z.infer<typeof FetchSummary>

/** One fetch that has ended well. */
export const Fetch = z.object({
  id: z.string().meta({ description: 'its job' }),
  engineId: z.number().int(),
  range: Range,
  finishedAt: EpochMs,
  summary: FetchSummary,
})
export type Fetch = z.infer<typeof Fetch>

const EngineId = z.coerce.number().int().positive()

/** Least time between documents, ms. */
const leastStep = 1000

const fetch = oc
  .route({
    method: 'POST',
    path: '/engines/{id}/fetch',
    tags: ['engines'],
    summary: 'Fetch a range of NameNodes out of an engine, as a job; what is here already is not asked for',
    successStatus: 202,
  })
  .input(
    z.object({
      id: EngineId,
      instances: z
        .array(z.string().min(1).max(500))
        .min(1)
        .max(10_000)
        .optional()
        .meta({ description: 'values of the label instance; by default all that are found' }),
      from: TimeInput,
      to: TimeInput,
      step: z
        .number()
        .int()
        .min(leastStep)
        .max(86_400_000)
        .optional()
        .meta({ description: 'ms between documents; by default every scrape' }),
    }),
  )
  .errors(problems)
  .output(Job)

const fetches = oc
  .route({
    method: 'GET',
    path: '/engines/{id}/fetches',
    tags: ['engines'],
    summary: 'What fetches brought since the start, newest first',
  })
  .input(z.object({ id: EngineId, limit: limitOf(200, 20) }))
  .output(z.array(Fetch))

/** Routes of an engine. */
export const fetchRoutes = { fetch, fetches }
