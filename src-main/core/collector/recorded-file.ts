// A file that was recorded into before: made fit for more polls, or refused where they could not be read again.
import type { FileHandle } from 'node:fs/promises'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { fileBytes } from '../importer/file-bytes.ts'
import { gunzip } from '../importer/gzip-members.ts'
import { InputDamage, Intake } from '../importer/intake.ts'
import { unzstd } from '../importer/zstd-frames.ts'

/** Why what follows the file's compressed data could not be read; undefined where it could. */
async function damageOf(file: FileHandle, size: number, isGzip: boolean): Promise<string | undefined> {
  let damage: string | undefined
  const intake = new Intake(fileBytes(file, 0, size, () => undefined))
  const note = (reason: string): void => {
    damage = reason
  }
  const pieces = isGzip ? gunzip(intake) : unzstd(intake, note)
  try {
    while ((await pieces.next()).done !== true);
  } catch (error) {
    if (!(error instanceof InputDamage)) throw error
    note(error.message)
  }
  return damage
}

/**
 * Prepares an open file for appending. A line that was cut off, by a full disk or a kill in its midst, is ended, so that it
 * does not spoil the next one. Throws BAD_INPUT for compressed data that was cut off: the importer cannot read past it.
 */
export async function prepareForMore(file: FileHandle, name: string): Promise<void> {
  const { size } = await file.stat()
  if (size === 0) return
  if (!/\.(gz|zst)$/.test(name)) {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
    if (buffer.toString() !== '\n') await file.appendFile('\n')
    return
  }
  const damage = await damageOf(file, size, name.endsWith('.gz'))
  if (damage === undefined) return
  throw new DeclaredError(
    'BAD_INPUT',
    `Wanted a whole file to go on with, got ${name}, which was cut off (${damage}): record into another file, ` +
      'import reads both.',
  )
}
