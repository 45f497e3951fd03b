// The stretch of a stream that is still needed, by absolute position, over the pieces it came in.

/** Pieces kept one after another; positions count from the stream's first byte. */
export class RetainedBytes {
  readonly #pieces: Buffer[] = []
  #start = 0
  #end = 0

  /** Position behind the last byte. */
  get end(): number {
    return this.#end
  }

  append(piece: Buffer): void {
    this.#pieces.push(piece)
    this.#end += piece.length
  }

  /** The rest of the piece at a position that is retained. */
  from(position: number): Buffer {
    let end = this.#end
    for (let index = this.#pieces.length - 1; index >= 0; index -= 1) {
      const piece = this.#pieces[index]
      if (piece === undefined) break
      end -= piece.length
      if (position >= end) return piece.subarray(position - end)
    }
    throw new RangeError('position is not retained')
  }

  /** Bytes [start, end): a part of the piece where they lie in one, else a copy. */
  slice(start: number, end: number): Buffer {
    const first = this.from(start)
    if (first.length >= end - start) return first.subarray(0, end - start)
    const parts: Buffer[] = []
    let at = this.#start
    for (const piece of this.#pieces) {
      if (at < end && at + piece.length > start) {
        parts.push(piece.subarray(Math.max(0, start - at), Math.min(piece.length, end - at)))
      }
      at += piece.length
    }
    return Buffer.concat(parts)
  }

  /** Position of the next newline at or after `position`, or -1. */
  newline(position: number): number {
    let at = position
    while (at < this.#end) {
      const rest = this.from(at)
      const found = rest.indexOf(10)
      if (found >= 0) return at + found
      at += rest.length
    }
    return -1
  }

  /** Lets go of pieces that end at or before `position`. */
  release(position: number): void {
    let first = this.#pieces[0]
    while (first !== undefined && this.#start + first.length <= position) {
      this.#start += first.length
      this.#pieces.shift()
      first = this.#pieces[0]
    }
  }
}
