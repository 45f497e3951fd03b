// How a watched source stands: its latest row, its open incidents, and each HA state with what judges it.
import type { RoleStatus, SourceStatus } from '../../../src-shared/contract/monitoring.ts'
import { isServing } from '../etl/identity.ts'
import type { Models } from '../model/models.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { countOpen } from '../store/incidents.ts'
import { latestSample } from '../store/samples.ts'
import { listScored } from '../store/scored.ts'
import { type NodeRow, getSource, listNodes } from '../store/sources.ts'

interface Parts {
  readonly db: ReadableDatabase
  readonly models: Pick<Models, 'inUse' | 'rowsFor'>
}

function rolesOf({ db, models }: Parts, sourceId: number, nodes: readonly NodeRow[]): RoleStatus[] {
  const scored = listScored(db, sourceId)
  const served = nodes.map(({ ha_state }) => ha_state).filter(isServing)
  const judged = served.filter((state) => models.inUse(sourceId, state) !== undefined)
  // To count rows takes long: only where a model is waited for.
  const held = judged.length < served.length ? models.rowsFor(sourceId) : []
  const states = new Set<string>([...held, ...scored].map((one) => one.haState)).union(new Set(judged))
  return [...states].flatMap((haState) => {
    const model = models.inUse(sourceId, haState)
    const rows = held.find((one) => one.haState === haState)
    const roleOf = (node: NodeRow | undefined): RoleStatus => {
      const latest = scored.findLast(
        (one) => one.haState === haState && (node === undefined || one.nodeId === node.id),
      )
      return {
        haState,
        node: node?.name ?? rows?.node ?? null,
        modelId: model?.id ?? null,
        threshold: model?.threshold ?? null,
        score: latest?.score ?? null,
        scoredTo: latest?.scoredTo ?? null,
        rowsHeld: rows?.rowsHeld ?? 0,
        rowsNeeded: rows?.rowsNeeded ?? 0,
      }
    }
    const inState = nodes.filter((node) => node.ha_state === haState)
    return inState.length === 0 ? [roleOf(undefined)] : inState.map(roleOf)
  })
}

/** How a source stands at `now` (epoch ms). Throws NOT_FOUND. */
export function sourceStatus(parts: Parts, sourceId: number, now: number): SourceStatus {
  const { db } = parts
  const nodes = listNodes(db, sourceId)
  const lastRow = latestSample(db, sourceId, now) ?? null
  return {
    sourceId,
    name: getSource(db, sourceId).name,
    lastRowAt: lastRow,
    lagMs: lastRow === null ? null : Math.max(0, now - lastRow),
    openIncidents: countOpen(db, sourceId),
    roles: rolesOf(parts, sourceId, nodes),
  }
}
