// Fleet runs: all NameNodes of an engine, each judged over the same window by a baseline of its own.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Job } from './jobs.ts'
import { problems } from './problems.ts'
import { EpochMs, Range, TimeInput, limitOf } from './times.ts'

/** What each NameNode's model learns, told by the window that is judged. */
export const FleetBaseline = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('same-hours-last-week') }).meta({
    description:
      'the window a week before (as many weeks as it is long); one of less than 6 hours with as much around it as makes 6',
  }),
  z.object({
    kind: z.literal('hours-before'),
    hours: z.number().int().min(1).max(2160).meta({ description: 'ending where the window begins' }),
  }),
  z.object({ kind: z.literal('range'), from: TimeInput, to: TimeInput }),
])
export type FleetBaseline = z.infer<typeof FleetBaseline>

/** `interrupted`: the process was killed. One that was cancelled, interrupted or has failed can be resumed, and one of whose NameNodes some have failed. */
export const fleetStates = ['waiting', 'running', 'done', 'cancelled', 'interrupted', 'failed'] as const
export type FleetState = (typeof fleetStates)[number]

/** What is being done with a NameNode, or was. */
const fleetSteps = ['waiting', 'fetching', 'training', 'scoring', 'done', 'failed'] as const

/** The worst incident that was found at a NameNode. */
const FleetIncident = z.object({
  start: EpochMs,
  end: EpochMs,
  leading: z.string().nullable().meta({ description: 'id of the column with the largest part' }),
  cause: z.string().nullable().meta({ description: 'id of the likeliest cause; null where no rule speaks' }),
  title: z.string().nullable().meta({ description: 'what happened, in a line' }),
  user: z.string().nullable().meta({ description: 'who rose most' }),
})

/** What was found at a NameNode. */
export const FleetFinding = z.object({
  severity: z.number().min(0).max(100).nullable().meta({
    description: 'of its worst incident; 0: there is none; null in the profile original',
  }),
  incidents: z.number().int(),
  worst: FleetIncident.nullable(),
  peak: z.number().meta({ description: 'highest score of a window' }),
  threshold: z.number(),
  windows: z.number().int(),
  flagged: z.number().int().meta({ description: 'windows above the threshold' }),
  rows: z.number().int().meta({ description: 'in the window' }),
  baselineRows: z.number().int().meta({ description: 'that the model learned' }),
  haState: z.string().nullable().meta({ description: 'state of the rows that were learned' }),
})
export type FleetFinding = z.infer<typeof FleetFinding>

/** One NameNode of a run. */
export const FleetRow = z.object({
  instance: z.string().meta({ description: 'value of the label instance' }),
  cluster: z.string().nullable(),
  step: z.enum(fleetSteps),
  error: z
    .object({ code: z.string(), message: z.string() })
    .nullable()
    .meta({ description: 'why it could not be judged' }),
  sourceId: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'the source that its data are kept as; null where none are' }),
  node: z.string().nullable().meta({ description: 'the node of the source' }),
  finding: FleetFinding.nullable().meta({ description: 'null until it is done, and where it failed' }),
  warnings: z.array(z.string()).meta({ description: 'of the engine, and of the fetch' }),
  documents: z.number().int().meta({ description: 'rebuilt from series by this run' }),
  requests: z.number().int().meta({ description: 'to the engine' }),
  tookMs: z.number().nullable(),
  reportId: z.number().int().nullable().meta({ description: 'the report that was made of it last' }),
})
export type FleetRow = z.infer<typeof FleetRow>

export const FleetHead = z.object({
  id: z.number().int(),
  engineId: z.number().int(),
  engine: z.string().meta({ description: 'its name' }),
  window: Range,
  baseline: FleetBaseline,
  ranges: z.array(Range).meta({ description: 'what the rule comes to' }),
  keepData: z.boolean().meta({ description: 'what was fetched stays after a NameNode is judged' }),
  state: z.enum(fleetStates),
  error: z.string().nullable().meta({ description: 'why the run as a whole failed' }),
  job: z.string().nullable().meta({ description: 'the job under way; null where none is, here' }),
  createdAt: EpochMs,
  finishedAt: EpochMs.nullable(),
  nodes: z.number().int().meta({ description: '0 until they were looked up' }),
  done: z.number().int().meta({ description: 'judged' }),
  failed: z.number().int(),
  withIncidents: z.number().int().meta({ description: 'NameNodes with an incident' }),
})
export type FleetHead = z.infer<typeof FleetHead>

/** A run with its NameNodes: the most severe first, then those not judged yet, failed ones last. */
export const Fleet = FleetHead.extend({ rows: z.array(FleetRow) })
export type Fleet = z.infer<typeof Fleet>

const FleetId = z.object({ id: z.coerce.number().int().positive() })

const start = oc
  .route({
    method: 'POST',
    path: '/fleets',
    tags: ['fleets'],
    summary: 'Judge all NameNodes of an engine over a window, as a job',
    successStatus: 202,
  })
  .input(
    z.object({
      engine: z.number().int().positive().meta({ description: 'id of the engine' }),
      instances: z
        .array(z.string().min(1).max(500))
        .min(1)
        .max(10_000)
        .optional()
        .meta({ description: 'values of the label instance; by default all that are found' }),
      from: TimeInput,
      to: TimeInput,
      baseline: FleetBaseline.default({ kind: 'same-hours-last-week' }),
      keepData: z.boolean().default(true).meta({
        description: 'false: what the run fetched of a NameNode that was not here before is removed after',
      }),
    }),
  )
  .errors(problems)
  .output(FleetHead)

const list = oc
  .route({ method: 'GET', path: '/fleets', tags: ['fleets'], summary: 'Fleet runs, newest first' })
  .input(z.object({ limit: limitOf(1000, 100) }))
  .output(z.array(FleetHead))

const get = oc
  .route({ method: 'GET', path: '/fleets/{id}', tags: ['fleets'], summary: 'One run, the most severe first' })
  .input(FleetId)
  .errors(problems)
  .output(Fleet)

const resume = oc
  .route({
    method: 'POST',
    path: '/fleets/{id}/resume',
    tags: ['fleets'],
    summary: 'Go on with a run that was stopped: NameNodes that were judged stay as they are',
    successStatus: 202,
  })
  .input(FleetId)
  .errors(problems)
  .output(FleetHead)

const remove = oc
  .route({
    method: 'DELETE',
    path: '/fleets/{id}',
    tags: ['fleets'],
    summary: 'Delete the results of a run; what was fetched and its reports stay',
  })
  .input(FleetId)
  .errors(problems)
  .output(z.object({ deleted: z.number().int() }))

/** The job's result is the saved report. */
const report = oc
  .route({
    method: 'POST',
    path: '/fleets/{id}/reports',
    tags: ['fleets'],
    summary: "Make a report of a run's NameNode, as a job",
    successStatus: 202,
  })
  .input(FleetId.extend({ instance: z.string().min(1).max(500) }))
  .errors(problems)
  .output(Job)

export const fleets = { start, list, get, resume, remove, report }
