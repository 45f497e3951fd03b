// Monitoring: what the scheduler does day and night, and how each watched source stands.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { problems } from './problems.ts'
import { EpochMs } from './times.ts'

export const stages = ['collect', 'process', 'score', 'retrain', 'retain'] as const
export type Stage = (typeof stages)[number]

export const StageStatus = z.object({
  stage: z.enum(stages),
  when: z.string().meta({ description: 'for people', examples: ['every 60 s', '0 2 * * * (Europe/Berlin)'] }),
  lastAt: EpochMs.nullable().meta({ description: 'when it last ended' }),
  lastMs: z.number().nullable().meta({ description: 'how long that took' }),
  nextAt: EpochMs.nullable(),
  isRunning: z.boolean(),
  error: z.string().nullable().meta({ description: 'why it last failed; null where it did not' }),
})
export type StageStatus = z.infer<typeof StageStatus>

/** One HA role of a source, for each node that is in it: what it is judged by, and how it looks now. */
export const RoleStatus = z.object({
  haState: z.string(),
  node: z.string().nullable().meta({ description: 'a node in this state at last; null: none is' }),
  modelId: z.string().nullable(),
  threshold: z.number().nullable(),
  score: z.number().nullable().meta({ description: 'of the latest scored window' }),
  scoredTo: EpochMs.nullable(),
  rowsHeld: z
    .number()
    .int()
    .meta({ description: 'rows that a training could use now; 0 where a model is there already' }),
  rowsNeeded: z.number().int().meta({ description: 'rows still missing before a training; 0: enough' }),
})
export type RoleStatus = z.infer<typeof RoleStatus>

export const SourceStatus = z.object({
  sourceId: z.number().int(),
  name: z.string(),
  lastRowAt: EpochMs.nullable(),
  lagMs: z.number().nullable().meta({ description: 'age of the latest processed row; null without rows' }),
  openIncidents: z.number().int(),
  roles: z.array(RoleStatus),
})
export type SourceStatus = z.infer<typeof SourceStatus>

export const DiskStatus = z.object({
  state: z.enum(['ok', 'near', 'full', 'read-only']),
  message: z
    .string()
    .nullable()
    .meta({ description: 'what is wrong and what to do; null while all is well' }),
  bytes: z.number().meta({
    description:
      'what this data folder takes, without the room in its database that is used again before it grows',
  }),
  budgetBytes: z.number(),
  freeBytes: z.number().nullable().meta({ description: 'free on its disk; null where that cannot be asked' }),
  canStore: z.boolean().meta({ description: 'over its budget alone it can: old documents make room' }),
})
export type DiskStatus = z.infer<typeof DiskStatus>

export const Monitoring = z.object({
  state: z
    .enum(['on', 'off', 'elsewhere'])
    .meta({ description: 'elsewhere: another nnad collects into this data folder' }),
  since: EpochMs.nullable(),
  stages: z.array(StageStatus),
  sources: z.array(SourceStatus),
  disk: DiskStatus,
})
export type Monitoring = z.infer<typeof Monitoring>

const get = oc
  .route({
    method: 'GET',
    path: '/monitoring',
    tags: ['monitoring'],
    summary: 'What runs when, and how each source stands',
  })
  .output(Monitoring)

const run = oc
  .route({
    method: 'POST',
    path: '/monitoring/run',
    tags: ['monitoring'],
    summary: 'Run a stage now, out of its turn; answers when it has ended',
  })
  .input(z.object({ stage: z.enum(stages) }))
  .errors(problems)
  .output(Monitoring)

export const monitoring = { get, run }
