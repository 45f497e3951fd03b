// From what is kept of a node in a state to the next look at it, and what that look found to be kept: one step of live scoring.
import type { WritableDatabase } from '../store/database.ts'
import { latestIncident } from '../store/incidents.ts'
import { type ScoredTo, saveScored } from '../store/scored.ts'
import { type IncidentChange, keepLook } from './incident-keeping.ts'
import type { Look } from './look.ts'
import type { Stretch } from './stretch.ts'

export interface Step {
  readonly sourceId: number
  /** What the node is judged by in this state. */
  readonly model: { readonly id: string; readonly threshold: number }
  /** Epoch ms. */
  readonly now: number
  readonly look: (stretch: Stretch) => Promise<Look>
  /** Called with what happened within the transaction that keeps it: a kill loses both or neither. */
  readonly tell?: (changes: readonly IncidentChange[]) => void
}

/** Looks on from where it was scored to, and keeps all that came of it in one transaction. Throws as `look`. */
export async function nextLook(
  db: WritableDatabase,
  before: ScoredTo,
  { sourceId, model, now, look, tell }: Step,
): Promise<{
  readonly scored: ScoredTo
  readonly changes: readonly IncidentChange[]
  readonly hasMore: boolean
}> {
  const { nodeId, haState, scoredTo } = before
  // Flagged windows that may go on are the same model's.
  const runFrom = before.modelId === model.id ? before.runFrom : null
  const latest = latestIncident(db, nodeId, haState)
  // What silence closed may go on.
  const isKnown =
    latest !== undefined && (latest.closed_at === null || (runFrom !== null && latest.last >= runFrom))
  const known = isKnown ? latest : null
  const found = await look({ sourceId, nodeId, haState, scoredTo, runFrom, known, now })
  const scored = {
    ...before,
    modelId: model.id,
    scoredTo: found.scoredTo,
    score: found.score ?? before.score,
    runFrom: found.runFrom,
  }
  const looked = {
    ...{ sourceId, nodeId, haState, at: now, knownId: known?.id },
    ...{ modelId: model.id, threshold: model.threshold },
  }
  const changes = db.transaction(() => {
    saveScored(db, scored)
    const kept = keepLook(db, looked, found)
    tell?.(kept)
    return kept
  })
  return { scored, changes, hasMore: found.hasMore }
}
