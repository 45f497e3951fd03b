// Cuts a stream of JSON (documents, lists, lines, one after another, pretty-printed or not) into records. A line that is a whole
// value takes the fast way, JSON.parse; all else goes through the grammar byte by byte. What is broken is left out and
// reading goes on at the next line that begins a value, so that a lost bracket never takes good records with it.
import type { ImportLimits } from './found-document.ts'
import type { JmxRecord } from './jmx-record.ts'
import { holdsDocuments, jmxRecord } from './jmx-record.ts'
import { isDeeperThan, parseJson } from './json-text.ts'
import { RetainedBytes } from './retained-bytes.ts'
import type { ValueRange } from './value-scanner.ts'
import { ValueScanner } from './value-scanner.ts'

/** Takes what the splitter finds: records, and lines (from 1) left out with the reason. */
export interface RecordSink {
  record(text: Buffer, record: JmxRecord): void
  skipped(line: number, reason: string): void
}

type Leftover = 'no JSON' | 'JSON without a /jmx document (an object with a list "beans")'

const longestQuickLine = 4 * 2 ** 20
const shortestQuickLine = 256
/** Bytes between values: space, commas and brackets of a list, NUL padding, a record separator, a BOM. */
const isFiller = (byte: number): boolean =>
  byte === 32 || byte === 44 || byte === 13 || byte === 9 || byte === 91 || byte === 93 || isMark(byte)
const isMark = (byte: number): boolean =>
  byte === 0 || byte === 30 || byte === 0xef || byte === 0xbb || byte === 0xbf

/** One stream's records; `push` its bytes in order, then `finish`. */
export class DocumentSplitter {
  readonly #limits: ImportLimits
  readonly #sink: RecordSink
  readonly #bytes = new RetainedBytes()
  readonly #scanner: ValueScanner
  #searched = 0
  #atLineStart = true
  #skipsLine = false
  #quiet = false
  #leftover: { readonly kind: Leftover; readonly line: number; last: number } | undefined
  #findings = 0

  constructor(limits: ImportLimits, sink: RecordSink) {
    this.#limits = limits
    this.#sink = sink
    this.#scanner = new ValueScanner(limits.depth)
  }

  /** Line (from 1) that reading has come to. */
  get line(): number {
    return this.#scanner.line
  }

  /** Takes the next piece, which must not change afterwards. */
  push(piece: Buffer): void {
    if (piece.length === 0) return
    this.#bytes.append(piece)
    this.#advance(false)
    this.#limitSize()
    this.#bytes.release(this.#scanner.isOpen ? this.#scanner.keepFrom : this.#scanner.position)
  }

