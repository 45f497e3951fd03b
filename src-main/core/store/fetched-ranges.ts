// What of each node was fetched out of an engine, so that it is not asked for again.
import { z } from 'zod'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** How documents were fetched; a range counts for those who want the same or less. */
export interface FetchedAs {
  /** ms between documents; 0: every scrape. */
  readonly step: number
  /** Tells one set of queries from another. */
  readonly mapping: string
}

const rangeRow = z.object({ from_time: z.number(), to_time: z.number() })

/** Ranges (both ends included) that were fetched by the same queries with documents at least as near to one another. */
export function fetchedRanges(
  db: ReadableDatabase,
  nodeId: number,
  { step, mapping }: FetchedAs,
): TimeRange[] {
  const sql =
    'SELECT from_time, to_time FROM fetched_ranges WHERE node_id = ? AND mapping = ? AND step <= ? ORDER BY from_time'
  return db.all(sql, nodeId, mapping, step).map((row) => {
    const { from_time, to_time } = rangeRow.parse(row)
    return { from: from_time, to: to_time }
  })
}

const otherRow = rangeRow.extend({ mapping: z.string(), step: z.number() })

/** Takes a range away from those that were fetched by other queries: its documents are no longer theirs. */
function takeFromOthers(
  db: WritableDatabase,
  nodeId: number,
  mapping: string,
  { from, to }: TimeRange,
): void {
  const sql = `DELETE FROM fetched_ranges WHERE node_id = ? AND mapping <> ? AND from_time <= ? AND to_time >= ?
    RETURNING mapping, step, from_time, to_time`
  for (const row of db.all(sql, nodeId, mapping, to, from)) {
    const other = otherRow.parse(row)
    if (other.from_time < from) insert(db, nodeId, other, { from: other.from_time, to: from - 1 })
    if (other.to_time > to) insert(db, nodeId, other, { from: to + 1, to: other.to_time })
  }
}

function insert(
  db: WritableDatabase,
  nodeId: number,
  { step, mapping }: FetchedAs,
  { from, to }: TimeRange,
): void {
  const sql = 'INSERT INTO fetched_ranges (node_id, mapping, step, from_time, to_time) VALUES (?, ?, ?, ?, ?)'
  db.run(sql, nodeId, mapping, step, from, to)
}

/** Notes a range as fetched by these queries and no others; one that it follows or overlaps grows instead. */
export function noteFetched(
  db: WritableDatabase,
  nodeId: number,
  { step, mapping }: FetchedAs,
  { from, to }: TimeRange,
): void {
  db.transaction(() => {
    takeFromOthers(db, nodeId, mapping, { from, to })
    const sql = `DELETE FROM fetched_ranges WHERE node_id = ? AND mapping = ? AND step = ? AND from_time <= ? AND to_time >= ?
      RETURNING from_time, to_time`
    const touched = db.all(sql, nodeId, mapping, step, to + 1, from - 1).map((row) => rangeRow.parse(row))
    const joined = {
      from: Math.min(from, ...touched.map((one) => one.from_time)),
      to: Math.max(to, ...touched.map((one) => one.to_time)),
    }
    insert(db, nodeId, { step, mapping }, joined)
  })
}

/** Times of a node's documents within a range, both ends included, rising; without reading their texts. */
export function documentTimes(db: ReadableDatabase, nodeId: number, { from, to }: TimeRange): Float64Array {
  const sql = 'SELECT time FROM documents WHERE node_id = ? AND time BETWEEN ? AND ? ORDER BY time'
  const rows = db.all(sql, nodeId, from, to)
  return Float64Array.from(rows, (row) => z.number().parse(row['time']))
}
