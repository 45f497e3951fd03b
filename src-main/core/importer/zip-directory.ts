// A zip's directory, by yauzl, with the entries counted before they are read: the count in the file may lie either way.
import type { FileHandle } from 'node:fs/promises'
import type { Entry } from 'yauzl'
import { fromRandomAccessReaderPromise, getFileNameLowLevel } from 'yauzl'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { ByteWindow } from './byte-window.ts'
import { sortNaturally } from './natural-order.ts'

/** One file in a zip, as its directory tells it. */
export interface ZipEntry {
  readonly name: string
  /** Epoch ms. */
  readonly mtime: number
  /** Where the entry's local header is. */
  readonly offset: number
  readonly compressedSize: number
  /** A claim. */
  readonly size: number
  readonly method: number
  /** Why the entry is no file that can be read, undefined for a file. */
  readonly objection: string | undefined
}

const recordSignature = 0x02014b50
const recordLength = 46
const unixMaker = 3
const kindMask = 0o170000
const regularFile = 0o100000
const symbolicLink = 0o120000

/** The error for an archive or folder with too many entries. */
export function tooManyEntries(place: string, limit: number): DeclaredError {
  return new DeclaredError(
    'TOO_LARGE',
    `${place} has more entries than the limit of ${limit}: split it and import the parts.`,
    { place, limit },
  )
}

async function countRecords(window: ByteWindow, start: number, limit: number): Promise<number> {
  let count = 0
  let at = start
  while (count <= limit) {
    const bytes = await window.at(at, recordLength)
    let offset = 0
    while (offset + recordLength <= bytes.length) {
      if (bytes.readUInt32LE(offset) !== recordSignature) return count
      count += 1
      const variable =
        bytes.readUInt16LE(offset + 28) + bytes.readUInt16LE(offset + 30) + bytes.readUInt16LE(offset + 32)
      offset += recordLength + variable
    }
    if (offset === 0) return count
    at += offset
  }
  return count
}

function objectionTo(entry: Entry): string | undefined {
  if (entry.isEncrypted()) return 'encrypted: unpack it first'
  if (entry.versionMadeBy >> 8 !== unixMaker) return undefined
  const kind = (entry.externalFileAttributes >>> 16) & kindMask
  if (kind === 0 || kind === regularFile) return undefined
  return kind === symbolicLink ? 'a link, not followed' : 'a device or another special file'
}

function zipEntry(entry: Entry): ZipEntry {
  return {
    name: getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false),
    mtime: entry.getLastModDate().getTime(),
    offset: entry.relativeOffsetOfLocalHeader,
    compressedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    method: entry.compressionMethod,
    objection: objectionTo(entry),
  }
}

/**
 * The zip's entries in natural order of their names, folders left out. Throws TOO_LARGE above `limit` entries, and yauzl's error
 * when the directory is absent or damaged.
 */
export async function zipDirectory(
  file: FileHandle,
  size: number,
  limits: { readonly entries: number; readonly place: string; check(): void },
): Promise<readonly ZipEntry[]> {
  const window = new ByteWindow(file)
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false } as const
  const zip = await fromRandomAccessReaderPromise(window, size, options)
  const count = await countRecords(window, Number(zip.readEntryCursor), limits.entries)
  if (count > limits.entries) throw tooManyEntries(limits.place, limits.entries)
  if (count < zip.entryCount) throw new Error('the directory is shorter than it says')
  zip.entryCount = count
  const entries: ZipEntry[] = []
  for await (const entry of zip.eachEntry()) {
    limits.check()
    const found = zipEntry(entry)
    if (!found.name.endsWith('/')) entries.push(found)
  }
  return sortNaturally(entries, (entry) => entry.name)
}
