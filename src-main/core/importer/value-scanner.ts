// JSON's grammar byte by byte, over lines and pieces: finds where a value ends, or at which byte it cannot be JSON any more.
// One pass, linear on any input: each object that begins a line is a candidate of its own, so that when the value around it
// turns out broken, what stood whole inside it is known without a second look. A text cannot hold a newline in JSON, so one
// in a text proves the value broken, and no line's reading hangs on the lines before.

/** Bytes [start, end) of a whole value and the line (from 1) it begins on. */
export interface ValueRange {
  readonly start: number
  readonly end: number
  readonly line: number
}

interface Candidate {
  readonly start: number
  readonly line: number
  readonly depth: number
}

/**
 * `value`: the outermost candidate is whole; `closed`: what was given up ended; `broken`: no JSON from here; `deep`: nested too
 * deep; `more`: bytes used up.
 */
export type ScanEvent = 'value' | 'closed' | 'broken' | 'deep' | 'more'

type Expecting =
  'value' | 'item' | 'firstKey' | 'key' | 'colon' | 'after' | 'text' | 'escape' | 'word' | 'number'

const brace = 123
const bracket = 91
const words = new Set(['true', 'false', 'null', 'NaN', 'Infinity', '-Infinity'])
const longestWord = 9
const deepestStack = 1 << 20
/** `{"beans":[]}`: what is shorter is no document, so not worth remembering. */
const shortestDocument = 12
const mostWhole = 1 << 16

const isNumberByte = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) || byte === 46 || byte === 45 || byte === 43 || byte === 101 || byte === 69
const isLetter = (byte: number): boolean => (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90)

/** The grammar's state over a stream, positions being absolute. */
export class ValueScanner {
  readonly #depthLimit: number
  #stack: number[] = []
  #expecting: Expecting = 'value'
  #isKey = false
  #word = ''
  #lineOpen = false
  #candidates: Candidate[] = []
  #whole: ValueRange[] = []
  /** Line (from 1) of the next byte; whoever reads lines past the scanner counts on. */
  line = 1
  /** Position behind the last byte read. */
  position = 0
  /** The range of the last `value`. */
  value: ValueRange = { start: 0, end: 0, line: 0 }

  constructor(depthLimit: number) {
    this.#depthLimit = depthLimit
  }

  /** Whether a value is open. */
  get isOpen(): boolean {
    return this.#stack.length > 0
  }

  /** The outermost value that may still become whole. */
  get outermost(): { readonly start: number; readonly line: number } | undefined {
    return this.#candidates[0]
  }

  /** Whether nothing but space and openers stood on the line so far: a value may begin here. */
  get atLineStart(): boolean {
    return this.#lineOpen
  }

  /** First byte that a range still to come, or one in hand, may begin at. */
  get keepFrom(): number {
    return Math.min(this.#candidates[0]?.start ?? this.position, this.#whole[0]?.start ?? this.position)
  }

  /** Begins at the `{` at `position`. */
  begin(position: number): void {
    this.position = position
    this.#stack = []
    this.#candidates = []
    this.#whole = []
    this.#lineOpen = true
    this.#expecting = 'value'
  }

  /** Forgets whatever is open. */
  reset(): void {
    this.begin(this.position)
  }

  /** Whole values inside the outermost one (all of them when nothing encloses them any more), outer ones only; forgets them. */
  takeWhole(): readonly ValueRange[] {
    const before = this.#candidates[0]?.start ?? Infinity
    const taken = this.#whole.filter((range) => range.start < before)
    this.#whole = this.#whole.filter((range) => range.start >= before)
    return taken
  }

  /** Gives the outermost candidate up; what encloses the next one is only counted from here on. */
  dropOutermost(): void {
    this.#candidates.shift()
  }

  /** Reads bytes of the piece at `position` until something happened. */
  scan(piece: Buffer): ScanEvent {
    const base = this.position
    for (let index = 0; index < piece.length; index += 1) {
      const byte = piece[index] ?? 0
      if (this.#expecting === 'text') {
        if (byte === 34) this.#expecting = this.#isKey ? 'colon' : 'after'
        else if (byte === 92) this.#expecting = 'escape'
        else if (byte < 32) return this.#at(base + index, 'broken')
        continue
      }
      const event = this.#step(byte, base + index)
      if (event !== 'more') return this.#at(base + index + (event === 'broken' ? 0 : 1), event)
    }
    return this.#at(base + piece.length, 'more')
  }

  #at(position: number, event: ScanEvent): ScanEvent {
    this.position = position
    return event
  }

