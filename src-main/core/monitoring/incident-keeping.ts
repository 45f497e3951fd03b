// What a look found becomes kept incidents: one for one stretch, opened, continued, closed.
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import type { IncidentHead } from '../../../src-shared/contract/incidents.ts'
import type { WritableDatabase } from '../store/database.ts'
import {
  closeIncident,
  continueIncident,
  getIncident,
  incidentHead,
  incidentIn,
  insertIncident,
} from '../store/incidents.ts'
import { wordsOf } from './incident-title.ts'
import type { FoundIncident, Look } from './look.ts'

/** What happened to an incident that somebody may want to be told of. */
export type IncidentEvent = 'opened' | 'worse' | 'closed'

/** Something that happened to a kept incident; `before`: as it was, undefined for one that opened. */
export interface IncidentChange {
  readonly event: 'opened' | 'continued' | 'closed'
  readonly before: IncidentHead | undefined
  readonly incident: IncidentHead
  /** Of one that closed: for want of rows alone, so that nobody knows whether it is over. */
  readonly isSilent?: boolean
}

/** Whose rows were looked at, by which model, and when. */
export interface LookedAt {
  readonly sourceId: number
  readonly nodeId: number
  readonly haState: string
  readonly modelId: string
  readonly threshold: number
  /** Id of the known incident. */
  readonly knownId: number | undefined
  /** Epoch ms. */
  readonly at: number
}

const highest = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? (left ?? right) : Math.max(left, right)

/** What is known of an incident and what was found of it since, as one. */
function joined(kept: Incident, { incident, tells }: FoundIncident): Incident {
  return {
    ...(tells ? incident : kept),
    start: Math.min(kept.start, incident.start),
    end: Math.max(kept.end, incident.end),
    peak: Math.max(kept.peak, incident.peak),
    severity: highest(kept.severity, incident.severity),
  }
}

function keepFound(
  db: WritableDatabase,
  looked: LookedAt,
  found: FoundIncident,
  isSilent: boolean,
): IncidentChange[] {
  const { nodeId, haState, knownId, at } = looked
  const { incident, windows } = found
  const range = { from: incident.start, to: incident.end }
  // A clock that was set back may bring a stretch a second time.
  const known = found.continues ? knownId : incidentIn(db, nodeId, haState, range)
  const changes: IncidentChange[] = []
  let id: number
  if (known === undefined) {
    id = insertIncident(db, { ...looked, ...wordsOf(incident), incident }, windows, at)
    changes.push({ event: 'opened', before: undefined, incident: incidentHead(db, id) })
  } else {
    id = known
    const kept = getIncident(db, id)
    const now = joined(kept.incident, found)
    continueIncident(db, id, { ...wordsOf(now), incident: now }, windows, at)
    changes.push({
      event: kept.state === 'open' ? 'continued' : 'opened',
      before: kept,
      incident: incidentHead(db, id),
    })
  }
  return found.isOver ? [...changes, ...closed(db, id, at, isSilent)] : changes
}

/** Closes one at `at` (epoch ms), within a transaction of the caller's; nothing happens to one that is closed. */
export function closed(db: WritableDatabase, id: number, at: number, isSilent = false): IncidentChange[] {
  const before = incidentHead(db, id)
  if (before.state === 'closed') return []
  closeIncident(db, id, at)
  return [{ event: 'closed', before, incident: incidentHead(db, id), isSilent }]
}

/** Keeps what a look found, within a transaction of the caller's. Returns what happened, in the order of time. */
export function keepLook(db: WritableDatabase, looked: LookedAt, look: Look): IncidentChange[] {
  const { knownId, at } = looked
  const isGone = look.isKnownOver && look.found.every(({ continues }) => !continues)
  return [
    ...(knownId !== undefined && isGone ? closed(db, knownId, at, look.isSilent) : []),
    ...look.found.flatMap((found) => keepFound(db, looked, found, look.isSilent)),
  ]
}
