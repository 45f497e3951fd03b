// Takes documents away whose place better ones are about to take.
import { z } from 'zod'
import { bucketWidths, rebuildBuckets } from './buckets.ts'
import type { WritableDatabase } from './database.ts'
import { deleteSamples } from './samples.ts'
import { markDerivedFrom } from './sources.ts'

const groupRow = z.object({ group_id: z.number() })

/**
 * Removes a node's documents of some times (epoch ms, rising) with their samples. What follows is marked to be derived anew: it was
 * reckoned from them.
 */
export function removeDocuments(db: WritableDatabase, nodeId: number, times: readonly number[]): void {
  const [first] = times
  if (first === undefined) return
  db.transaction(() => {
    const groups = new Set<number>()
    for (const time of times) {
      const sql = 'DELETE FROM documents WHERE node_id = ? AND time = ? RETURNING group_id'
      for (const row of db.all(sql, nodeId, time)) groups.add(groupRow.parse(row).group_id)
    }
    for (const group of groups) {
      const isEmpty = db.get('SELECT 1 FROM documents WHERE group_id = ?', group) === undefined
      if (isEmpty) db.run('DELETE FROM document_groups WHERE id = ?', group)
    }
    deleteSamples(db, nodeId, times)
    const hour = bucketWidths[2]
    for (const start of new Set(times.map((time) => Math.floor(time / hour) * hour)))
      rebuildBuckets(db, nodeId, start, start + hour - 1)
    markDerivedFrom(db, nodeId, first)
  })
}
