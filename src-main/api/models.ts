// Models over the contract, the original's two calls among them.
import type { Model } from '../../src-shared/contract/models.ts'
import { formatLocal, hullOf } from '../../src-shared/time.ts'
import type { Services } from '../core/services.ts'
import { api } from './declared-errors.ts'
import { outcomeOf } from './waiting.ts'

interface Baseline {
  readonly rows_used: number
  readonly epochs_run: number
  readonly threshold: number
  /** `YYYY-MM-DD HH:MM:SS` in this machine's zone. */
  readonly baseline_from: string
  readonly baseline_to: string
}

function baselineOf({ rows, epochs, threshold, ranges }: Model): Baseline {
  const { from, to } = hullOf(ranges)
  return {
    rows_used: rows,
    epochs_run: epochs,
    threshold,
    baseline_from: formatLocal(from),
    baseline_to: formatLocal(to),
  }
}

const nothing = {
  rows_used: null,
  epochs_run: null,
  threshold: null,
  baseline_from: null,
  baseline_to: null,
  trained_at: null,
}

function statusOf({ sources, models, settings }: Services, given: number | undefined) {
  const source = given === undefined ? sources.latest() : sources.choose(given, 'a model')
  const model = source === undefined ? undefined : models.list(source)[0]
  // Of what serves, where there is some of it: a standby is trained beside it.
  const roles = source === undefined || model !== undefined ? [] : models.rowsFor(source)
  const missing = roles.find(({ haState }) => haState === 'active') ?? roles[0]
  const least = model === undefined ? settings.all()['model.sequence_length'] : 0
  const rowsNeeded = { rows_needed: missing?.rowsNeeded ?? least }
  const facts =
    model === undefined ? nothing : { ...baselineOf(model), trained_at: formatLocal(model.createdAt) }
  if (source !== undefined && models.isTraining(source)) {
    return { state: 'training' as const, ...facts, ...rowsNeeded }
  }
  return { state: model === undefined ? ('untrained' as const) : ('ready' as const), ...facts, ...rowsNeeded }
}

/** Whether the caller would rather have a job than wait (RFC 7240 `Prefer: respond-async`). */
function prefersJob(prefer: string | undefined): boolean {
  return (prefer ?? '').split(/[,;]/).some((wish) => wish.trim().toLowerCase() === 'respond-async')
}

export const models = {
  status: api.models.status.handler(({ context, input }) => statusOf(context.services, input.source)),
  train: api.models.train.handler(async ({ context, input, signal }) => {
    const { models, jobs } = context.services
    const { from_ts: from, to_ts: to, leave_out: leaveOut, draft, profile, source, node } = input.body
    const started = models.train({ source, node, ranges: [{ from, to }], leaveOut, draft, profile })
    if (prefersJob(input.headers?.prefer)) {
      const location = `/api/jobs/${started.id}`
      return { status: 202 as const, headers: { location }, body: jobs.get(started.id) }
    }
    const model = await outcomeOf(jobs, started, signal)
    return { status: 200 as const, body: { status: 'trained' as const, ...baselineOf(model) } }
  }),
  use: api.models.use.handler(({ context, input }) => context.services.models.use(input.id)),
  verdict: api.models.verdict.handler(({ context, input: { source, node, from, to } }) => {
    const { samples, settings } = context.services
    const sequenceLength = settings.all()['model.sequence_length']
    return samples.verdict({ source, node, range: { from, to }, sequenceLength })
  }),
  check: api.models.check.handler(({ context, input, signal }) => {
    const { models, jobs } = context.services
    const { from_ts: from, to_ts: to, leave_out: leaveOut, profile, source, node } = input
    const started = models.check({ source, node, ranges: [{ from, to }], leaveOut, profile })
    return outcomeOf(jobs, started, signal)
  }),
  losses: api.models.losses.handler(({ context, input }) => context.services.models.losses(input.id)),
  scores: api.models.scores.handler(({ context, input }) => {
    const { source, node, model, from, to, points } = input
    return context.services.previews.scores({ source, node, model, from, to, points })
  }),
  list: api.models.list.handler(({ context, input }) => context.services.models.list(input.source)),
}
