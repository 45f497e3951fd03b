// Rounds of samples that wait to be written: each the numbers of one moment, with the ends of series that are gone. Bounded.
import type { Labels, MetricFamily } from './metric-family.ts'
import { type Sample, type Series, seriesOf, stale } from './write-request.ts'

export class Rounds {
  readonly #most: number
  #waiting: (readonly Sample[])[] = []
  #size = 0
  /** Series of the latest round, by family and labels. */
  #before = new Map<string, Series>()

  /** Holds about `most` samples: what is beyond goes, the oldest rounds first. */
  constructor(most: number) {
    this.#most = most
  }

  /** Samples that wait. */
  get size(): number {
    return this.#size
  }

  /**
   * Adds the numbers of a moment (epoch ms, later than the last), with labels that all series have besides; returns how many
   * samples had to go.
   */
  add(families: readonly MetricFamily[], extra: Labels, time: number): number {
    const now = new Map<string, Series>()
    const samples: Sample[] = []
    for (const { name, samples: own } of families) {
      for (const [labels, value] of own) {
        if (value === null) continue
        const key = name + JSON.stringify(labels)
        const series = this.#before.get(key) ?? seriesOf({ ...labels, ...extra, __name__: name })
        now.set(key, series)
        samples.push({ series, value, time })
      }
    }
    const ended = [...this.#before].filter(([key]) => !now.has(key))
    this.#before = now
    // Else readers go on seeing an incident for five minutes after its end.
    this.#keep([...samples, ...ended.map(([, series]): Sample => ({ series, value: stale, time }))])
    const before = this.#size
    while (this.#size > this.#most && this.#waiting.length > 1) this.#shift()
    return before - this.#size
  }

  #keep(round: readonly Sample[]): void {
    this.#waiting.push(round)
    this.#size += round.length
  }

  #shift(): void {
    this.#size -= this.#waiting.shift()?.length ?? 0
  }

  /** The oldest rounds, whole ones, together `most` samples or one round. */
  first(most: number): readonly (readonly Sample[])[] {
    let size = 0
    const end = this.#waiting.findIndex((round) => (size += round.length) > most)
    return this.#waiting.slice(0, end < 0 ? undefined : Math.max(1, end))
  }

  /** Forgets rounds that `first` gave; those that had to go meanwhile are gone already. */
  forget(rounds: readonly (readonly Sample[])[]): void {
    const gone = new Set(rounds)
    while (this.#waiting[0] !== undefined && gone.has(this.#waiting[0])) this.#shift()
  }

  /** Forgets all, also which series there were. */
  clear(): void {
    this.#waiting = []
    this.#size = 0
    this.#before = new Map()
  }
}
