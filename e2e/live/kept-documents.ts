// What was kept of what numbered NameNodes served, and the same documents as a dump that an import takes.
import assert from 'node:assert/strict'
import { appendFileSync, writeFileSync } from 'node:fs'
import zlib from 'node:zlib'
import { dumpLine } from '../../src-main/core/dump-line.ts'
import { type ReadableDatabase, openReadable } from '../../src-main/core/store/database.ts'
import { type StoredDocument, documentsBetween } from '../../src-main/core/store/documents.ts'
import { serialOf } from './bean-texts.ts'

/** Runs `read` on the folder's database. */
export function reading<T>(dataFolder: string, read: (db: ReadableDatabase) => T): T {
  const db = openReadable(dataFolder)
  try {
    return read(db)
  } finally {
    db.close()
  }
}

/** All documents of a folder, node by node in the order of time. */
function* documentsOf(db: ReadableDatabase): Generator<StoredDocument> {
  for (const { id } of db.all('SELECT id FROM nodes ORDER BY name'))
    yield* documentsBetween(db, Number(id), 0, Number.MAX_SAFE_INTEGER)
}

/** Serials of the kept documents; those that nobody numbered are left out. */
export function keptSerials(dataFolder: string): number[] {
  return reading(dataFolder, (db) => {
    const serials: number[] = []
    for (const { text } of documentsOf(db)) {
      const serial = serialOf(text)
      if (serial !== undefined) serials.push(serial)
    }
    return serials
  })
}

/** Asserts that SQLite finds nothing wrong with the database. */
export function assertIntact(dataFolder: string): void {
  reading(dataFolder, (db) => {
    assert.deepEqual(db.all('PRAGMA integrity_check'), [{ integrity_check: 'ok' }])
    assert.deepEqual(db.all('PRAGMA foreign_key_check'), [])
  })
}

/** Lines of a dump that are compressed together. */
const frameLines = 60

/** Writes the kept documents as a dump in the order of time, a file `.jsonl.zst`. */
export function writeDump(dataFolder: string, file: string): void {
  writeFileSync(file, '')
  let lines: Buffer[] = []
  const flush = (): void => {
    if (lines.length > 0) appendFileSync(file, zlib.zstdCompressSync(Buffer.concat(lines)))
    lines = []
  }
  reading(dataFolder, (db) => {
    for (const { time, text, wrapped } of documentsOf(db)) {
      lines.push(wrapped ? Buffer.concat([text, Buffer.from('\n')]) : dumpLine(time, text))
      if (lines.length >= frameLines) flush()
    }
  })
  flush()
}
