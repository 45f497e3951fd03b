// From input files to what may hold documents: through one layer of archive and one of compression, never more.
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import { ByteWindow } from './byte-window.ts'
import { contentKind, kindBytes } from './content-kind.ts'
import { fileBytes } from './file-bytes.ts'
import { gunzip } from './gzip-members.ts'
import type { InputFile } from './input-files.ts'
import { unreadable } from './input-files.ts'
import { InputDamage, Intake } from './intake.ts'
import type { Reading } from './reading.ts'
import { tarEntries } from './tar-entries.ts'
import { tooManyEntries, zipDirectory } from './zip-directory.ts'
import { entryBytes, walkedEntries } from './zip-entries.ts'
import { unzstd } from './zstd-frames.ts'

/** Text that may hold documents; to be read, or left, before the next one. */
export interface Leaf {
  /** For people: `dump.zip › polls/0001.json`. */
  readonly place: string
  /** The file's or entry's own name, as a text only. */
  readonly name: string
  /** Epoch ms. */
  readonly mtime: number
  readonly content: Intake
}

type Leaves = AsyncGenerator<Leaf, void, undefined>

interface Layers {
  readonly archive: boolean
  readonly compression: boolean
}

const longestName = 300
const nested = 'an archive within an archive or within compressed data is not read: unpack it first'

/** An entry's name for people: no control characters, no endless ones. */
const forPeople = (name: string): string => name.slice(0, longestName).replace(/\p{Cc}/gu, '?')

async function* opened(leaf: Leaf, may: Layers, reading: Reading): Leaves {
  await leaf.content.fill(kindBytes)
  const kind = contentKind(leaf.content.buffered)
  if (kind === 'json') yield leaf
  else if (typeof kind === 'object') reading.skipped(leaf.place, kind.unread)
  else if (kind === 'zip' || (kind === 'tar' && !may.archive)) reading.skipped(leaf.place, nested)
  else if (kind === 'tar') yield* tarLeaves(leaf, reading)
  else if (!may.compression) reading.skipped(leaf.place, 'compressed twice: decompress it first')
  else {
    const onDamage = (reason: string) => reading.skipped(leaf.place, reason)
    const inflated = kind === 'gzip' ? gunzip(leaf.content) : unzstd(leaf.content, onDamage)
    const content = new Intake(stoppable(inflated, reading))
    try {
      yield* opened({ ...leaf, content }, { archive: may.archive, compression: false }, reading)
    } finally {
      await content.close()
    }
  }
}

/** A little compressed data may inflate for hours, also where it is only passed over: stopping must still be prompt. */
async function* stoppable(
  pieces: AsyncIterable<Buffer>,
  reading: Reading,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of pieces) {
    reading.check()
    yield piece
  }
}

/** Within an archive: its entries may be compressed, but be no archives. */
const inArchive: Layers = { archive: false, compression: true }

async function* tarLeaves(archive: Leaf, reading: Reading): Leaves {
  let count = 0
  try {
    for await (const entry of tarEntries(archive.content)) {
      reading.check()
      count += 1
      if (count > reading.limits.entries) throw tooManyEntries(archive.place, reading.limits.entries)
      const place = `${archive.place} › ${forPeople(entry.name)}`
      if (entry.objection === undefined) yield* opened({ ...entry, place }, inArchive, reading)
      else reading.skipped(place, entry.objection)
    }
  } catch (error) {
    if (!(error instanceof InputDamage)) throw error
    reading.damaged(archive.place, error)
  }
}

async function* zipLeaves(file: FileHandle, input: InputFile, reading: Reading): Leaves {
  const onBytes = (bytes: number) => reading.consumed(bytes)
  const limits = { entries: reading.limits.entries, place: input.place, check: () => reading.check() }
  const entries = await zipDirectory(file, input.size, limits).catch((error: unknown) => {
    if (error instanceof DeclaredError) throw error
    return errorText(error)
  })
  if (typeof entries === 'string') {
    yield* walkedLeaves(file, input, reading)
    reading.skipped(input.place, `truncated or damaged: the zip's directory cannot be read (${entries})`)
    return
  }
  const window = new ByteWindow(file)
  for (const entry of entries) {
    reading.check()
    const place = `${input.place} › ${forPeople(entry.name)}`
    if (entry.objection !== undefined) {
      reading.skipped(place, entry.objection)
      continue
    }
    const content = new Intake(entryBytes(file, window, entry, onBytes))
    try {
      yield* opened({ place, name: entry.name, mtime: entry.mtime, content }, inArchive, reading)
    } finally {
      await content.close()
    }
  }
}

async function* walkedLeaves(file: FileHandle, input: InputFile, reading: Reading): Leaves {
  const onBytes = (bytes: number) => reading.consumed(bytes)
  let count = 0
  try {
    for await (const entry of walkedEntries(new Intake(fileBytes(file, 0, input.size, onBytes)))) {
      reading.check()
      count += 1
      if (count > reading.limits.entries) throw tooManyEntries(input.place, reading.limits.entries)
      const place = `${input.place} › ${forPeople(entry.name)}`
      yield* opened({ ...entry, place, mtime: input.mtime }, inArchive, reading)
    }
  } catch (error) {
    if (!(error instanceof InputDamage)) throw error
    reading.damaged(input.place, error)
  }
}

/**
 * All that may hold documents in one file; what cannot be read is told as skipped, or throws UNREADABLE when the file itself was given.
 * The file is closed on every way out.
 */
export async function* fileLeaves(input: InputFile, reading: Reading): Leaves {
  const file = await open(input.path).catch((error: unknown) => {
    if (input.isGiven) throw unreadable(input.path, error)
    return errorText(error)
  })
  if (typeof file === 'string') {
    reading.skipped(input.place, `cannot be read (${file})`)
    return
  }
  try {
    const content = new Intake(fileBytes(file, 0, input.size, (bytes) => reading.consumed(bytes)))
    await content.fill(kindBytes)
    const isZip = contentKind(content.buffered) === 'zip'
    const leaf = { place: input.place, name: input.place, mtime: input.mtime, content }
    yield* isZip
      ? zipLeaves(file, input, reading)
      : opened(leaf, { archive: true, compression: true }, reading)
  } finally {
    await file.close()
  }
}
