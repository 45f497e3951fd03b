// The content of a zip's entries, by their local headers: one the directory points to, or, where a zip has lost its directory at
// the end, one after another from the start.
import type { FileHandle } from 'node:fs/promises'
import zlib from 'node:zlib'
import type { ByteWindow } from './byte-window.ts'
import { fileBytes } from './file-bytes.ts'
import { inflateRaw } from './gzip-members.ts'
import { largestPiece, pieceSize } from './inflater.ts'
import { InputDamage, Intake } from './intake.ts'
import type { ZipEntry } from './zip-directory.ts'
import { unzstd } from './zstd-frames.ts'

const localSignature = 0x04034b50
const localLength = 30
const likelyExtra = 64
const longestDescriptor = 24
const smallEntry = 2 ** 17

interface LocalHeader {
  readonly name: string
  readonly method: number
  readonly flags: number
  readonly compressedSize: number
  readonly size: number
}

const isLocalHeader = (bytes: Buffer): boolean =>
  bytes.length >= 4 && bytes.readUInt32LE(0) === localSignature

/** Sizes in the zip64 extra field, where the plain fields are all ones. */
function zip64Sizes(
  extra: Buffer,
  size: number,
  compressedSize: number,
): readonly [size: number, compressed: number] {
  const all = 0xffffffff
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1 || at + 20 > extra.length) continue
    return [
      size === all ? Number(extra.readBigUInt64LE(at + 4)) : size,
      compressedSize === all ? Number(extra.readBigUInt64LE(at + (size === all ? 12 : 4))) : compressedSize,
    ]
  }
  return [size, compressedSize]
}

async function localHeader(intake: Intake): Promise<LocalHeader> {
  const damage = 'damaged: no entry where the zip says there is one'
  if (!(await intake.fill(localLength)) || !isLocalHeader(intake.buffered)) throw new InputDamage(damage)
  const bytes = intake.buffered
  const nameEnd = localLength + bytes.readUInt16LE(26)
  const end = nameEnd + bytes.readUInt16LE(28)
  if (!(await intake.fill(end))) throw new InputDamage('truncated: the zip ends in the middle of an entry')
  const whole = intake.buffered
  intake.buffered = whole.subarray(end)
  const sizes = zip64Sizes(whole.subarray(nameEnd, end), whole.readUInt32LE(22), whole.readUInt32LE(18))
  return {
    name: whole.toString('utf8', localLength, nameEnd),
    method: whole.readUInt16LE(8),
    flags: whole.readUInt16LE(6),
    size: sizes[0],
    compressedSize: sizes[1],
  }
}

async function* limited(intake: Intake, length: number): AsyncGenerator<Buffer, void, undefined> {
  for (let left = length; left > 0;) {
    const piece = await intake.take(left)
    if (piece === undefined) throw new InputDamage('truncated: the zip ends in the middle of an entry')
    left -= piece.length
    yield piece
  }
}

async function* decoded(
  intake: Intake,
  method: number,
  size: number,
): AsyncGenerator<Buffer, void, undefined> {
  if (method === 0) yield* intake.rest()
  else if (method === 8) yield* inflateRaw(intake, pieceSize(size))
  else if (method === 93) {
    let damage: string | undefined
    yield* unzstd(intake, (reason) => (damage ??= reason))
    if (damage !== undefined) throw new InputDamage(damage)
  } else
    throw new InputDamage(`compressed by method ${method}, which is not read: pack it again with deflate`)
}

/** A small entry inflated at once, which spares many thousand of them the thread pool; undefined where that does not work out. */
function inflatedAtOnce(packed: Buffer, size: number): Buffer | undefined {
  try {
    return zlib.inflateRawSync(packed, { chunkSize: pieceSize(size), maxOutputLength: largestPiece })
  } catch {
    return undefined
  }
}

/**
 * Content of an entry of the directory, whose packed bytes `onBytes` hears of. Throws InputDamage when it is not there, cut off, damaged or
 * packed in an unknown way.
 */
export async function* entryBytes(
  file: FileHandle,
  window: ByteWindow,
  entry: ZipEntry,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  const intake = new Intake(packedBytes(file, window, entry, onBytes))
  await localHeader(intake)
  const isSmall = entry.compressedSize <= smallEntry && entry.size < largestPiece
  if (isSmall && entry.method === 8 && (await intake.fill(entry.compressedSize))) {
    const whole = inflatedAtOnce(intake.buffered.subarray(0, entry.compressedSize), entry.size)
    if (whole !== undefined) {
      yield whole
      return
    }
  }
  yield* decoded(new Intake(limited(intake, entry.compressedSize)), entry.method, entry.size)
}

/** From the entry's local header on; small entries come out of the window, which holds many of them. */
async function* packedBytes(
  file: FileHandle,
  window: ByteWindow,
  entry: ZipEntry,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  let at = entry.offset
  if (entry.compressedSize <= smallEntry) {
    const length = localLength + Buffer.byteLength(entry.name) + likelyExtra + entry.compressedSize
    const piece = (await window.at(at, length)).subarray(0, length)
    at += piece.length
    onBytes(piece.length)
    yield piece
  }
  yield* fileBytes(file, at, Infinity, onBytes)
}

/** A file found by walking; `content` is to be read, or left, before the next. */
export interface WalkedEntry {
  readonly name: string
  readonly content: Intake
}

/** Entries one after another as long as there are any; throws InputDamage where it is cut off or cannot go on. */
export async function* walkedEntries(intake: Intake): AsyncGenerator<WalkedEntry, void, undefined> {
  while ((await intake.fill(4)) && isLocalHeader(intake.buffered)) {
    const header = await localHeader(intake)
    const hasDescriptor = (header.flags & 8) !== 0
    if ((header.flags & 1) !== 0) throw new InputDamage('encrypted: unpack it first')
    if (hasDescriptor && header.method !== 8) {
      throw new InputDamage('an entry of unknown length stands where the directory is lost')
    }
    const packed = hasDescriptor ? intake : new Intake(limited(intake, header.compressedSize))
    const content = new Intake(decoded(packed, header.method, header.size))
    if (!header.name.endsWith('/')) yield { name: header.name, content }
    while ((await content.take()) !== undefined);
    while (packed !== intake && (await packed.take()) !== undefined);
    if (hasDescriptor) await skipDescriptor(intake)
  }
}

async function skipDescriptor(intake: Intake): Promise<void> {
  await intake.fill(longestDescriptor + 4)
  const next = intake.buffered.subarray(0, longestDescriptor + 4).indexOf('PK\u0003\u0004', 0, 'latin1')
  if (next > 0) intake.buffered = intake.buffered.subarray(next)
}
