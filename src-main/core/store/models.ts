// Trained models: what lists and status need; the model itself is a folder beside the database.
import { z } from 'zod'
import type { HaState } from '../etl/identity.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** A model without its facts: what decides which one is in use. */
export interface ModelHead {
  readonly id: string
  readonly sourceId: number
  readonly createdAt: number
  /** When a person put it into use; null where nobody did. */
  readonly chosenAt: number | null
  /** Why it was never put into use; null where it was. */
  readonly refused: string | null
  /** Of the rows that it learned; null in models of before states were kept. */
  readonly haState: HaState | null
  readonly isDraft: boolean
}

export interface ModelRow extends ModelHead {
  /** JSON of the model's facts. */
  readonly facts: string
}

const headRow = z.object({
  id: z.string(),
  source_id: z.number(),
  created_at: z.number(),
  chosen_at: z.number().nullable(),
  refused: z.string().nullable(),
  ha_state: z.string().nullable(),
  draft: z.number(),
})

function toHead(row: unknown): ModelHead {
  const read = headRow.parse(row)
  return {
    id: read.id,
    sourceId: read.source_id,
    createdAt: read.created_at,
    chosenAt: read.chosen_at,
    refused: read.refused,
    haState: read.ha_state as HaState | null,
    isDraft: read.draft === 1,
  }
}

/** Adds a model whose folder is complete. */
export function insertModel(db: WritableDatabase, model: ModelRow): void {
  db.run(
    `INSERT INTO models (id, source_id, created_at, chosen_at, refused, ha_state, draft, facts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    model.id,
    model.sourceId,
    model.createdAt,
    model.chosenAt,
    model.refused,
    model.haState,
    model.isDraft ? 1 : 0,
    model.facts,
  )
}

const head = 'id, source_id, created_at, chosen_at, refused, ha_state, draft'
const inOrder = 'ORDER BY refused IS NOT NULL, coalesce(chosen_at, created_at) DESC, created_at DESC, id DESC'

/** Models of a source, or of all: the one that was put into use last comes first, refused ones come last. */
export function listModels(db: ReadableDatabase, sourceId?: number): ModelHead[] {
  const rows =
    sourceId === undefined
      ? db.all(`SELECT ${head} FROM models ${inOrder}`)
      : db.all(`SELECT ${head} FROM models WHERE source_id = ? ${inOrder}`, sourceId)
  return rows.map(toHead)
}

/** One model; undefined where there is none of this name. */
export function findModel(db: ReadableDatabase, id: string): ModelHead | undefined {
  const row = db.get(`SELECT ${head} FROM models WHERE id = ?`, id)
  return row === undefined ? undefined : toHead(row)
}

/** JSON of a known model's facts. */
export function readFacts(db: ReadableDatabase, id: string): string {
  return z.object({ facts: z.string() }).parse(db.get('SELECT facts FROM models WHERE id = ?', id)).facts
}

/** Puts a model into use: it is refused no more, and a draft no more. */
export function chooseModel(db: WritableDatabase, id: string, now: number): void {
  db.run('UPDATE models SET chosen_at = ?, refused = NULL, draft = 0 WHERE id = ?', now, id)
}

const idsOf = (rows: readonly unknown[]): string[] =>
  rows.map((row) => z.object({ id: z.string() }).parse(row).id)

/** Reports, be it deleted ones that can be restored, and open incidents keep the models that they were made with. */
const isUnnamed = `id NOT IN (SELECT model_id FROM reports WHERE model_id IS NOT NULL)
  AND id NOT IN (SELECT model_id FROM incidents WHERE closed_at IS NULL)`

/** Drops the drafts of a model's source that were made before it, but for those that are named. Returns their ids. */
export function deleteDraftsBefore(
  db: WritableDatabase,
  { id, sourceId, createdAt }: Pick<ModelHead, 'id' | 'sourceId' | 'createdAt'>,
): string[] {
  return idsOf(
    db.all(
      `DELETE FROM models WHERE source_id = ? AND created_at <= ? AND id <> ? AND draft = 1 AND ${isUnnamed} RETURNING id`,
      sourceId,
      createdAt,
      id,
    ),
  )
}

/** Models kept of a source and state, that were not drafts: these were in use, and the latest refused one. */
const keptUsed = 9
const keptRefused = 1

/** Drops a source's models beyond the latest ten of each state, but for those that are named. Returns their ids. */
export function deleteOldModels(db: WritableDatabase, sourceId: number): string[] {
  return idsOf(
    db.all(
      `DELETE FROM models WHERE id IN (
         SELECT id FROM (
           SELECT id, refused, row_number() OVER (
             PARTITION BY ha_state, refused IS NOT NULL
             ORDER BY coalesce(chosen_at, created_at) DESC, created_at DESC, id DESC) AS place
           FROM models WHERE source_id = ? AND draft = 0)
         WHERE place > iif(refused IS NULL, ${String(keptUsed)}, ${String(keptRefused)}))
       AND ${isUnnamed} RETURNING id`,
      sourceId,
    ),
  )
}

/** Ids of all models, drafts included: each has a folder. */
export function modelIds(db: ReadableDatabase): string[] {
  return db.all('SELECT id FROM models').map((row) => z.object({ id: z.string() }).parse(row).id)
}
