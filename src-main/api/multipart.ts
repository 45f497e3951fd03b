// The file out of a multipart/form-data body (RFC 7578) as a stream, so that its size is no matter of memory.
import { DeclaredError } from '../../src-shared/errors.ts'

export interface FilePart {
  /** What its sender called it. */
  readonly name: string
  /** To be read once, to its end. Throws BAD_INPUT where the body is cut off. */
  readonly content: AsyncIterable<Uint8Array>
}

const mostHeaderBytes = 16 * 1024

function cutOff(): DeclaredError {
  return new DeclaredError(
    'BAD_INPUT',
    'Wanted a multipart/form-data body up to its closing boundary, got one that is cut off or broken: send it again.',
  )
}

/** The boundary of a `multipart/form-data` content type, or undefined for another type. Throws BAD_INPUT without one. */
export function boundaryOf(contentType: string): string | undefined {
  if (!/^multipart\/form-data\b/i.test(contentType)) return undefined
  const found = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType)
  const boundary = found?.[1] ?? found?.[2]
  if (boundary === undefined) {
    throw new DeclaredError(
      'BAD_INPUT',
      `Wanted a multipart/form-data type with its boundary, got "${contentType}".`,
    )
  }
  return boundary
}

/** Bytes taken up to a mark, however the pieces that they come in are cut. */
class Taker {
  readonly #pieces: AsyncIterator<Uint8Array>
  #held: Buffer

  constructor(pieces: AsyncIterable<Uint8Array>, before: string) {
    this.#pieces = pieces[Symbol.asyncIterator]()
    this.#held = Buffer.from(before)
  }

  async #more(): Promise<void> {
    const next = await this.#pieces.next()
    if (next.done === true) throw cutOff()
    this.#held = this.#held.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#held, next.value])
  }

  /** The next bytes up to the mark, which is dropped. */
  async *until(mark: Buffer): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const at = this.#held.indexOf(mark)
      const sure = at >= 0 ? at : Math.max(0, this.#held.length - mark.length + 1)
      const piece = this.#held.subarray(0, sure)
      this.#held = this.#held.subarray(at >= 0 ? at + mark.length : sure)
      if (piece.length > 0) yield piece
      if (at >= 0) return
      await this.#more()
    }
  }

  /** Drops the next bytes up to the mark and the mark. */
  async skip(mark: Buffer): Promise<void> {
    const dropped = this.until(mark)
    while ((await dropped.next()).done !== true);
  }

  async take(count: number): Promise<string> {
    while (this.#held.length < count) await this.#more()
    const taken = this.#held.toString('latin1', 0, count)
    this.#held = this.#held.subarray(count)
    return taken
  }
}

async function headersOf(taker: Taker): Promise<string> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of taker.until(Buffer.from('\r\n\r\n'))) {
    bytes += piece.length
    if (bytes > mostHeaderBytes) throw cutOff()
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}

/** The first part with a file name; parts before it are skipped. Throws BAD_INPUT where there is none. */
export async function filePart(body: AsyncIterable<Uint8Array>, boundary: string): Promise<FilePart> {
  const mark = Buffer.from(`\r\n--${boundary}`, 'latin1')
  const taker = new Taker(body, '\r\n')
  for (;;) {
    await taker.skip(mark)
    const next = await taker.take(2)
    if (next === '--') {
      throw new DeclaredError(
        'BAD_INPUT',
        'Wanted a multipart/form-data body with a file as "file", got none in it.',
      )
    }
    if (next !== '\r\n') throw cutOff()
    const name = /^content-disposition:.*;\s*filename="((?:[^"\\\r\n]|\\.)*)"/im.exec(
      await headersOf(taker),
    )?.[1]
    if (name !== undefined) return { name, content: taker.until(mark) }
  }
}
