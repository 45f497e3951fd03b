// A file read at any place through a window in memory, for the many small reads of a zip's directory.
import type { FileHandle } from 'node:fs/promises'
import { RandomAccessReader } from 'yauzl'

const windowBytes = 2 ** 20

/** yauzl's view of an open file, which it does not close. */
export class ByteWindow extends RandomAccessReader {
  readonly #file: FileHandle
  #window = Buffer.alloc(0)
  #start = 0

  constructor(file: FileHandle) {
    super()
    this.#file = file
  }

  /** Bytes from `position` on, at least `count` where the file has as many. */
  async at(position: number, count: number): Promise<Buffer> {
    const offset = position - this.#start
    if (offset < 0 || offset + count > this.#window.length) {
      const window = Buffer.allocUnsafe(Math.max(windowBytes, count))
      const { bytesRead } = await this.#file.read(window, 0, window.length, position)
      this.#window = window.subarray(0, bytesRead)
      this.#start = position
    }
    return this.#window.subarray(position - this.#start)
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.at(position, length).then(
      (bytes) => {
        const isWhole = bytes.copy(buffer, offset, 0, length) === length
        callback(isWhole ? null : new Error('the zip file ends in its directory'))
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    )
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null)
  }
}
