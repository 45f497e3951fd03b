// For the tests beside: documents to find, folders to put them in, and reading all that a path holds.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FoundDocument, ReadOptions, SkippedPart } from './found-document.ts'
import { readDocuments } from './read-documents.ts'

/** All that one reading gave. */
export interface Gathered {
  readonly found: readonly FoundDocument[]
  readonly skipped: readonly SkippedPart[]
}

/** A small document that can be told by its number; epoch ms `time` goes into its Runtime bean. */
export function sample(
  number: number,
  time?: number,
): { readonly beans: readonly Readonly<Record<string, unknown>>[] } {
  const runtime = { name: 'java.lang:type=Runtime', StartTime: time, Uptime: 0 }
  const bean = {
    name: 'Hadoop:service=NameNode,name=Sample',
    number,
    text: 'a "quoted" {[ text',
    list: [1, { a: [] }],
  }
  return { beans: time === undefined ? [bean] : [runtime, bean] }
}

/** The number of a sample. */
export function numberOf(document: FoundDocument): unknown {
  return document.jmx.beans.at(-1)?.['number']
}

/** A folder that is gone after `use`. */
export async function inFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'importer-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Reads all at the paths. */
export async function gather(
  paths: readonly string[],
  options: Partial<ReadOptions> = {},
): Promise<Gathered> {
  const found: FoundDocument[] = []
  const skipped: SkippedPart[] = []
  for await (const batch of readDocuments(paths, { onSkipped: (part) => skipped.push(part), ...options })) {
    found.push(...batch)
  }
  return { found, skipped }
}

/** Reads one file of these bytes. */
export function gatherBytes(
  name: string,
  bytes: string | Buffer,
  options: Partial<ReadOptions> = {},
): Promise<Gathered> {
  return inFolder((folder) => {
    const file = path.join(folder, name)
    writeFileSync(file, bytes)
    return gather([file], options)
  })
}
