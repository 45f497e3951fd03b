// A report on one NameNode of a run, by the same steps on the same data.
import type { JobContext } from '../jobs.ts'
import type { MadeReport } from '../report/reports.ts'
import { type FleetPlan, getFleet, getFleetRow, putFleetRow } from '../store/fleets.ts'
import { fetchRanges, neededRanges } from './fetching.ts'
import type { FleetParts } from './fleet-parts.ts'
import { innerJob } from './inner-job.ts'

/** The NameNode's data: those kept, else fetched anew. */
async function dataOf(
  parts: FleetParts,
  fleet: number,
  plan: FleetPlan,
  instance: string,
  signal: AbortSignal,
): Promise<{ readonly source: number; readonly node: string }> {
  const { sourceId, node } = getFleetRow(parts.db, fleet, instance)
  if (plan.keepData && sourceId !== null && node !== null) return { source: sourceId, node }
  const found = await parts.histories.namenodes(plan.engineId, signal)
  const interval = found.find((one) => one.instance === instance)?.scrapeInterval ?? 0
  const length = parts.settings.all()['model.sequence_length']
  const fetched = await fetchRanges(parts, plan, instance, neededRanges(plan, interval, length), signal)
  return { source: fetched.sourceId, node: fetched.node }
}

/** Trains a draft, analyses the window with it, notes the report in the run's row. Throws as those do. */
export async function makeReport(
  parts: FleetParts,
  fleet: number,
  instance: string,
  { signal, progress }: JobContext,
): Promise<MadeReport> {
  const { db, jobs, models, reports } = parts
  const { plan } = getFleet(db, fleet)
  const steps = ['fetch', 'training', 'analysis'] as const
  const tell = (step: (typeof steps)[number]): void =>
    progress({ done: steps.indexOf(step), total: steps.length, unit: 'steps' })
  tell('fetch')
  const { source, node } = await dataOf(parts, fleet, plan, instance, signal)
  tell('training')
  const training = models.train({ source, node, ranges: plan.ranges, profile: undefined, draft: true })
  const model = await innerJob(jobs, training, signal)
  tell('analysis')
  const analysis = reports.analyze({
    ...{ source, node, window: plan.window, model: model.id },
    thresholdOverride: undefined,
  })
  const made = await innerJob(jobs, analysis, signal)
  putFleetRow(db, fleet, { ...getFleetRow(db, fleet, instance), reportId: made.id })
  return made
}
