// Watches: NameNodes that are read live, as people described them, and the source that each turned out to be.
import { z } from 'zod'
import { WatchInput } from '../../../src-shared/contract/watches.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { readRule, writeRule } from './baseline-rules.ts'
import { type ReadableDatabase, type Value, type WritableDatabase, insertedId } from './database.ts'

const watchRow = z.object({
  id: z.number(),
  source_id: z.number().nullable(),
  configuration: z.string(),
  paused: z.number(),
  created_at: z.number(),
  removed_at: z.number().nullable(),
})

export interface WatchRow {
  readonly id: number
  /** Null until one of its NameNodes said whose it is. */
  readonly sourceId: number | null
  readonly input: WatchInput
  readonly paused: boolean
  /** Epoch ms. */
  readonly createdAt: number
  readonly isRemoved: boolean
}

function watchOf(row: unknown): WatchRow {
  const { id, source_id, configuration, paused, created_at, removed_at } = watchRow.parse(row)
  return {
    id,
    sourceId: source_id,
    input: WatchInput.parse(JSON.parse(configuration)),
    paused: paused === 1,
    createdAt: created_at,
    isRemoved: removed_at !== null,
  }
}

/** Those that were not removed, in the order in which they were added. */
export function listWatches(db: ReadableDatabase): WatchRow[] {
  return db.all('SELECT * FROM watches WHERE removed_at IS NULL ORDER BY id').map(watchOf)
}

/** One, removed or not. Throws NOT_FOUND. */
export function getWatch(db: ReadableDatabase, id: number): WatchRow {
  const row = db.get('SELECT * FROM watches WHERE id = ?', id)
  if (row !== undefined) return watchOf(row)
  throw new DeclaredError(
    'NOT_FOUND',
    `There is no watch ${String(id)}: "nnad watch list" lists those there are.`,
  )
}

/** Adds a watch; returns its id, which no other ever had. */
export function insertWatch(db: WritableDatabase, input: WatchInput, createdAt: number): number {
  const sql = 'INSERT INTO watches (configuration, created_at) VALUES (?, ?)'
  db.run(sql, JSON.stringify(input), createdAt)
  return insertedId(db)
}

function change(db: WritableDatabase, id: number, column: string, value: Value): void {
  db.run(`UPDATE watches SET ${column} = ? WHERE id = ?`, value, id)
}

/** Replaces what a person said of a watch. */
export function configureWatch(db: WritableDatabase, id: number, input: WatchInput): void {
  change(db, id, 'configuration', JSON.stringify(input))
}

export function pauseWatch(db: WritableDatabase, id: number, paused: boolean): void {
  change(db, id, 'paused', paused ? 1 : 0)
}

/** Removes a watch, or undoes that; `at`: epoch ms, null for not removed. */
export function markWatchRemoved(db: WritableDatabase, id: number, at: number | null): void {
  change(db, id, 'removed_at', at)
}

/** Forgets removed watches for good; returns their ids. */
export function purgeWatches(db: WritableDatabase): number[] {
  const sql = 'DELETE FROM watches WHERE removed_at IS NOT NULL RETURNING id'
  return db.all(sql).map((row) => z.object({ id: z.number() }).parse(row).id)
}

/** What a watch's source is, by the key of its cluster; undefined where it is not known yet, or gone. */
export function sourceOfWatch(
  db: ReadableDatabase,
  watchId: number,
): { readonly id: number; readonly key: string } | undefined {
  const sql = `SELECT s.id, s.key FROM watches w JOIN sources s ON s.id = w.source_id WHERE w.id = ?`
  const row = db.get(sql, watchId)
  return row === undefined ? undefined : z.object({ id: z.number(), key: z.string() }).parse(row)
}

/** Notes which source a watch turned out to be; where nobody gave that one a rule, its baseline rolls over seven days. */
export function setWatchSource(db: WritableDatabase, watchId: number, sourceId: number): void {
  change(db, watchId, 'source_id', sourceId)
  if (readRule(db, sourceId) === null) writeRule(db, sourceId, { kind: 'rolling', days: 7, hours: null })
}

/** Sources that are watched now, paused or not. */
export function watchedSources(db: ReadableDatabase): number[] {
  const sql =
    'SELECT DISTINCT source_id AS id FROM watches WHERE removed_at IS NULL AND source_id IS NOT NULL ORDER BY 1'
  return db.all(sql).map((row) => z.object({ id: z.number() }).parse(row).id)
}
