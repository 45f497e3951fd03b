// Asks a Prometheus-compatible server by its HTTP API (v1): several requests at once, repeated while their failures may pass.
import { setTimeout as wait } from 'node:timers/promises'
import { cancelled } from '../../../src-shared/errors.ts'
import { HttpRequests } from './http-requests.ts'
import { bodyProblem, limitIn, statusProblem } from './engine-answer-problem.ts'
import { EngineError, PointLimit } from './engine-problem.ts'
import type { EngineTarget } from './engine-target.ts'
import { type Envelope, answerIn, envelopeIn, labelsIn } from './prometheus-answer.ts'
import type { SeriesAnswer, LabelSet } from './series.ts'

/** A range query; times in ms. */
export interface RangeQuery {
  readonly query: string
  /** First and last evaluation, epoch ms. */
  readonly from: number
  readonly to: number
  /** ms */
  readonly step: number
}

export interface ClientLimits {
  /** ms that one request may take. */
  readonly timeoutMs?: number
  /** How often a request is tried before its failure is told. */
  readonly attempts?: number
  /** ms before the second attempt; doubled each time, up to half a minute. */
  readonly backOffMs?: number
}

const longestWait = 30_000
/** A range that takes too long so often is too long: to ask again for all of it would take hours. */
const timeoutsOfRange = 2

/** Seconds as the API takes them. */
const seconds = (ms: number): string => String(ms / 1000)

export class PrometheusClient {
  readonly #base: string
  readonly #requests: HttpRequests
  readonly #attempts: number
  readonly #backOffMs: number
  #sent = 0

  /** Needs no host, so that a worker can have one. Asks nothing yet. */
  constructor(target: EngineTarget, limits: ClientLimits = {}) {
    this.#base = target.url
    this.#requests = new HttpRequests(target, limits.timeoutMs ?? 120_000)
    this.#attempts = limits.attempts ?? 6
    this.#backOffMs = limits.backOffMs ?? 500
  }

  /** How many requests were sent, repeated ones included. */
  get requests(): number {
    return this.#sent
  }

  /**
   * Evaluates a query at one moment, epoch ms; by default the server's own now. A range selector brings the raw samples.
   * Throws EngineError, PointLimit, CANCELLED.
   */
  async instant(query: string, at?: number, signal?: AbortSignal): Promise<SeriesAnswer> {
    const form = { query, ...(at !== undefined && { time: seconds(at) }) }
    return this.#result(await this.#ask('query', form, signal))
  }

  /** Evaluates a query at every step of a range. Throws EngineError, PointLimit with what the server said, CANCELLED. */
  async range({ query, from, to, step }: RangeQuery, signal?: AbortSignal): Promise<SeriesAnswer> {
    // As a duration: of 1.001 seconds a Prometheus makes 1000 ms.
    const form = { query, start: seconds(from), end: seconds(to), step: `${String(step)}ms` }
    return this.#result(await this.#ask('query_range', form, signal, step))
  }

  /** Label sets of the series that any of the selectors matches within a range, epoch ms. Throws like `range`. */
  async labelsOf(
    match: readonly string[],
    from: number,
    to: number,
    signal?: AbortSignal,
  ): Promise<readonly LabelSet[]> {
    const form = { 'match[]': match, start: seconds(from), end: seconds(to) }
    const { data } = await this.#ask('series', form, signal)
    return Array.isArray(data) ? data.map(labelsIn) : []
  }

  /** What the server says it is, for example `Prometheus 2.42.0`; null where it does not say. */
  async product(signal?: AbortSignal): Promise<string | null> {
    try {
      const { data } = await this.#once('status/buildinfo', undefined, 0, signal)
      const { application, version = '' } = labelsIn(data)
      return `${application ?? 'Prometheus'} ${version}`.trim()
    } catch (error) {
      // Not every engine has this page.
      if (error instanceof EngineError) return null
      throw error
    }
  }

  /** Ends requests under way. */
  close(): Promise<void> {
    return this.#requests.close()
  }

  #result(envelope: Envelope): SeriesAnswer {
    const answer = answerIn(envelope)
    if (answer !== undefined) return answer
    throw new EngineError(
      'garbage',
      `Wanted a result of Prometheus’ API from ${this.#base}, got one of another form.`,
      'Is it a Prometheus-compatible server?',
    )
  }

  async #ask(
    path: string,
    form: Readonly<Record<string, string | readonly string[]>>,
    signal: AbortSignal | undefined,
    step = 0,
  ): Promise<Envelope> {
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(form))
      for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
    let timeouts = 0
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(path, body.toString(), step, signal)
      } catch (error) {
        if (signal?.aborted === true) throw cancelled('The query')
        if (!(error instanceof EngineError)) throw error
        if (step > 0 && error.problem.kind === 'timeout') {
          timeouts += 1
          if (timeouts >= timeoutsOfRange) throw new PointLimit(null, error.message)
        }
        if (!error.isPassing || attempt >= this.#attempts) throw error
        const backOff = Math.min(longestWait, Math.max(error.waitMs, this.#backOffMs * 2 ** (attempt - 1)))
        await wait(backOff, undefined, signal === undefined ? {} : { signal }).catch(() => {
          throw cancelled('The query')
        })
      }
    }
  }

  async #once(
    path: string,
    body: string | undefined,
    step: number,
    signal: AbortSignal | undefined,
  ): Promise<Envelope> {
    const url = new URL(`${this.#base}/api/v1/${path}`)
    this.#sent += 1
    const answer = await this.#requests.send(url, body, signal)
    if (answer.status < 200 || answer.status >= 300) throw statusProblem(answer, url, step)
    const envelope = envelopeIn(answer.body.toString())
    if (envelope === undefined) throw bodyProblem(answer, url)
    if (typeof envelope !== 'string') return envelope
    throw (
      limitIn(envelope, url, step) ??
      new EngineError(
        'bad-query',
        `${url.origin} answered: “${envelope}”.`,
        'Check the query in the mapping of this engine.',
      )
    )
  }
}
