// Bytes pulled as they are needed, with a look ahead; all readers of formats stand on it.

/** Content that is damaged or cut off from here on; the message is the reason for people. What came before is good. */
export class InputDamage extends Error {}

const empty = Buffer.alloc(0)

/** A stream of bytes; when the stream fails, what came before is given first. */
export class Intake {
  readonly #pieces: AsyncIterator<Buffer, unknown, undefined>
  #failure: { readonly error: unknown } | undefined
  #ended = false
  /** What was pulled and not yet taken. */
  buffered: Buffer = empty

  constructor(pieces: AsyncIterable<Buffer, unknown, undefined>) {
    this.#pieces = pieces[Symbol.asyncIterator]()
  }

  /** Pulls until `count` bytes are buffered; false when the stream ends or fails before. */
  async fill(count: number): Promise<boolean> {
    if (this.buffered.length >= count) return true
    const parts = [this.buffered]
    let length = this.buffered.length
    while (length < count) {
      const piece = await this.#pull()
      if (piece === undefined) break
      parts.push(piece)
      length += piece.length
    }
    this.buffered =
      parts[0]?.length === 0 && parts[1] !== undefined && parts.length === 2 ? parts[1] : Buffer.concat(parts)
    return length >= count
  }

  /** Takes up to `most` bytes, as they come; undefined at the end. Throws what the stream failed with. */
  async take(most = Infinity): Promise<Buffer | undefined> {
    if (this.buffered.length === 0 && !(await this.fill(1))) {
      if (this.#failure !== undefined) throw this.#failure.error
      return undefined
    }
    const piece = this.buffered.subarray(0, most)
    this.buffered = this.buffered.subarray(piece.length)
    return piece
  }

  /** Skips `count` bytes; false when the stream ends before. Throws what the stream failed with. */
  async skip(count: number): Promise<boolean> {
    let left = count
    while (left > 0) {
      const piece = await this.take(left)
      if (piece === undefined) return false
      left -= piece.length
    }
    return true
  }

  /** All bytes from here on. */
  async *rest(): AsyncGenerator<Buffer, void, undefined> {
    for (let piece = await this.take(); piece !== undefined; piece = await this.take()) yield piece
  }

  /** Lets go of the stream's resources. */
  async close(): Promise<void> {
    this.#ended = true
    this.buffered = empty
    await this.#pieces.return?.()
  }

  async #pull(): Promise<Buffer | undefined> {
    if (this.#ended) return undefined
    try {
      const next = await this.#pieces.next()
      if (next.done !== true) return next.value
    } catch (error) {
      this.#failure = { error }
    }
    this.#ended = true
    return undefined
  }
}
