// gzip (RFC 1952), member after member. Node's own gunzip loses the last of what it inflated when a file is cut off or followed
// by something else; this one gives it, and says so.
import zlib from 'node:zlib'
import type { Inflater } from './inflater.ts'
import { largestPiece, rawInflater } from './inflater.ts'
import type { Intake } from './intake.ts'
import { InputDamage } from './intake.ts'

const longestHeader = 2 ** 17

/** Length of the member's header, undefined while more bytes are needed. */
function headerLength(bytes: Buffer): number | undefined {
  if (bytes.length < 12) return undefined
  const flags = bytes[3] ?? 0
  let at = 10
  if ((flags & 4) !== 0) at += 2 + bytes.readUInt16LE(10)
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue
    const end = bytes.indexOf(0, at)
    if (end < 0) return undefined
    at = end + 1
  }
  if ((flags & 2) !== 0) at += 2
  return at <= bytes.length ? at : undefined
}

async function skipHeader(intake: Intake): Promise<void> {
  for (let wanted = 12; wanted <= longestHeader; wanted *= 4) {
    const isThere = await intake.fill(wanted)
    const length = headerLength(intake.buffered)
    if (length !== undefined) {
      intake.buffered = intake.buffered.subarray(length)
      return
    }
    if (!isThere) break
  }
  throw new InputDamage('truncated: the gzip data ends in a header')
}

/** Inflates one raw deflate stream off the intake, up to its own end. Throws InputDamage when it is cut off or damaged. */
export async function* inflateRaw(intake: Intake, size: number): AsyncGenerator<Buffer, void, undefined> {
  using inflater = rawInflater(size)
  let fed = 0
  for (;;) {
    const piece = await intake.take(largestPiece)
    if (piece === undefined) break
    fed += piece.length
    try {
      yield* inflater.feed(piece)
    } catch (error) {
      throw new InputDamage('damaged: the compressed data is invalid from here on', { cause: error })
    }
    if (inflater.ended) {
      const left = piece.subarray(piece.length - (fed - inflater.consumed))
      intake.buffered = intake.buffered.length === 0 ? left : Buffer.concat([left, intake.buffered])
      return
    }
  }
  if (!(await endsHere(inflater))) throw new InputDamage('truncated: the compressed data ends in the middle')
}

/** zlib tells the end of deflate data by the bytes that it leaves over: it gets one to leave. */
async function endsHere(inflater: Inflater): Promise<boolean> {
  try {
    await inflater.feed(Buffer.alloc(1)).next()
  } catch {
    return false
  }
  return inflater.ended
}

async function* member(intake: Intake): AsyncGenerator<Buffer, void, undefined> {
  await skipHeader(intake)
  let checksum = 0
  let length = 0
  for await (const piece of inflateRaw(intake, largestPiece)) {
    checksum = zlib.crc32(piece, checksum)
    length += piece.length
    yield piece
  }
  if (!(await intake.fill(8))) throw new InputDamage('truncated: the gzip data ends before its checksum')
  const trailer = intake.buffered
  intake.buffered = trailer.subarray(8)
  if (trailer.readUInt32LE(0) !== checksum || trailer.readUInt32LE(4) !== length % 2 ** 32) {
    throw new InputDamage('damaged: the gzip checksum does not fit what was inflated, the rest is left out')
  }
}

/** Whether a gzip member begins here. */
export const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8

/** The content of all members; zero padding behind them is passed over, anything else behind them is InputDamage. */
export async function* gunzip(intake: Intake): AsyncGenerator<Buffer, void, undefined> {
  do {
    yield* member(intake)
    while ((await intake.fill(1)) && intake.buffered[0] === 0) {
      const end = intake.buffered.findIndex((byte) => byte !== 0)
      intake.buffered = intake.buffered.subarray(end < 0 ? intake.buffered.length : end)
    }
    await intake.fill(3)
  } while (isGzip(intake.buffered))
  if (intake.buffered.length > 0)
    throw new InputDamage('something else follows the gzip data and is left out')
}
