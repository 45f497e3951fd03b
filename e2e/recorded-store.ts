// A real recording in a database of its own, and what the analysis hands to diagnosis of it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { type Recording, recordedBatches, recordingsFolder } from './recordings.ts'
import { usualOf } from '../src-main/core/detection/usual.ts'
import type { BaselineLevel, IncidentColumns } from '../src-main/core/diagnosis/facts-of.ts'
import { columnValues } from '../src-main/core/etl/features.ts'
import { newSummary } from '../src-main/core/importer/import-summary.ts'
import { Ingest } from '../src-main/core/importer/ingest.ts'
import { withReading } from '../src-main/core/importer/read-ahead.ts'
import { type ReadableDatabase, openDatabase } from '../src-main/core/store/database.ts'
import { readHistory } from '../src-main/core/store/history.ts'

/** An import into a folder that is deleted at the end of the block; the node's id is 1. */
export async function recordedStore(
  recording: Recording,
): Promise<Disposable & { readonly db: ReadableDatabase }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nnad-recorded-'))
  const db = openDatabase(folder)
  const ingest = new Ingest(db, newSummary([recording]))
  for await (const batch of recordedBatches(recording)) ingest.add(batch.map(withReading))
  ingest.finish()
  return {
    db,
    [Symbol.dispose]: () => {
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** All columns of the node 1 between two times; NaN where a value does not count. */
export function columnsBetween(db: ReadableDatabase, from: number, to: number): IncidentColumns {
  const rows = readHistory(db, 1, [{ from, to }])
  return { times: rows.times, values: columnValues(rows) }
}

/** What is usual in some columns, all of them. */
export function baselineOf({ times, values }: IncidentColumns): readonly BaselineLevel[] {
  return usualOf(values, [...times.keys()])
}

const Labels = z.object({
  baselineSeconds: z.number(),
  events: z.array(
    z.object({
      kind: z.string(),
      class: z.string(),
      start: z.number(),
      end: z.number(),
      user: z.string().nullable(),
      operation: z.string().nullable(),
    }),
  ),
})

/** What was done to the NameNode while it was recorded, and who is to be named. */
export function recordedLabels(recording: Recording): z.infer<typeof Labels> {
  const file = path.join(recordingsFolder, `${recording}.labels.json`)
  return Labels.parse(JSON.parse(readFileSync(file, 'utf8')))
}
