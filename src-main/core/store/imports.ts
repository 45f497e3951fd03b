// The history of imports. A row without an end is one whose process died; what it had committed is there.
import { z } from 'zod'
import { type ReadableDatabase, type WritableDatabase, insertedId } from './database.ts'

const importRow = z.object({
  id: z.number(),
  started_at: z.number(),
  finished_at: z.number().nullable(),
  summary: z.string(),
})

export interface ImportRow {
  readonly id: number
  readonly startedAt: number
  readonly finishedAt: number | null
  /** JSON of an import summary. */
  readonly summary: string
}

/** Starts an entry; returns its id. */
export function insertImport(db: WritableDatabase, startedAt: number, summary: string): number {
  db.run('INSERT INTO imports (started_at, summary) VALUES (?, ?)', startedAt, summary)
  return insertedId(db)
}

/** Ends an entry. */
export function finishImport(db: WritableDatabase, id: number, finishedAt: number, summary: string): void {
  db.run('UPDATE imports SET finished_at = ?, summary = ? WHERE id = ?', finishedAt, summary, id)
}

/** The latest imports, newest first. */
export function listImports(db: ReadableDatabase, limit: number): ImportRow[] {
  return db.all('SELECT * FROM imports ORDER BY id DESC LIMIT ?', limit).map((row) => {
    const { id, started_at, finished_at, summary } = importRow.parse(row)
    return { id, startedAt: started_at, finishedAt: finished_at, summary }
  })
}
