// Uploaded files: streamed to disk under the data folder, imported from there, deleted when the import has ended.
import { randomInt } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Job } from '../../src-shared/contract/jobs.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { type Services, uploadsFolder } from '../core/services.ts'

/** A file that has arrived whole. */
export interface Upload {
  readonly path: string
  /** What its sender called it, for people. */
  readonly name: string
  /** Deletes it; it may be gone already. */
  remove(): Promise<void>
}

const letters = 'abcdefghijklmnopqrstuvwxyz'
/** Letters alone: the importer reads times out of paths, and random digits could look like one. */
const randomName = (): string =>
  Array.from({ length: 24 }, () => letters[randomInt(letters.length)] ?? '').join('')

/** The last part of a path of any system, without control characters. */
const shownName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '').replace(/\p{Cc}/gu, '').slice(0, 200) || 'upload'

const windowsDevices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** A name that is safe on any disk; times and endings in it, which the importer reads, stay as they are. */
function diskName(name: string): string {
  const safe = name
    .replace(/[^\w.+-]/g, '_')
    .slice(-100)
    .replace(/^\.|\.$/g, '_')
  return windowsDevices.test(safe) ? `_${safe}` : safe
}

export class Uploads {
  readonly #dataFolder: () => string
  readonly #maxBytes: number
  /** How many are arriving. */
  #arriving = 0

  /** Files of up to `maxBytes` each. The folder is asked for at each file: it throws while there is none to write to. */
  constructor(dataFolder: () => string, maxBytes: number) {
    this.#dataFolder = dataFolder
    this.#maxBytes = maxBytes
  }

  /** Throws TOO_LARGE for a length (bytes) that a sender announced and that is over the limit. */
  checkLength(bytes: number): void {
    if (bytes <= this.#maxBytes) return
    throw new DeclaredError(
      'TOO_LARGE',
      `Wanted a file of at most ${this.#maxBytes} bytes, got more: split it, or import it on the server itself ` +
        '("nnad import PATH" or POST /api/imports), which has no such limit.',
      { maxBytes: this.#maxBytes },
    )
  }

  /** Throws BUSY while a file arrives: it would be set aside half written. */
  mustBeIdle(): void {
    if (this.#arriving === 0) return
    throw new DeclaredError('BUSY', 'A file is being uploaded: wait until it has arrived and been imported.')
  }

  /** Writes a file to disk as it comes. Throws TOO_LARGE, and as its sender's stream does; then nothing of it is left. */
  async receive(name: string, content: AsyncIterable<Uint8Array>): Promise<Upload> {
    const folder = path.join(uploadsFolder(this.#dataFolder()), randomName())
    const shown = shownName(name)
    const file = path.join(folder, diskName(shown))
    const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
    this.#arriving += 1
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await pipeline(this.#limited(content), createWriteStream(file, { flags: 'wx', mode: 0o600 }))
    } catch (error) {
      await remove()
      throw error
    } finally {
      this.#arriving -= 1
    }
    return { path: file, name: shown, remove }
  }

  async *#limited(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    let bytes = 0
    for await (const piece of content) {
      bytes += piece.byteLength
      this.checkLength(bytes)
      yield piece
    }
  }

  /** Starts importing an upload, which is deleted however that ends. */
  startImport({ imports, jobs, host }: Services, upload: Upload): Job {
    const { id, outcome } = imports.start([upload.path], [upload.name])
    const remove = (): void => {
      upload.remove().catch((error: unknown) => host.log('An upload could not be deleted', error))
    }
    outcome.then(remove, remove)
    return jobs.get(id)
  }
}
