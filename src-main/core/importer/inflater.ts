// One decompressor of Node's zlib, driven so that it works in the thread pool while the caller handles what it gave before, and
// so that nothing it gave is lost when it fails.
import type { Transform } from 'node:stream'
import zlib from 'node:zlib'

/** Decompressed bytes come in pieces of at most this. */
export const largestPiece = 2 ** 20
const smallestPiece = 2 ** 12
const queueLength = 2

/** Size of output buffers for content whose header claims `size` bytes: a claim, so it only makes them smaller. */
export function pieceSize(size: number): number {
  return Math.max(smallestPiece, Math.min(largestPiece, size + 1))
}

/** zlib's streams count what they consumed. */
type Engine = Transform & { readonly bytesWritten: number }

/** Raw deflate. */
export function rawInflater(size: number): Inflater {
  return new Inflater(
    zlib.createInflateRaw({ chunkSize: size, readableHighWaterMark: 1 } as zlib.ZlibOptions),
  )
}

/** One zstd frame, window up to 2^27 bytes. */
export function zstdInflater(size: number): Inflater {
  const params = { [zlib.constants.ZSTD_d_windowLogMax]: 27 }
  return new Inflater(
    zlib.createZstdDecompress({ chunkSize: size, readableHighWaterMark: 1, params } as zlib.ZstdOptions),
  )
}

/** Feeds compressed pieces one by one and gives what comes out of each. */
export class Inflater implements Disposable {
  readonly #engine: Engine
  readonly #queue: Buffer[] = []
  #error: Error | undefined
  #ended = false
  #fed = true
  #wake: (() => void) | undefined

  constructor(engine: Engine) {
    this.#engine = engine
    engine.on('data', (piece: Buffer) => {
      this.#queue.push(piece)
      if (this.#queue.length >= queueLength) engine.pause()
      this.#wake?.()
    })
    engine.on('error', (error) => {
      this.#error = error
      this.#wake?.()
    })
    engine.on('end', () => {
      this.#ended = true
      this.#wake?.()
    })
  }

  /** Whether the compressed data's own end was reached (known of deflate when bytes follow it). */
  get ended(): boolean {
    return this.#ended
  }

  /** Compressed bytes consumed so far. */
  get consumed(): number {
    return this.#engine.bytesWritten
  }

  /** All that comes out of one compressed piece. Throws the engine's error after what it gave before. */
  async *feed(piece: Buffer): AsyncGenerator<Buffer, void, undefined> {
    this.#fed = false
    this.#engine.write(piece, () => {
      this.#fed = true
      this.#wake?.()
    })
    for (;;) {
      const given = this.#queue.shift()
      if (given !== undefined) {
        if (this.#engine.isPaused()) this.#engine.resume()
        yield given
      } else if (this.#error !== undefined) throw this.#error
      else if (this.ended || this.#isFed()) return
      else await this.#event()
    }
  }

  [Symbol.dispose](): void {
    this.#engine.destroy()
  }

  #isFed(): boolean {
    return this.#fed && this.#engine.readableLength === 0
  }

  #event(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined
        resolve()
      }
    })
  }
}
