// zstd (RFC 8878), frame after frame. Node's decompressor handles one frame, so the frames' ends are found here by their block
// headers, without decompressing; a damaged frame therefore costs only itself.
import { largestPiece, pieceSize, zstdInflater } from './inflater.ts'
import type { Intake } from './intake.ts'
import { InputDamage } from './intake.ts'

const frameMagic = 0xfd2fb528
const skippableMagic = 0x184d2a50
const largestWindow = 2 ** 27
const longestHeader = 18
const lastReserved = 3

const magicOf = (bytes: Buffer): number => (bytes.length < 4 ? 0 : bytes.readUInt32LE(0))
const isSkippable = (magic: number): boolean => (magic & 0xfffffff0) === skippableMagic

/** Whether a zstd frame, of data or skippable, begins here. */
export const isZstd = (bytes: Buffer): boolean => magicOf(bytes) === frameMagic || isSkippable(magicOf(bytes))

interface FrameHeader {
  readonly length: number
  readonly window: number
  readonly contentSize: number
  readonly hasChecksum: boolean
}

function contentSize(bytes: Buffer, at: number, width: number): number {
  if (width === 0) return Infinity
  if (width === 8) return Number(bytes.readBigUInt64LE(at))
  return bytes.readUIntLE(at, width) + (width === 2 ? 256 : 0)
}

/** Reads the header of a frame; a claim of sizes only, nothing is allocated by it. */
function frameHeader(bytes: Buffer): FrameHeader {
  const descriptor = bytes[4] ?? 0
  const isSingle = (descriptor & 32) !== 0
  const sizeWidth = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0
  const sizeAt = 5 + (isSingle ? 0 : 1) + ([0, 1, 2, 4][descriptor & 3] ?? 0)
  const size = contentSize(bytes, sizeAt, sizeWidth)
  const windowByte = bytes[5] ?? 0
  const windowBase = 2 ** (10 + (windowByte >> 3))
  const window = isSingle ? size : windowBase + (windowBase / 8) * (windowByte & 7)
  return { length: sizeAt + sizeWidth, window, contentSize: size, hasChecksum: (descriptor & 4) !== 0 }
}

const cutOff = (): InputDamage => new InputDamage('truncated: the zstd data ends in the middle of a frame')

/** The compressed bytes of the frame at the intake's head, as they come. */
async function* frameBytes(intake: Intake, header: FrameHeader): AsyncGenerator<Buffer, void, undefined> {
  let inFrame = header.length
  let isLast = false
  for (;;) {
    while (!isLast && intake.buffered.length >= inFrame + 3) {
      const block = intake.buffered.readUIntLE(inFrame, 3)
      const kind = (block >> 1) & 3
      if (kind === lastReserved) throw new InputDamage('damaged: invalid zstd block, the rest is left out')
      inFrame += 3 + (kind === 1 ? 1 : block >> 3)
      isLast = (block & 1) === 1
      if (isLast && header.hasChecksum) inFrame += 4
    }
    const given = intake.buffered.subarray(0, inFrame)
    intake.buffered = intake.buffered.subarray(given.length)
    inFrame -= given.length
    if (given.length > 0) yield given
    if (isLast && inFrame === 0) return
    if (!(await intake.fill(inFrame === 0 ? 3 : 1)) && intake.buffered.length === 0) throw cutOff()
    if (inFrame === 0 && intake.buffered.length < 3) throw cutOff()
  }
}

/** The content of one frame; returns why it, or its rest, was left out, undefined when all was read. */
async function* frame(
  intake: Intake,
  header: FrameHeader,
): AsyncGenerator<Buffer, string | undefined, undefined> {
  let objection =
    header.window > largestWindow
      ? `a zstd frame needs a window of ${header.window} bytes, at most ${largestWindow} is read: compress it again with --long=27 or less`
      : undefined
  using inflater = zstdInflater(pieceSize(Math.min(header.contentSize, largestPiece)))
  for await (const piece of frameBytes(intake, header)) {
    if (objection !== undefined) continue
    try {
      yield* inflater.feed(piece)
    } catch {
      objection = 'damaged: invalid data in a zstd frame, reading goes on with the next frame'
    }
  }
  return objection
}

/** The content of all frames; `onDamage` hears of a frame that is left out from some byte on. Throws InputDamage at what is no zstd. */
export async function* unzstd(
  intake: Intake,
  onDamage: (reason: string) => void,
): AsyncGenerator<Buffer, void, undefined> {
  while (await intake.fill(1)) {
    await intake.fill(longestHeader)
    const magic = magicOf(intake.buffered)
    if (isSkippable(magic)) {
      if (intake.buffered.length < 8) throw cutOff()
      if (!(await intake.skip(8 + intake.buffered.readUInt32LE(4)))) throw cutOff()
    } else if (magic === frameMagic && intake.buffered.length > 5) {
      const padded = Buffer.concat([intake.buffered.subarray(0, longestHeader), Buffer.alloc(longestHeader)])
      const objection = yield* frame(intake, frameHeader(padded))
      if (objection !== undefined) onDamage(objection)
    } else if (intake.buffered.length < 6) throw cutOff()
    else throw new InputDamage('something else follows the zstd data and is left out')
  }
}
