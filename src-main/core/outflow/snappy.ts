// Snappy's block format (google/snappy, format_description.txt), which remote write wants: repeats become short references.

/** Shortest repeat that a reference is worth, bytes; also what one copy element holds at most. */
const shortest = 4
const longestCopy = 64
/** References of two bytes reach back so far. */
const farthest = 65_535
const hashBits = 14

/** Room for the worst case: nothing repeats. */
const mostBytes = (length: number): number => 32 + length + Math.ceil(length / 6)

class Output {
  readonly #bytes: Buffer
  #at = 0

  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafe(size)
  }

  /** A number from 0 on, seven bits a byte, the lowest first. */
  varint(value: number): void {
    let left = value
    for (; left >= 128; left = Math.floor(left / 128)) this.#byte((left % 128) | 128)
    this.#byte(left)
  }

  #byte(value: number): void {
    this.#bytes[this.#at++] = value
  }

  literal(source: Buffer, from: number, to: number): void {
    const last = to - from - 1
    if (last < 0) return
    if (last < 60) this.#byte(last << 2)
    else {
      const width = last < 256 ? 1 : last < 65_536 ? 2 : 4
      this.#byte((59 + width) << 2)
      this.#at = this.#bytes.writeUIntLE(last, this.#at, width)
    }
    this.#at += source.copy(this.#bytes, this.#at, from, to)
  }

  /** `length` bytes as they stood `offset` bytes before; both above 0. */
  copy(offset: number, length: number): void {
    for (let left = length; left > 0; left -= longestCopy) {
      this.#byte(((Math.min(left, longestCopy) - 1) << 2) | 2)
      this.#at = this.#bytes.writeUInt16LE(offset, this.#at)
    }
  }

  done(): Buffer {
    return this.#bytes.subarray(0, this.#at)
  }
}

/** How many bytes from `left` and from `right` on are the same. */
function sameLength(source: Buffer, left: number, right: number): number {
  let length = 0
  while (right + length < source.length && source[left + length] === source[right + length]) length++
  return length
}

/** The block of some bytes. */
export function snappyBlock(source: Buffer): Buffer {
  const output = new Output(mostBytes(source.length))
  output.varint(source.length)
  // Where four bytes of this hash were last seen, plus one.
  const seen = new Uint32Array(1 << hashBits)
  let written = 0
  for (let at = 0; at + shortest <= source.length;) {
    const hash = Math.imul(source.readUInt32LE(at), 0x1e35a7bd) >>> (32 - hashBits)
    const before = (seen[hash] ?? 0) - 1
    seen[hash] = at + 1
    const length = before >= 0 && at - before <= farthest ? sameLength(source, before, at) : 0
    if (length < shortest) {
      at++
      continue
    }
    output.literal(source, written, at)
    output.copy(at - before, length)
    at += length
    written = at
  }
  output.literal(source, written, source.length)
  return output.done()
}
