// One NameNode's history out of an engine, part by part in the order of time: what was scraped, asked in chunks that the
// server answers at once.
import { median } from '../../../src-shared/statistics.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { type Chunk, chunkOf, chunkOn, halves, partsOf, pointsOf } from './chunks.ts'
import { type Answered, unseen } from './documents.ts'
import { PointLimit } from './engine-problem.ts'
import { type Slots, inOrder } from './fetch-ahead.ts'
import { type MappedQuery, queriesOf } from './fetch-queries.ts'
import { scrapesIn, scrapesQuery } from './fetch-scrapes.ts'
import type { NodeMapping } from './mapping.ts'
import type { PrometheusClient, RangeQuery } from './prometheus-client.ts'
import type { SeriesAnswer } from './series.ts'

/** What a server was found to bear; learnt from its errors, for all NameNodes of a fetch. */
export interface Bounds {
  /** Points of one series in one query. */
  points: number
}

/** Prometheus' own limit (web/api/v1: "exceeded maximum resolution of 11,000 points per timeseries"). */
export const usualPoints = 11_000

/** Values of all rows together in one chunk: some ten megabytes of JSON. */
const valuesAtOnce = 200_000
/** Chunks under way at once, and evaluations of one query for times of scrapes. */
const chunksAhead = 3
const scrapePoints = 5000
/** Scrapes are not looked for closer together than this, ms. */
const leastStep = 250
/** Scrapes this much wider apart than the evaluations that found them are all that there are. */
const sure = 1.5

/** A part of the range: all of it is known once its documents are stored. */
export interface Part {
  readonly range: TimeRange
  readonly chunks: readonly { readonly chunk: Chunk; readonly answered: readonly Answered[] }[]
  /** Scrapes that no evaluation showed: closer together than can be asked for. */
  readonly unseen: number
  /** The server said something besides: its answer may be a part only, and is worth asking for again. */
  readonly isPartial: boolean
}

interface NodeAsked {
  readonly client: Pick<PrometheusClient, 'range'>
  readonly mapping: NodeMapping
  /** ms between documents; undefined: every scrape. */
  readonly step: number | undefined
  readonly bounds: Bounds
  readonly slots: Slots
  readonly signal: AbortSignal
  onWarning(text: string): void
}

export class NodeParts {
  readonly #asked: NodeAsked
  readonly #queries: readonly MappedQuery[]
  /** ms between evaluations that look for scrapes */
  #scrapeStep: number
  /** Whether the server said something besides the times of scrapes of the block under way. */
  #isPartial = false

  constructor(asked: NodeAsked) {
    this.#asked = asked
    this.#queries = queriesOf(asked.mapping)
    this.#scrapeStep = asked.step ?? Math.max(leastStep, Math.floor(asked.mapping.scrapeInterval / 2))
  }

