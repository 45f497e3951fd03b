// Entry of the importer's reading half: every /jmx document in files, folders and archives, in batches, as a stream.
import { setImmediate } from 'node:timers/promises'
import { runtimeTime } from '../etl/document.ts'
import { AttachmentReader } from './attachments/read-attachment.ts'
import { DocumentSplitter } from './document-splitter.ts'
import type { FoundDocument, ReadOptions, SendReport, TimeOrigin } from './found-document.ts'
import { inputFiles } from './input-files.ts'
import { InputDamage } from './intake.ts'
import type { JmxRecord } from './jmx-record.ts'
import type { Leaf } from './leaves.ts'
import { fileLeaves } from './leaves.ts'
import { readReport } from './read-report.ts'
import { Reading } from './reading.ts'
import { isPlausibleTime, nameTime } from './time-text.ts'

function documentTime(
  record: JmxRecord,
  leaf: Leaf,
): { readonly time: number; readonly timeFrom: TimeOrigin } {
  if (record.time !== undefined) return { time: record.time, timeFrom: 'wrapper' }
  const runtime = runtimeTime(record.jmx)
  if (runtime !== undefined && isPlausibleTime(runtime))
    return { time: Math.round(runtime), timeFrom: 'runtime' }
  const named = nameTime(leaf.name)
  return named === undefined
    ? { time: Math.round(leaf.mtime), timeFrom: 'file' }
    : { time: named, timeFrom: 'name' }
}

/** The leaf's documents, as many as each piece of it holds. */
async function* leafDocuments(
  leaf: Leaf,
  reading: Reading,
): AsyncGenerator<readonly FoundDocument[], void, undefined> {
  let found: FoundDocument[] = []
  const splitter = new DocumentSplitter(reading.limits, {
    record: (text, record) => {
      const { jmx, wrapped } = record
      found.push({ text, wrapped, jmx, ...documentTime(record, leaf), input: leaf.place })
    },
    skipped: (line, reason) =>
      reading.skipped(line === 1 ? leaf.place : `${leaf.place}, line ${line}`, reason),
  })
  let damage: InputDamage | undefined
  try {
    for await (const piece of leaf.content.rest()) {
      reading.inflated(piece.length, leaf.place)
      splitter.push(piece)
      if (found.length > 0) yield found
      found = []
    }
  } catch (error) {
    if (!(error instanceof InputDamage)) throw error
    damage = error
  }
  splitter.finish(damage !== undefined)
  if (damage !== undefined) reading.damaged(`${leaf.place}, line ${splitter.line}`, damage)
  if (found.length > 0) yield found
}

async function* allDocuments(
  paths: readonly string[],
  reading: Reading,
  attachments: AttachmentReader | undefined,
  onReport: SendReport | undefined,
): AsyncGenerator<readonly FoundDocument[], void, undefined> {
  const files = await inputFiles(paths, reading)
  reading.begin(files.reduce((sum, file) => sum + file.size, 0))
  for (const file of files) {
    reading.nextFile(file.size)
    reading.check()
    for await (const leaf of fileLeaves(file, reading)) {
      const isReport = onReport !== undefined && (await readReport(leaf, reading, onReport))
      const isRead = isReport || (attachments !== undefined && (await attachments.read(leaf)))
      if (!isRead) yield* leafDocuments(leaf, reading)
    }
  }
}

/**
 * Every recorded /jmx document at the paths, in batches as they come, in natural order of files and entries and in their
 * order within. What is no document, broken or cut off is told to `onSkipped` and never ends the reading; where nothing at all
 * is found, no batch comes. Throws NOT_FOUND or UNREADABLE for a path given, TOO_LARGE beyond the entries or `maxBytes`, CANCELLED.
 * Meant for a worker thread: parsing is done on the caller's. Closes its files on every way out, leaving the loop early included.
 */
export async function* readDocuments(
  paths: readonly string[],
  options: ReadOptions,
): AsyncGenerator<readonly FoundDocument[], void, undefined> {
  const reading = new Reading(options)
  const { onAttachment, onReport } = options
  const attachments = onAttachment === undefined ? undefined : new AttachmentReader(reading, onAttachment)
  reading.check()
  for await (const found of allDocuments(paths, reading, attachments, onReport)) {
    // Handed on at once: parsed documents that wait for others cost the garbage collector more than parsing did.
    yield found
    await setImmediate()
    reading.check()
  }
  reading.end()
}
