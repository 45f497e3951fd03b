// What one reading carries along: its limits, its progress, whom to tell, and whether it was stopped.
import { DeclaredError, cancelled } from '../../../src-shared/errors.ts'
import type { ImportLimits, ReadOptions } from './found-document.ts'
import { importLimits } from './found-document.ts'
import type { InputDamage } from './intake.ts'

const progressEveryMs = 50

/** State of one reading, over all its inputs. */
export class Reading {
  readonly limits: ImportLimits
  readonly #options: ReadOptions
  readonly #told = new WeakSet<InputDamage>()
  #total = 0
  #finished = 0
  #current = 0
  #currentSize = 0
  #inflated = 0
  #lastProgress = -Infinity

  constructor(options: ReadOptions) {
    this.#options = options
    this.limits = { ...importLimits, ...options.limits }
  }

  /** Throws CANCELLED once the signal is given. */
  check(): void {
    if (this.#options.signal?.aborted === true) throw cancelled('Importing')
  }

  /** Bytes of all input files. */
  begin(total: number): void {
    this.#total = total
  }

  /** The next input file begins; the one before counts as read. */
  nextFile(size: number): void {
    this.#finished += this.#currentSize
    this.#currentSize = size
    this.#current = 0
    this.#progress()
  }

  /** Bytes of the input file were read. */
  consumed(bytes: number): void {
    this.check()
    this.#current = Math.min(this.#currentSize, this.#current + bytes)
    this.#progress()
  }

  /** Bytes of content came out. Throws TOO_LARGE beyond the budget. */
  inflated(bytes: number, place: string): void {
    this.check()
    this.#inflated += bytes
    if (this.#inflated <= this.limits.maxBytes) return
    throw new DeclaredError(
      'TOO_LARGE',
      `${place}: the content is larger than the ${this.limits.maxBytes} bytes there is room for: free space on disk or import less at once.`,
      { place, limit: this.limits.maxBytes },
    )
  }

  skipped(place: string, reason: string): void {
    this.#options.onSkipped({ place, reason })
  }

  /** Tells of damage, once, however many layers it passes through. */
  damaged(place: string, damage: InputDamage): void {
    if (this.#told.has(damage)) return
    this.#told.add(damage)
    this.skipped(place, damage.message)
  }

  end(): void {
    this.#lastProgress = -Infinity
    this.#finished = this.#total
    this.#currentSize = 0
    this.#current = 0
    this.#progress()
  }

  #progress(): void {
    const now = performance.now()
    if (now - this.#lastProgress < progressEveryMs) return
    this.#lastProgress = now
    this.#options.onProgress?.(this.#finished + this.#current, this.#total)
  }
}