  #step(byte: number, position: number): ScanEvent {
    if (this.#expecting === 'escape') {
      if (byte < 32) return 'broken'
      this.#expecting = 'text'
      return 'more'
    }
    if (this.#expecting === 'number') {
      if (isNumberByte(byte)) return 'more'
      if (byte === 73 && this.#word === '-') this.#expecting = 'word'
      else this.#expecting = 'after'
    }
    if (this.#expecting === 'word') {
      if (isLetter(byte)) return this.#letter(byte)
      if (!words.has(this.#word)) return 'broken'
      this.#expecting = 'after'
    }
    return this.#structure(byte, position)
  }

  #letter(byte: number): ScanEvent {
    this.#word += String.fromCharCode(byte)
    return this.#word.length > longestWord ? 'broken' : 'more'
  }

  #structure(byte: number, position: number): ScanEvent {
    switch (byte) {
      case 10:
        this.line += 1
        this.#lineOpen = true
        return 'more'
      case 32:
      case 9:
      case 13:
        return 'more'
      case 44:
        return this.#comma()
      case brace:
      case bracket:
        return this.#open(byte, position)
      case 125:
      case 93:
        this.#lineOpen = false
        return this.#close(byte === 125 ? brace : bracket, position)
      default:
        this.#lineOpen = false
        return this.#scalar(byte)
    }
  }

  #comma(): ScanEvent {
    if (this.#expecting !== 'after') return 'broken'
    this.#expecting = this.#stack.at(-1) === brace ? 'key' : 'value'
    return 'more'
  }

  #open(byte: number, position: number): ScanEvent {
    if (this.#expecting !== 'value' && this.#expecting !== 'item') return 'broken'
    if (this.#stack.length >= deepestStack) return 'broken'
    if (byte === brace) {
      if (this.#lineOpen)
        this.#candidates.push({ start: position, line: this.line, depth: this.#stack.length })
      this.#lineOpen = false
    }
    this.#stack.push(byte)
    this.#expecting = byte === brace ? 'firstKey' : 'item'
    const outermost = this.#candidates[0]
    return outermost !== undefined && this.#stack.length - outermost.depth > this.#depthLimit
      ? 'deep'
      : 'more'
  }

  #close(opener: number, position: number): ScanEvent {
    const mayEmpty = opener === brace ? 'firstKey' : 'item'
    if (this.#stack.at(-1) !== opener || (this.#expecting !== 'after' && this.#expecting !== mayEmpty))
      return 'broken'
    this.#stack.pop()
    this.#expecting = 'after'
    const candidate = this.#candidates.at(-1)
    if (candidate?.depth !== this.#stack.length) return this.#stack.length === 0 ? 'closed' : 'more'
    this.#candidates.pop()
    this.value = { start: candidate.start, end: position + 1, line: candidate.line }
    if (this.#candidates.length === 0) return 'value'
    while ((this.#whole.at(-1)?.start ?? -1) > candidate.start) this.#whole.pop()
    if (position - candidate.start >= shortestDocument - 1) this.#whole.push(this.value)
    return this.#whole.length > mostWhole ? 'broken' : 'more'
  }

  #scalar(byte: number): ScanEvent {
    if (byte === 58) {
      if (this.#expecting !== 'colon') return 'broken'
      this.#expecting = 'value'
      return 'more'
    }
    if (byte === 34) return this.#openText()
    if (this.#expecting !== 'value' && this.#expecting !== 'item') return 'broken'
    this.#word = String.fromCharCode(byte)
    if (byte === 45 || (byte >= 48 && byte <= 57)) this.#expecting = 'number'
    else if (isLetter(byte)) this.#expecting = 'word'
    else return 'broken'
    return 'more'
  }

  #openText(): ScanEvent {
    this.#isKey = this.#expecting === 'key' || this.#expecting === 'firstKey'
    if (!this.#isKey && this.#expecting !== 'value' && this.#expecting !== 'item') return 'broken'
    this.#expecting = 'text'
    return 'more'
  }
}
