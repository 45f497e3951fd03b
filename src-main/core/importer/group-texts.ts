// The texts of a group one after another in memory that is used again: fresh megabytes for each group would keep the
// garbage collector busier than storing them.

/** Documents per group: enough for neighbours to repeat each other, few enough to open quickly. */
export const groupSize = 30
/** A group is closed early past this many bytes. */
export const groupBytes = 16 * 2 ** 20

/** Usual size of a group, bytes; it grows where documents are larger. */
const usualBytes = 4 * 2 ** 20

export class GroupTexts {
  #bytes = Buffer.allocUnsafeSlow(usualBytes)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Copies a text to the end. */
  append(text: Uint8Array): void {
    const needed = this.#length + text.length
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2))
      larger.set(this.bytes())
      this.#bytes = larger
    }
    this.#bytes.set(text, this.#length)
    this.#length = needed
  }

  /** All texts; valid until the next `clear`. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  clear(): void {
    this.#length = 0
  }
}
