// Kept incidents as a service: found by monitoring, judged by people.
import type { IncidentHead, KeptIncident } from '../../../src-shared/contract/incidents.ts'
import type { Host } from '../host.ts'
import type { Sources } from '../sources.ts'
import { type AnomalyRow, listAnomalies } from '../store/anomalies.ts'
import type { WritableDatabase } from '../store/database.ts'
import { getIncident, incidentHead, judgeIncident, listIncidents } from '../store/incidents.ts'
import { getSource } from '../store/sources.ts'

interface Parts {
  readonly db: WritableDatabase
  readonly host: Host
  readonly sources: Sources
}

export class Incidents {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Those that touch the range, open ones first, then the newest first. Throws NOT_FOUND for an unknown source. */
  list(query: {
    readonly source: number | undefined
    readonly state: 'open' | 'closed' | undefined
    /** Epoch ms, both ends included; by default all there are. */
    readonly from: number | undefined
    readonly to: number | undefined
    readonly limit: number
  }): IncidentHead[] {
    const { db } = this.#parts
    const { source, from = 0, to = Number.MAX_SAFE_INTEGER } = query
    if (source !== undefined) getSource(db, source)
    return listIncidents(db, { ...query, from, to })
  }

  /** One with its evidence. Throws NOT_FOUND. */
  get(id: number): KeptIncident {
    return getIncident(this.#parts.db, id)
  }

  /** Acknowledges, mutes, annotates, judges; what is not given stays. Throws NOT_FOUND. */
  update(
    id: number,
    change: {
      readonly acknowledged?: boolean | undefined
      readonly mutedUntil?: number | null | undefined
      readonly note?: string | undefined
      readonly verdict?: 'normal' | 'real' | null | undefined
    },
  ): IncidentHead {
    const { db, host } = this.#parts
    const { acknowledged, ...rest } = change
    // Who acknowledges a second time does not move the first one's time.
    const since = incidentHead(db, id).acknowledgedAt ?? host.clock.now()
    const acknowledgedAt = acknowledged === undefined ? undefined : acknowledged ? since : null
    return judgeIncident(db, id, { ...rest, acknowledgedAt })
  }

  /** Flagged windows that monitoring and reports keep of a source, newest first; epoch ms. Throws NOT_FOUND, NO_DATA. */
  anomalies(query: {
    readonly source: number | undefined
    readonly from: number | undefined
    readonly to: number | undefined
    readonly limit: number
  }): AnomalyRow[] {
    const { db, sources } = this.#parts
    const { from = 0, to = Number.MAX_SAFE_INTEGER, limit } = query
    return listAnomalies(db, { sourceId: sources.choose(query.source, 'reading'), from, to, limit })
  }
}
