// Since when, and until when, an engine has series of each of its NameNodes: found by halving, all NameNodes together.
import { EngineError, PointLimit } from './engine-problem.ts'
import type { PrometheusClient } from './prometheus-client.ts'
import type { LabelSet } from './series.ts'

const hour = 3_600_000
const day = 24 * hour

/** Halving ends here: a block of Prometheus' storage has two hours, and the rest is told by the samples themselves. */
const fine = 6 * hour

/** How far the clocks of this machine and the engine may differ, ms. */
export const skew = hour

/** Age of the oldest series that are looked for: 22 years. */
const doublings = 13

interface Window {
  readonly from: number
  readonly to: number
}

/** Where one NameNode's series begin and end, each within a window of at most `fine`. */
export interface Span {
  readonly first: Window
  readonly last: Window
}

/** Label sets by NameNode; `keyOf` tells whose a series is. */
export class Presence {
  readonly #client: PrometheusClient
  readonly #finders: readonly string[]
  readonly #keyOf: (labels: LabelSet) => string
  readonly #signal: AbortSignal | undefined
  readonly #asked = new Map<string, Promise<ReadonlyMap<string, readonly LabelSet[]>>>()

  constructor(parts: {
    readonly client: PrometheusClient
    readonly finders: readonly string[]
    readonly keyOf: (labels: LabelSet) => string
    readonly signal: AbortSignal | undefined
  }) {
    this.#client = parts.client
    this.#finders = parts.finders
    this.#keyOf = parts.keyOf
    this.#signal = parts.signal
  }

  /**
   * Who has series within a window, with the label sets that were found. An engine may refuse to look far back: then nobody.
   * Throws EngineError, CANCELLED.
   */
  async within(window: Window): Promise<ReadonlyMap<string, readonly LabelSet[]>> {
    const key = `${String(window.from)} ${String(window.to)}`
    const known = this.#asked.get(key) ?? this.#ask(window)
    this.#asked.set(key, known)
    try {
      return await known
    } catch (error) {
      const isRefused = error instanceof PointLimit || (error instanceof EngineError && !error.isPassing)
      if (isRefused && isLong(window)) return new Map()
      throw error
    }
  }

  async #ask({ from, to }: Window): Promise<ReadonlyMap<string, readonly LabelSet[]>> {
    const found = await this.#client.labelsOf(this.#finders, from, to, this.#signal)
    return Map.groupBy(found, this.#keyOf)
  }

  /** Windows that double in length backwards from now, the newest first. */
  windows(now: number): readonly Window[] {
    const ages = [0, 1 / 24, ...Array.from({ length: doublings + 1 }, (_, power) => 2 ** power)]
    return ages.slice(1).map((age, index) => ({
      from: Math.max(0, now - age * day),
      to: index === 0 ? now + skew : now - (ages[index] ?? 0) * day,
    }))
  }

  /** Everyone with series up to now, with a span each. Throws EngineError, CANCELLED. */
  async spans(now: number): Promise<ReadonlyMap<string, Span>> {
    const windows = this.windows(now).filter(({ from, to }) => to > from)
    const found = await Promise.all(windows.map((window) => this.within(window)))
    const everyone = new Set(found.flatMap((present) => [...present.keys()]))
    const spans = [...everyone].map(async (key): Promise<[string, Span]> => {
      const held = windows.filter((_, index) => found[index]?.has(key) === true)
      const [newest = { from: now, to: now }, oldest = newest] = [held[0], held.at(-1)]
      return [
        key,
        {
          first: await this.#narrowed(key, oldest, 'first'),
          last: await this.#narrowed(key, newest, 'last'),
        },
      ]
    })
    return new Map(await Promise.all(spans))
  }

  /** When someone's series end, by one window; undefined where there are none up to now. */
  async last(key: string, now: number): Promise<Window | undefined> {
    for (const window of this.windows(now)) {
      if (window.to > window.from && (await this.within(window)).has(key))
        return this.#narrowed(key, window, 'last')
    }
    return undefined
  }

  async #narrowed(key: string, window: Window, edge: 'first' | 'last'): Promise<Window> {
    let { from, to } = window
    while (to - from > fine) {
      const middle = Math.round((from + to) / 2)
      const [near, far] =
        edge === 'first'
          ? [
              { from, to: middle },
              { from: middle, to },
            ]
          : [
              { from: middle, to },
              { from, to: middle },
            ]
      const half = (await this.within(near)).has(key) ? near : far
      from = half.from
      to = half.to
    }
    return { from, to }
  }
}

/** The newest windows, shorter than a day, are what every engine answers: refused ones mean that it cannot be asked. */
const isLong = ({ from, to }: Window): boolean => to - from >= day
