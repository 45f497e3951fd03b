// Pieces of bytes → blocks of whole lines, whatever a line's length.

/** Longest line that is kept whole across pieces, bytes; of a longer one the rest is dropped. */
const longestLine = 2 ** 16
const newline = 10

export class LogText {
  /** Begin of a line whose end has not come. */
  #rest = Buffer.alloc(0)
  /** The line under way was longer than is kept. */
  #skips = false
  #isFirst = true
  /** Lines that were cut. */
  cut = 0

  /** The whole lines that have come to an end with this piece; empty where there is none. */
  push(piece: Buffer): string {
    let start = 0
    if (this.#isFirst) {
      this.#isFirst = false
      if (piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf) start = 3
    }
    if (this.#skips) {
      const found = piece.indexOf(newline, start)
      if (found < 0) return ''
      this.#skips = false
      start = found + 1
    }
    const last = piece.lastIndexOf(newline)
    if (last < start) return this.#keep(piece.subarray(start))
    const whole = piece.subarray(start, last + 1)
    const lines = this.#rest.length === 0 ? whole : Buffer.concat([this.#rest, whole])
    this.#rest = Buffer.alloc(0)
    const more = this.#keep(piece.subarray(last + 1))
    return lines.toString() + more
  }

  /** The line that no newline ends. */
  finish(): string {
    const lines = this.#skips ? '' : this.#rest.toString()
    this.#rest = Buffer.alloc(0)
    return lines
  }

  /** Keeps the begin of a line; one that is too long already is given at once, and its rest left out. */
  #keep(part: Buffer): string {
    this.#rest = Buffer.concat([this.#rest, part])
    if (this.#rest.length <= longestLine) return ''
    const cut = this.#rest.toString('utf8', 0, longestLine)
    this.#rest = Buffer.alloc(0)
    this.#skips = true
    this.cut += 1
    return `${cut}\n`
  }
}
