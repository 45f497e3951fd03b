// A run over its NameNodes: looks them up, works at two at a time, and goes on where an earlier one was stopped.
import type { FleetRow } from '../../../src-shared/contract/fleets.ts'
import { DeclaredError, cancelled } from '../../../src-shared/errors.ts'
import type { JobContext } from '../jobs.ts'
import { type FleetPlan, listFleetRows, putFleetRow } from '../store/fleets.ts'
import type { FleetParts } from './fleet-parts.ts'
import { type NodeTask, runNode, untouchedRow } from './node-run.ts'

/** While one is fetched another is trained; what is in memory is bounded by it. */
const atOnce = 2

/** A NameNode that an engine has no longer is asked for at this interval, ms: its fetch tells what is wrong. */
const usualInterval = 60_000

/** Rows for NameNodes that a run has none for yet. Throws NO_DATA where it comes to none at all. */
function addRows(
  { db }: FleetParts,
  fleet: number,
  { instances, engine }: FleetPlan,
  clusters: ReadonlyMap<string, string | null>,
): readonly FleetRow[] {
  const known = new Set(listFleetRows(db, fleet).map(({ instance }) => instance))
  const wanted = known.size > 0 ? [] : (instances ?? [...clusters.keys()])
  if (wanted.length === 0 && known.size === 0) {
    throw new DeclaredError(
      'NO_DATA',
      `${engine} has no series of a NameNode: look at what it has with "nnad engine namenodes".`,
    )
  }
  db.transaction(() => {
    for (const instance of new Set(wanted))
      putFleetRow(db, fleet, untouchedRow(instance, clusters.get(instance) ?? null))
  })
  return listFleetRows(db, fleet)
}

/** Does the tasks, some at once. The first failure is thrown once those under way have ended; no other is begun. */
async function pooled(
  tasks: readonly NodeTask[],
  work: (task: NodeTask) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const waiting = tasks.values()
  let isOver = false
  const worker = async (): Promise<void> => {
    for (const task of waiting) {
      if (isOver || signal.aborted) return
      try {
        await work(task)
      } catch (error) {
        isOver = true
        throw error
      }
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, worker))
  const failed = ends.find((end) => end.status === 'rejected')
  if (signal.aborted) throw cancelled('The fleet run')
  if (failed !== undefined) throw failed.reason
}

/**
 * Judges all NameNodes of a run that were not judged yet. A NameNode that cannot be judged is a row with its reason. Throws
 * CANCELLED, NO_DATA (no NameNodes), and as Engines.namenodes does.
 */
export async function runFleet(
  parts: FleetParts,
  fleet: number,
  plan: FleetPlan,
  { signal, progress }: JobContext,
): Promise<void> {
  const found = await parts.histories.namenodes(plan.engineId, signal)
  const intervals = new Map(found.map(({ instance, scrapeInterval }) => [instance, scrapeInterval]))
  const clusters = new Map(found.map(({ instance, cluster }) => [instance, cluster]))
  const rows = addRows(parts, fleet, plan, clusters)
  const tasks = rows
    .filter(({ step }) => step !== 'done')
    .map((row) => ({ fleet, plan, row, interval: intervals.get(row.instance) ?? usualInterval }))
  let done = rows.length - tasks.length
  const tell = (): void => progress({ done, total: rows.length, unit: 'NameNodes' })
  tell()
  await pooled(
    tasks,
    async (task) => {
      await runNode(parts, task, signal)
      done += 1
      tell()
    },
    signal,
  )
}
