// Trained models: what lists and status need; the model itself is a folder beside the database.
import { z } from 'zod'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

export interface ModelRow {
  readonly id: string
  readonly sourceId: number
  readonly createdAt: number
  /** JSON of the model's facts. */
  readonly facts: string
}

const modelRow = z.object({
  id: z.string(),
  source_id: z.number(),
  created_at: z.number(),
  facts: z.string(),
})

function toModel(row: unknown): ModelRow {
  const { id, source_id, created_at, facts } = modelRow.parse(row)
  return { id, sourceId: source_id, createdAt: created_at, facts }
}

/** Adds a model whose folder is complete. */
export function insertModel(db: WritableDatabase, model: ModelRow): void {
  db.run(
    'INSERT INTO models (id, source_id, created_at, facts) VALUES (?, ?, ?, ?)',
    model.id,
    model.sourceId,
    model.createdAt,
    model.facts,
  )
}

/** Models of a source, or of all, newest first. */
export function listModels(db: ReadableDatabase, sourceId?: number): ModelRow[] {
  const rows =
    sourceId === undefined
      ? db.all('SELECT * FROM models ORDER BY created_at DESC, id DESC')
      : db.all('SELECT * FROM models WHERE source_id = ? ORDER BY created_at DESC, id DESC', sourceId)
  return rows.map(toModel)
}

/**
 * Drops the drafts of a model's source that were made before it, but for those that a report, be it a deleted one that
 * can be restored, was made with. Returns their ids.
 */
export function deleteDraftsBefore(db: WritableDatabase, { id, sourceId, createdAt }: ModelRow): string[] {
  return db
    .all(
      `DELETE FROM models WHERE source_id = ? AND created_at <= ? AND id <> ? AND json_extract(facts, '$.draft') = 1
       AND id NOT IN (SELECT model_id FROM reports WHERE model_id IS NOT NULL) RETURNING id`,
      sourceId,
      createdAt,
      id,
    )
    .map((row) => z.string().parse(row['id']))
}
