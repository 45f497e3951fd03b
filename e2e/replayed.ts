// Comparing a recording with what was served: read back with the product's own reader and imported with its command.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { JmxDocument } from '../src-main/core/etl/document.ts'
import type { FoundDocument, SkippedPart } from '../src-main/core/importer/found-document.ts'
import { readDocuments } from '../src-main/core/importer/read-documents.ts'
import { ImportSummary } from '../src-shared/contract/imports.ts'
import { runNnad } from './nnad-command.ts'

/** What a file holds. */
export interface FileContents {
  readonly documents: readonly FoundDocument[]
  readonly skipped: readonly SkippedPart[]
}

/** All documents in a file, and what could not be read. */
export async function contentsOf(file: string): Promise<FileContents> {
  const documents: FoundDocument[] = []
  const skipped: SkippedPart[] = []
  for await (const batch of readDocuments([file], { onSkipped: (part) => skipped.push(part) }))
    documents.push(...batch)
  return { documents, skipped }
}

/** Imports a file into a new data folder. */
export async function importedInto(data: string, file: string): Promise<ImportSummary> {
  const outcome = await runNnad(['import', file, '--data', data, '--json', '-'])
  assert.equal(outcome.code, 0, outcome.stderr)
  return ImportSummary.parse(JSON.parse(outcome.stdout))
}

/** A short name for a document's values: a failed comparison of the documents themselves prints megabytes. */
export function digestOf(document: JmxDocument): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex').slice(0, 16)
}

/** Asserts that the file holds exactly the served documents, in order, each with a time of its own. */
export async function assertHolds(
  file: string,
  served: readonly JmxDocument[],
): Promise<readonly FoundDocument[]> {
  const { documents, skipped } = await contentsOf(file)
  assert.deepEqual(skipped, [])
  assert.equal(documents.length, served.length)
  documents.forEach(({ timeFrom, time }, index) => {
    assert.equal(timeFrom, 'wrapper')
    assert.ok(time > (documents[index - 1]?.time ?? 0), `poll ${index} is later than the one before`)
  })
  assert.deepEqual(
    documents.map(({ jmx }) => digestOf(jmx)),
    served.map(digestOf),
  )
  return documents
}
