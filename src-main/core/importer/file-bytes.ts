// A file's bytes in pieces, each its own memory.
import type { FileHandle } from 'node:fs/promises'
import { errorText } from '../../../src-shared/errors.ts'
import { InputDamage } from './intake.ts'

const fileStep = 2 ** 20

/**
 * Bytes from `start` up to `end` (or the file's end); `onBytes` hears of each piece. Throws InputDamage when the file cannot be
 * read on.
 */
export async function* fileBytes(
  file: FileHandle,
  start: number,
  end: number,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  for (let at = start; at < end;) {
    const piece = Buffer.allocUnsafeSlow(Math.min(fileStep, end - at))
    const bytesRead = await readInto(file, piece, at)
    if (bytesRead === 0) return
    at += bytesRead
    onBytes(bytesRead)
    yield piece.subarray(0, bytesRead)
  }
}

async function readInto(file: FileHandle, piece: Buffer, at: number): Promise<number> {
  try {
    return (await file.read(piece, 0, piece.length, at)).bytesRead
  } catch (error) {
    throw new InputDamage(`cannot be read on (${errorText(error)})`, { cause: error })
  }
}