  /** The stream's end; `cut`: it is known to be truncated, so that a value left open is no news. */
  finish(cut: boolean): void {
    this.#advance(true)
    if (this.#scanner.isOpen) {
      const open = this.#scanner.outermost
      if (open !== undefined) this.#scanner.dropOutermost()
      while (this.#scanner.outermost !== undefined) this.#scanner.dropOutermost()
      this.#rescue()
      if (open !== undefined && !cut)
        this.#broken(open.line, 'ends in the middle: truncated or a bracket lost')
    }
    if (this.#findings > 0 || this.#leftover === undefined) this.#flushLeftover()
    else this.#sink.skipped(this.#leftover.line, `${this.#leftover.kind}: nothing to import`)
    if (this.#findings === 0 && this.#leftover === undefined && !cut)
      this.#sink.skipped(1, 'empty: nothing to import')
  }

  #advance(isLast: boolean): void {
    while (this.#scanner.position < this.#bytes.end) {
      if (this.#scanner.isOpen) this.#scan()
      else if (this.#skipsLine) this.#skipLine()
      else if (!this.#atLineStart) this.#betweenValues()
      else if (!this.#quickLine(isLast)) return
    }
  }

  /** Tries the line as one value; false: more bytes are needed. */
  #quickLine(isLast: boolean): boolean {
    const start = this.#scanner.position
    const found = this.#bytes.newline(Math.max(start, this.#searched))
    this.#searched = this.#bytes.end
    this.#atLineStart = false
    if (found < 0 && !isLast) {
      this.#atLineStart = this.#bytes.end - start <= longestQuickLine
      return !this.#atLineStart
    }
    const end = found < 0 ? this.#bytes.end : found
    this.#searched = Math.max(start, end)
    if (end - start >= shortestQuickLine && end - start <= this.#limits.documentBytes)
      this.#parseLine(start, end, found >= 0)
    return true
  }

  #parseLine(start: number, end: number, hasNewline: boolean): void {
    const line = this.#bytes.slice(start, end)
    let from = 0
    let to = line.length
    for (let byte = line[from]; byte !== undefined && byte !== 91 && isFiller(byte); byte = line[from])
      from += 1
    for (
      let byte = line[to - 1];
      byte === 13 || byte === 32 || byte === 44 || byte === 93 || byte === 9;
      byte = line[to - 1]
    )
      to -= 1
    if (line[from] !== 123 || line[to - 1] !== 125) return
    let value: unknown
    try {
      value = parseJson(line.toString('utf8', from, to))
    } catch {
      return
    }
    if (isDeeperThan(value, this.#limits.depth)) this.#broken(this.#scanner.line, this.#tooDeep())
    else this.#found(line.subarray(from, to), value, this.#scanner.line)
    this.#scanner.position = hasNewline ? end + 1 : end
    this.#scanner.line += hasNewline ? 1 : 0
    this.#atLineStart = hasNewline
  }

  #betweenValues(): void {
    const piece = this.#bytes.from(this.#scanner.position)
    for (let index = 0; index < piece.length; index += 1) {
      const byte = piece[index] ?? 0
      if (isFiller(byte)) continue
      this.#scanner.position += index
      if (byte === 10) {
        this.#scanner.position += 1
        this.#scanner.line += 1
        this.#atLineStart = true
      } else if (byte === 123) {
        this.#scanner.begin(this.#scanner.position)
        this.#scan()
      } else {
        this.#leave('no JSON', this.#scanner.line)
        this.#skipsLine = true
      }
      return
    }
    this.#scanner.position += piece.length
  }

  #skipLine(): void {
    const found = this.#bytes.newline(this.#scanner.position)
    this.#scanner.position = found < 0 ? this.#bytes.end : found
    this.#skipsLine = found < 0
  }

  #scan(): void {
    const event = this.#scanner.scan(this.#bytes.from(this.#scanner.position))
    if (event === 'value') this.#wholeValue(this.#scanner.value)
    else if (event === 'broken') this.#breakOff()
    else if (event === 'deep') this.#drop(this.#tooDeep())
  }

  #wholeValue(range: ValueRange): void {
    if (range.end - range.start > this.#limits.documentBytes) {
      this.#rescue()
      this.#broken(range.line, this.#tooLarge())
      return
    }
    const text = this.#bytes.slice(range.start, range.end)
    let value: unknown
    try {
      value = parseJson(text.toString('utf8'))
    } catch {
      this.#rescue()
      this.#broken(range.line, 'no valid JSON')
      return
    }
    const record = jmxRecord(value, this.#limits.depth)
    if (record !== undefined && holdsDocuments(record.jmx) && this.#rescue() > 0) {
      this.#broken(
        range.line,
        'no valid JSON: a bracket is lost, the documents after it came to lie within it',
      )
      return
    }
    this.#scanner.takeWhole()
    this.#found(text, value, range.line)
  }

  /** The value cannot become whole: what stood whole inside is kept, reading goes on behind it or at the next line. */
  #breakOff(): void {
    const at = this.#scanner.position
    const open = this.#scanner.outermost
    const resumes = this.#scanner.atLineStart || this.#bytes.from(at)[0] === 10
    while (this.#scanner.outermost !== undefined) this.#scanner.dropOutermost()
    let behind = -1
    this.#rescue((range) => (behind = range.end))
    this.#scanner.reset()
    if (open !== undefined) this.#broken(open.line, 'no valid JSON')
    const newline = behind < 0 ? -1 : this.#bytes.newline(behind)
    if (behind >= 0 && (newline < 0 || newline >= at)) this.#scanner.position = behind
    else this.#skipsLine = !resumes
  }

  #drop(reason: string): void {
    const open = this.#scanner.outermost
    this.#scanner.dropOutermost()
    this.#rescue()
    if (open !== undefined) this.#broken(open.line, reason)
  }

  #limitSize(): void {
    for (;;) {
      const open = this.#scanner.isOpen ? this.#scanner.outermost : undefined
      if (open === undefined || this.#bytes.end - open.start <= this.#limits.documentBytes) return
      this.#drop(this.#tooLarge())
    }
  }

  /** Delivers the records among the values that stood whole inside one that is given up; gives their number. */
  #rescue(each?: (range: ValueRange) => void): number {
    let rescued = 0
    for (const range of this.#scanner.takeWhole()) {
      each?.(range)
      const text = this.#bytes.slice(range.start, range.end)
      const record = this.#recordIn(text)
      if (record === undefined) continue
      this.#deliver(text, record)
      rescued += 1
    }
    return rescued
  }

  #recordIn(text: Buffer): JmxRecord | undefined {
    try {
      return jmxRecord(parseJson(text.toString('utf8')), this.#limits.depth)
    } catch {
      return undefined
    }
  }

  #found(text: Buffer, value: unknown, line: number): void {
    const record = jmxRecord(value, this.#limits.depth)
    if (record === undefined)
      this.#leave('JSON without a /jmx document (an object with a list "beans")', line)
    else this.#deliver(text, record)
  }

  #deliver(text: Buffer, record: JmxRecord): void {
    this.#findings += 1
    this.#flushLeftover()
    this.#quiet = false
    this.#sink.record(text, record)
  }

  #broken(line: number, reason: string): void {
    this.#findings += 1
    this.#flushLeftover()
    this.#quiet = true
    this.#sink.skipped(line, reason)
  }

  /** Lines of other things are told once a stretch; the rest of a broken document not at all. */
  #leave(kind: Leftover, line: number): void {
    if (this.#quiet) return
    if (this.#leftover?.kind !== kind && this.#findings > 0) this.#flushLeftover()
    this.#leftover ??= { kind, line, last: line }
    this.#leftover.last = line
  }

  #flushLeftover(): void {
    const leftover = this.#leftover
    this.#leftover = undefined
    if (leftover === undefined) return
    const until = leftover.last > leftover.line ? ` (until line ${leftover.last})` : ''
    this.#sink.skipped(leftover.line, `${leftover.kind}${until}`)
  }

  #tooLarge(): string {
    return `larger than the limit of ${this.#limits.documentBytes} bytes a document`
  }

  #tooDeep(): string {
    return `nested deeper than the limit of ${this.#limits.depth} levels`
  }
}