  /** The parts of some ranges (by time), in order. Throws EngineError, CANCELLED. */
  read(ranges: readonly TimeRange[]): AsyncGenerator<Part, void, undefined> {
    return inOrder(this.#works(ranges), chunksAhead)
  }

  async *#works(ranges: readonly TimeRange[]): AsyncGenerator<() => Promise<Part>, void, undefined> {
    for (const { from, to } of ranges) {
      for (let start = from; start <= to;) {
        const points = Math.min(scrapePoints, this.#asked.bounds.points)
        const end = Math.min(to, start + Math.max(1, points - 2) * this.#scrapeStep - 1)
        yield* this.#block({ from: start, to: end })
        start = end + 1
      }
    }
  }

  async *#block(range: TimeRange): AsyncGenerator<() => Promise<Part>, void, undefined> {
    this.#isPartial = false
    const times = await this.#scrapes(range)
    const isPartial = this.#isPartial
    const wanted = this.#asked.step
    const step = wanted ?? spacingOf(times) ?? this.#asked.mapping.scrapeInterval
    // Scrapes that a wider step left out must not come in again: their values are asked for where their times were.
    const chunkFor = (part: readonly number[]): Chunk =>
      wanted === undefined ? chunkOf(part, step) : chunkOn(part, range.from, step)
    const rows = this.#queries.reduce((sum, query) => sum + query.rows.length, 0)
    const points = Math.min(this.#asked.bounds.points, Math.ceil(valuesAtOnce / Math.max(1, rows)))
    const parts = partsOf(times, step, points)
    if (parts.length === 0) yield () => Promise.resolve({ range, chunks: [], unseen: 0, isPartial })
    let { from } = range
    for (const [index, part] of parts.entries()) {
      const to = index === parts.length - 1 ? range.to : (part.at(-1) ?? range.to)
      const whole = { from, to }
      yield () => this.#part(whole, chunkFor(part), isPartial)
      from = to + 1
    }
  }

  /** Times of the scrapes of a range; looks more closely where they may lie closer together than it looked. */
  async #scrapes(range: TimeRange, step = this.#scrapeStep): Promise<number[]> {
    const { mapping, step: wanted, bounds } = this.#asked
    const query = scrapesQuery({ sentinel: mapping.sentinel, range, step })
    let answer: SeriesAnswer
    try {
      answer = await this.#range(query)
    } catch (error) {
      if (!(error instanceof PointLimit) || range.to - range.from < step) throw error
      learn(bounds, error, (query.to - query.from) / step + 1)
      return this.#inHalves(range, step)
    }
    this.#isPartial ||= answer.warnings.length > 0
    const times = scrapesIn(answer, range)
    const dense = denseIn(times, range, step)
    if (wanted !== undefined || dense === undefined || step <= leastStep) return times
    const finer = Math.max(leastStep, Math.floor(step / 4))
    // What most of the block needs, the next one will.
    if ((spacingOf(times) ?? step) < sure * step) this.#scrapeStep = finer
    const within = await this.#inHalves(dense, finer)
    return [
      ...times.filter((time) => time < dense.from),
      ...within,
      ...times.filter((time) => time > dense.to),
    ]
  }

  async #inHalves({ from, to }: TimeRange, step: number): Promise<number[]> {
    const steps = (to - from) / step + 2
    if (steps <= this.#asked.bounds.points) return this.#scrapes({ from, to }, step)
    const middle = Math.floor((from + to) / 2)
    const before = await this.#inHalves({ from, to: middle }, step)
    return [...before, ...(await this.#inHalves({ from: middle + 1, to }, step))]
  }

  async #part(range: TimeRange, chunk: Chunk, isPartial: boolean): Promise<Part> {
    const chunks = await this.#answers(chunk)
    return {
      range,
      chunks,
      unseen: chunks.reduce((sum, one) => sum + unseen(one.chunk, one.answered), 0),
      isPartial:
        isPartial || chunks.some(({ answered }) => answered.some(({ answer }) => answer.warnings.length > 0)),
    }
  }

  async #answers(chunk: Chunk): Promise<Part['chunks']> {
    const { bounds } = this.#asked
    const isDivisible = chunk.times.length > 1
    if (isDivisible && pointsOf(chunk) > bounds.points) return this.#divided(chunk)
    try {
      const answered = await Promise.all(
        this.#queries.map(async (query) => ({ query, answer: await this.#valuesOf(query, chunk) })),
      )
      // A server may move the evaluations to a grid of its own, which may pass over scrapes: then a finer one.
      const spacing = spacingOf(chunk.times) ?? chunk.step
      if (unseen(chunk, answered) === 0 || chunk.step <= Math.max(leastStep, spacing / 8))
        return [{ chunk, answered }]
      return await this.#answers(chunkOn(chunk.times, chunk.from, Math.ceil(chunk.step / 2)))
    } catch (error) {
      if (!(error instanceof PointLimit) || !isDivisible) throw error
      learn(bounds, error, pointsOf(chunk))
      return this.#divided(chunk)
    }
  }

  async #divided(chunk: Chunk): Promise<Part['chunks']> {
    const [before, after] = halves(chunk)
    const first = await this.#answers(before)
    return [...first, ...(await this.#answers(after))]
  }

  #valuesOf({ query }: MappedQuery, { from, to, step }: Chunk): Promise<SeriesAnswer> {
    return this.#range({ query, from, to, step })
  }

  async #range(query: RangeQuery): Promise<SeriesAnswer> {
    const { client, slots, signal } = this.#asked
    const answer = await slots.run(() => client.range(query, signal))
    for (const text of answer.warnings) this.#asked.onWarning(text)
    return answer
  }
}

function learn(bounds: Bounds, { limit }: PointLimit, asked: number): void {
  // A limit above what was asked for is one of something else: of samples, of bytes.
  const fewer = limit === null || limit >= asked ? Math.floor(asked / 2) : limit
  bounds.points = Math.max(2, Math.min(bounds.points, fewer))
}

/** The stretch of a range whose scrapes are so near to one another that there may be more; undefined where there is none. */
function denseIn(times: readonly number[], { from, to }: TimeRange, step: number): TimeRange | undefined {
  const isNear = (time: number, index: number): boolean =>
    time - (times[index - 1] ?? -Infinity) < sure * step
  const [first, last] = [times.findIndex(isNear), times.findLastIndex(isNear)]
  if (first === -1) return undefined
  return {
    from: Math.max(from, (times[first - 1] ?? from) - step),
    to: Math.min(to, (times[last] ?? to) + step),
  }
}

/** Usual time between scrapes, ms; undefined for less than two. */
function spacingOf(times: readonly number[]): number | undefined {
  if (times.length < 2) return undefined
  return Math.max(1, Math.round(median(times.slice(1).map((time, index) => time - (times[index] ?? time)))))
}
