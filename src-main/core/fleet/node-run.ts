// One NameNode of a fleet run: fetched, judged, and dropped again where its data are not to be kept.
import { setImmediate as breathe } from 'node:timers/promises'
import type { FleetRow } from '../../../src-shared/contract/fleets.ts'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import { type FleetPlan, putFleetRow } from '../store/fleets.ts'
import { forgetNode, isOnlyFetched, nodeNamed } from '../store/forget-node.ts'
import { fetchRanges, neededRanges } from './fetching.ts'
import type { FleetParts } from './fleet-parts.ts'
import { judge } from './judge.ts'

/** A NameNode of a run as nobody has looked at it yet. */
export function untouchedRow(instance: string, cluster: string | null): FleetRow {
  return {
    instance,
    cluster,
    step: 'waiting',
    error: null,
    sourceId: null,
    node: null,
    finding: null,
    warnings: [],
    documents: 0,
    requests: 0,
    tookMs: null,
    reportId: null,
  }
}

/** No other NameNode will do better: without these nothing can be stored. */
const hopeless: readonly string[] = ['DISK_FULL', 'READ_ONLY']

export interface NodeTask {
  readonly fleet: number
  readonly plan: FleetPlan
  readonly row: FleetRow
  /** ms between scrapes. */
  readonly interval: number
}

/**
 * Works at one NameNode, each step noted; what failed of it is in its row. Throws CANCELLED after an abort (the row waits
 * again), and what no other NameNode would be spared.
 */
export async function runNode(parts: FleetParts, task: NodeTask, signal: AbortSignal): Promise<void> {
  const { db, host } = parts
  const began = host.clock.now()
  let row = untouchedRow(task.row.instance, task.row.cluster)
  const note = (change: Partial<FleetRow>): void => {
    row = { ...row, ...change }
    putFleetRow(db, task.fleet, row)
  }
  try {
    await judged(parts, task, signal, note)
    note({ step: 'done' })
  } catch (error) {
    if (signal.aborted) {
      note({ step: 'waiting' })
      throw error
    }
    const code = error instanceof DeclaredError ? error.code : 'INTERNAL'
    if (code === 'INTERNAL') host.log(`The NameNode ${row.instance} of a fleet could not be judged`, error)
    note({ step: 'failed', error: { code, message: errorText(error) } })
    if (hopeless.includes(code)) throw error
  } finally {
    note({ tookMs: host.clock.now() - began })
    const isToGo = !task.plan.keepData && !signal.aborted
    if (isToGo && (await dropIfNew(parts, task.plan, row))) note({ sourceId: null })
  }
}

async function judged(
  parts: FleetParts,
  { plan, row: { instance }, interval }: NodeTask,
  signal: AbortSignal,
  note: (change: Partial<FleetRow>) => void,
): Promise<void> {
  const { host, settings } = parts
  const values = settings.all()
  note({ step: 'fetching' })
  const ranges = neededRanges(plan, interval, values['model.sequence_length'])
  const { warnings, ...fetched } = await fetchRanges(parts, plan, instance, ranges, signal)
  note({ ...fetched, warnings: [...warnings], step: 'training' })
  const { sourceId, node } = fetched
  const finding = await judge({
    ...{ host, settings: values, sourceId, node, signal },
    baseline: plan.ranges,
    window: plan.window,
    onTrained: () => note({ step: 'scoring' }),
  })
  note({ finding })
}

/** Forgets a node that came after the run was asked, of which nothing is here but what was fetched; says whether it did. */
async function dropIfNew(
  { db }: FleetParts,
  plan: FleetPlan,
  { sourceId, node }: FleetRow,
): Promise<boolean> {
  const nodeId = sourceId === null || node === null ? undefined : nodeNamed(db, sourceId, node)
  if (nodeId === undefined || nodeId <= plan.lastNode || !isOnlyFetched(db, nodeId)) return false
  const parts = forgetNode(db, nodeId)
  while (parts.next().done !== true) await breathe()
  return true
}
