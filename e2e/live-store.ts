// A data folder with a watch, documents as NameNodes serve them, and what an import makes of the same documents.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { TestContext } from 'node:test'
import { type Recording, recordedDocuments, temporaryFolder } from './recordings.ts'
import { type StoreContents, storeContents } from './store-contents.ts'
import { WatchInput } from '../src-shared/contract/watches.ts'
import { type JmxDocument, asJmxDocument } from '../src-main/core/etl/document.ts'
import { newSummary } from '../src-main/core/importer/import-summary.ts'
import { Ingest } from '../src-main/core/importer/ingest.ts'
import { withReading } from '../src-main/core/importer/read-ahead.ts'
import { type WritableDatabase, openDatabase } from '../src-main/core/store/database.ts'
import { insertWatch } from '../src-main/core/store/watches.ts'
import type { PollAnswer, Kept } from '../src-main/core/watches/keeping.ts'

/** A document as it came over HTTP. */
export interface Served {
  readonly time: number
  readonly body: Buffer
}

/** Documents of a recording without the wrapper that has their time. */
export async function servedDocuments(name: Recording, count?: number): Promise<Served[]> {
  const found = await recordedDocuments(name, count)
  return found.map(({ time, jmx }) => ({ time, body: Buffer.from(JSON.stringify(jmx)) }))
}

/** The document changed. */
export function edited({ time, body }: Served, change: (document: JmxDocument) => JmxDocument): Served {
  return { time, body: Buffer.from(JSON.stringify(change(documentOf(body)))) }
}

function documentOf(body: Buffer): JmxDocument {
  const document = asJmxDocument(JSON.parse(body.toString()))
  if (document === undefined) throw new Error('no /jmx document')
  return document
}

export interface LiveStore {
  readonly folder: string
  readonly db: WritableDatabase
  readonly watch: number
}

/** A new folder with one watch; closed and deleted when the test has ended. */
export function liveStore(context: TestContext, urls = ['http://nn1:9870']): LiveStore {
  const folder = path.join(temporaryFolder(context), 'data')
  mkdirSync(folder)
  const db = openDatabase(folder)
  context.after(() => db.close())
  return { folder, db, watch: insertWatch(db, WatchInput.parse({ name: 'nn1', urls }), 0) }
}

/** An answer to the poll of an address. */
export const answer = (watchId: number, { time, body }: Served, url = 'http://nn1:9870/jmx'): PollAnswer => ({
  watchId,
  url,
  pollMs: 10_000,
  time,
  body,
})

/** Documents that were stored. */
export const storedOf = (served: readonly Served[], kept: readonly Kept[]): Served[] =>
  served.filter((_, index) => kept[index]?.fate === 'stored')

/** What an import of documents leaves in a folder of its own; source and node named as a watch names them. */
export function imported(context: TestContext, served: readonly Served[]): StoreContents {
  const { folder, db } = liveStore(context)
  importInto(db, served)
  db.run("UPDATE sources SET name = 'nn1'")
  return storeContents(folder)
}

/** Imports documents as if from a file. */
export function importInto(db: WritableDatabase, served: readonly Served[]): void {
  const ingest = new Ingest(db, newSummary(['test']))
  const found = served.map(({ time, body }) => {
    const jmx = documentOf(body)
    return { text: body, wrapped: false, jmx, time, timeFrom: 'name' as const, input: 'test' }
  })
  ingest.add(found.map(withReading))
  ingest.finish()
}
