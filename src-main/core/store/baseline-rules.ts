// What each source's model is trained on again: rules, what retrainings saw, and the incidents that they leave out.
import { z } from 'zod'
import { BaselineRule } from '../../../src-shared/contract/sources.ts'
import { verdicts } from '../../../src-shared/contract/incidents.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

const ruleRow = z.object({ rule: z.string() })

/** A source's rule; null where nobody gave one. */
export function readRule(db: ReadableDatabase, sourceId: number): BaselineRule | null {
  const row = db.get('SELECT rule FROM baseline_rules WHERE source_id = ?', sourceId)
  return row === undefined ? null : BaselineRule.parse(JSON.parse(ruleRow.parse(row).rule))
}

/** Keeps a source's rule; null: it has none from now on. */
export function writeRule(db: WritableDatabase, sourceId: number, rule: BaselineRule | null): void {
  if (rule === null) {
    db.run('DELETE FROM baseline_rules WHERE source_id = ?', sourceId)
    return
  }
  db.run(
    `INSERT INTO baseline_rules (source_id, rule) VALUES (?, ?)
     ON CONFLICT (source_id) DO UPDATE SET rule = excluded.rule`,
    sourceId,
    JSON.stringify(rule),
  )
}

/** What the last retraining of a source's state saw; undefined where there was none. */
export function lastFingerprint(db: ReadableDatabase, sourceId: number, haState: string): string | undefined {
  const sql = 'SELECT fingerprint FROM retrainings WHERE source_id = ? AND ha_state = ?'
  const row = db.get(sql, sourceId, haState)
  return row === undefined ? undefined : z.object({ fingerprint: z.string() }).parse(row).fingerprint
}

/** When a retraining ended last, of any source, epoch ms; undefined where there was none. */
export function lastRetrainingAt(db: ReadableDatabase): number | undefined {
  const row = z
    .object({ at: z.number().nullable() })
    .parse(db.get('SELECT max(finished_at) AS at FROM retrainings'))
  return row.at ?? undefined
}

/** Notes that a retraining of a source's state has ended. */
export function noteRetraining(
  db: WritableDatabase,
  sourceId: number,
  haState: string,
  { fingerprint, finishedAt }: { readonly fingerprint: string; readonly finishedAt: number },
): void {
  db.run(
    'INSERT OR REPLACE INTO retrainings (source_id, ha_state, fingerprint, finished_at) VALUES (?, ?, ?, ?)',
    sourceId,
    haState,
    fingerprint,
    finishedAt,
  )
}

const incidentRow = z.object({
  id: z.number(),
  from: z.number(),
  to: z.number(),
  isOpen: z.number(),
  title: z.string(),
  verdict: z.enum(verdicts).nullable(),
})

/** A kept incident as far as baselines go: first and last bad row, epoch ms. */
export type FlaggedStretch = Omit<z.infer<typeof incidentRow>, 'isOpen'> & { readonly isOpen: boolean }

/** Incidents of any node of a source, in the order of time. */
export function flaggedStretches(db: ReadableDatabase, sourceId: number): FlaggedStretch[] {
  const sql = `SELECT id, start_time AS "from", end_time AS "to", closed_at IS NULL AS isOpen, title, verdict
    FROM incidents WHERE source_id = ? ORDER BY start_time, id`
  return db.all(sql, sourceId).map((row) => {
    const found = incidentRow.parse(row)
    return { ...found, isOpen: found.isOpen === 1 }
  })
}
