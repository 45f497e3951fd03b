// How much a database keeps, all sources together.
import { z } from 'zod'
import type { ReadableDatabase } from './database.ts'

const keptRow = z.object({ documents: z.number(), models: z.number(), reports: z.number() })

/** Numbers of raw documents, models and reports; reports that were deleted do not count. */
export type Kept = z.infer<typeof keptRow>

/** What a database keeps now. */
export function countKept(db: ReadableDatabase): Kept {
  const sql = `SELECT (SELECT coalesce(sum(documents), 0) FROM nodes) AS documents,
    (SELECT count(*) FROM models) AS models, (SELECT count(*) FROM reports WHERE deleted_at IS NULL) AS reports`
  return keptRow.parse(db.get(sql))
}
