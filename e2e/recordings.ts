// The real recordings of the repository, as tests read them, and edits of single documents.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { TestContext } from 'node:test'
import { type JmxBean, type JmxDocument, asJmxDocument } from '../src-main/core/etl/document.ts'
import { type Reading, readingOf } from '../src-main/core/etl/reading.ts'
import type { FoundDocument } from '../src-main/core/importer/found-document.ts'
import { readDocuments } from '../src-main/core/importer/read-documents.ts'
import { scratchFolder } from './scratch-folder.ts'

/** Folder of the recordings. */
export const recordingsFolder = path.resolve(import.meta.dirname, '../bench/recordings')

/** Recordings of many documents, by name. */
export type Recording =
  'day-a' | 'slow-sync-3.4' | 'light-2.10-cms' | 'light-3.3-cms' | 'light-3.3-g1' | 'light-3.4-g1'

/** A recording's documents in batches, in the order of time. */
export function recordedBatches(name: Recording): AsyncIterable<readonly FoundDocument[]> {
  return readDocuments([path.join(recordingsFolder, `${name}.jsonl.zst`)], {
    onSkipped: ({ place, reason }) => {
      throw new Error(`${place}: ${reason}`)
    },
  })
}

/** The first documents of a recording; all of day-a are 330 MB of text. */
export async function recordedDocuments(name: Recording, count = Infinity): Promise<FoundDocument[]> {
  const found: FoundDocument[] = []
  for await (const batch of recordedBatches(name)) {
    found.push(...batch)
    if (found.length >= count) break
  }
  return found.slice(0, count)
}

/** A recording's documents as readings. */
export async function recordedReadings(name: Recording): Promise<Reading[]> {
  const readings: Reading[] = []
  for await (const batch of recordedBatches(name))
    for (const { jmx, time } of batch) readings.push(readingOf(jmx, time))
  return readings
}

/** One of the single documents, by its name without `.json`. */
export function singleDocument(name: string): JmxDocument {
  const text = readFileSync(path.join(recordingsFolder, 'documents', `${name}.json`), 'utf8')
  const document = asJmxDocument(JSON.parse(text))
  if (document === undefined) throw new Error(`${name} is no /jmx document`)
  return document
}

/** Object name of a NameNode's bean. */
export const namenodeBean = (name: string): string => `Hadoop:service=NameNode,name=${name}`

/** The document with attributes of one bean changed; an attribute made undefined is gone. */
export function withAttributes(
  document: JmxDocument,
  bean: string,
  changes: Readonly<Record<string, unknown>>,
): JmxDocument {
  if (document.beans.every(({ name }) => name !== bean)) throw new Error(`there is no bean ${bean}`)
  const changed = (one: JmxBean): JmxBean => {
    const kept = Object.entries({ ...one, ...changes }).filter(([, value]) => value !== undefined)
    return { ...Object.fromEntries(kept), name: one.name }
  }
  return { beans: document.beans.map((one) => (one.name === bean ? changed(one) : one)) }
}

/** The document without the beans that the test holds for. */
export function withoutBeans(document: JmxDocument, isGone: (name: string) => boolean): JmxDocument {
  return { beans: document.beans.filter(({ name }) => !isGone(name)) }
}

/** A folder that is deleted when the test has ended. */
export function temporaryFolder(context: TestContext): string {
  const folder = scratchFolder()
  context.after(() => folder.remove())
  return folder.path
}
