// When the JVM that wrote a log was started, out of the documents of its NameNode.
import { readingOf } from '../../etl/reading.ts'
import type { Owner } from '../../store/attachments.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { documentsBetween } from '../../store/documents.ts'
import { listNodes } from '../../store/sources.ts'
import { storedJmx } from '../stored-jmx.ts'

/** Start of the JVM by the node's first and last document, epoch ms: the one next to `likely`; undefined where none tells it. */
export function jvmStart(db: ReadableDatabase, owner: Owner, likely: number): number | undefined {
  const starts: number[] = []
  for (const { id, first, last } of listNodes(db, owner.source)) {
    if (owner.node !== null && owner.node !== id) continue
    for (const time of new Set([first, last])) {
      if (time === null) continue
      for (const document of documentsBetween(db, id, time, time)) {
        const { startTime } = readingOf(storedJmx(document), time).identity
        if (Number.isFinite(startTime)) starts.push(startTime)
      }
    }
  }
  return starts.toSorted((left, right) => Math.abs(left - likely) - Math.abs(right - likely))[0]
}
