// Raw documents out again, as JSON lines that import reads: what came with its own time is the same, byte for byte.
import type { TimeRange } from '../../../src-shared/time.ts'
import { dumpLine, onOneLine } from '../dump-line.ts'
import type { ReadableDatabase } from './database.ts'
import { type StoredDocument, documentsBetween } from './documents.ts'

function exportedLine({ time, text, wrapped }: StoredDocument): Buffer {
  const isOneLine = !text.includes(0x0a) && !text.includes(0x0d)
  if (wrapped && isOneLine) return Buffer.concat([text, Buffer.from('\n')])
  return wrapped ? Buffer.from(`${onOneLine(text)}\n`) : dumpLine(time, text)
}

/** The documents of a node within a range (epoch ms, both ends included), a line each, in the order of time. */
export function* exportedLines(db: ReadableDatabase, nodeId: number, range: TimeRange): Generator<Buffer> {
  for (const document of documentsBetween(db, nodeId, range.from, range.to)) yield exportedLine(document)
}
