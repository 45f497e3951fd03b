// Engines: Prometheus-compatible servers, as people described them.
import { z } from 'zod'
import { EngineInput } from '../../../src-shared/contract/engines.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type ReadableDatabase, type WritableDatabase, insertedId } from './database.ts'

const engineRow = z.object({ id: z.number(), configuration: z.string(), created_at: z.number() })

export interface EngineRow {
  readonly id: number
  readonly input: EngineInput
  /** Epoch ms. */
  readonly createdAt: number
}

function engineOf(row: unknown): EngineRow {
  const { id, configuration, created_at } = engineRow.parse(row)
  return { id, input: EngineInput.parse(JSON.parse(configuration)), createdAt: created_at }
}

/** All, in the order in which they were added. */
export function listEngines(db: ReadableDatabase): EngineRow[] {
  return db.all('SELECT * FROM engines ORDER BY id').map(engineOf)
}

/** One. Throws NOT_FOUND. */
export function getEngine(db: ReadableDatabase, id: number): EngineRow {
  const row = db.get('SELECT * FROM engines WHERE id = ?', id)
  if (row !== undefined) return engineOf(row)
  throw new DeclaredError(
    'NOT_FOUND',
    `There is no engine ${String(id)}: "nnad engine list" lists those there are.`,
  )
}

/** Adds an engine; returns its id, which no other ever had. */
export function insertEngine(db: WritableDatabase, input: EngineInput, createdAt: number): number {
  const sql = 'INSERT INTO engines (configuration, created_at) VALUES (?, ?)'
  db.run(sql, JSON.stringify(input), createdAt)
  return insertedId(db)
}

/** Replaces what a person said of an engine. */
export function configureEngine(db: WritableDatabase, id: number, input: EngineInput): void {
  db.run('UPDATE engines SET configuration = ? WHERE id = ?', JSON.stringify(input), id)
}

/** Forgets an engine; what was fetched from it stays. */
export function deleteEngine(db: WritableDatabase, id: number): void {
  db.run('DELETE FROM engines WHERE id = ?', id)
}
