// HTTP requests to one engine: kept connections, TLS as the engine wants it, limits of time and size.
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import type { newAgent } from '../collector/jmx-agent.ts'
import type { HttpAnswer } from './engine-answer-problem.ts'
import { connectionProblem } from './engine-connection-problem.ts'
import { EngineError, PointLimit, tooSlow } from './engine-problem.ts'
import type { EngineTarget } from './engine-target.ts'

type Agent = ReturnType<typeof newAgent>
type Response = Awaited<ReturnType<Agent['request']>>

/** Larger answers are not read: their parsing would take seconds and their numbers much memory. */
export const largestAnswer = 64 * 2 ** 20

/** Requests under way at once; others wait for their turn. */
const atOnce = 6

const gunzip = promisify(zlib.gunzip)

const tooLarge = (url: URL): PointLimit =>
  new PointLimit(
    null,
    `${url.origin} answered with more than 64 MiB: ask for fewer points or series at once.`,
  )

function headerOf({ headers }: Response, name: string): string {
  const value = headers[name]
  return (typeof value === 'object' ? value[0] : value) ?? ''
}

export class HttpRequests {
  readonly #target: EngineTarget
  readonly #timeoutMs: number
  /** Connections that nothing goes over now; one more is made when there is none. */
  readonly #idle: Agent[] = []
  readonly #all = new Set<Agent>()
  #free = atOnce
  /** A gateway that only reads refuses POST. */
  #isGetOnly = false
  readonly #waiting: (() => void)[] = []

  constructor(target: EngineTarget, timeoutMs: number) {
    this.#target = target
    this.#timeoutMs = timeoutMs
  }

  /** POST of a form, GET without one or where POST is refused, read to its end; the status may be any. Throws EngineError, PointLimit; after an abort anything. */
  async send(url: URL, form: string | undefined, signal: AbortSignal | undefined): Promise<HttpAnswer> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await this.#byEither(url, form, signal)
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free += 1
      else next()
    }
  }

  async #byEither(url: URL, form: string | undefined, signal: AbortSignal | undefined): Promise<HttpAnswer> {
    if (form !== undefined && !this.#isGetOnly) {
      const answer = await this.#sent(url, form, signal)
      if (answer.status !== 405 && answer.status !== 501) return answer
      this.#isGetOnly = true
    }
    const address = new URL(url)
    address.search = form ?? ''
    return this.#sent(address, undefined, signal)
  }

  async #sent(url: URL, form: string | undefined, signal: AbortSignal | undefined): Promise<HttpAnswer> {
    signal?.throwIfAborted()
    const timeout = AbortSignal.timeout(this.#timeoutMs)
    const ends = signal === undefined ? timeout : AbortSignal.any([timeout, signal])
    const agent = await this.#agent(url)
    try {
      const response = await this.#begun(agent, url, form, ends)
      const body = await this.#read(response, url)
      this.#idle.push(agent)
      return {
        status: response.statusCode,
        contentType: headerOf(response, 'content-type'),
        location: headerOf(response, 'location'),
        waitMs: 1000 * (Number(headerOf(response, 'retry-after')) || 0),
        body,
      }
    } catch (error) {
      this.#all.delete(agent)
      void agent.destroy().catch(() => undefined)
      if (error instanceof PointLimit) throw error
      if (timeout.aborted && signal?.aborted !== true) throw this.#tooLate(url)
      throw connectionProblem(error, url)
    }
  }

  /** Ends requests under way and closes all connections. */
  async close(): Promise<void> {
    const agents = [...this.#all]
    this.#all.clear()
    this.#idle.length = 0
    await Promise.all(agents.map((agent) => agent.destroy()))
  }

  async #agent(url: URL): Promise<Agent> {
    const kept = this.#idle.pop()
    if (kept !== undefined) return kept
    // Loaded with the first question: no start waits for it.
    const { newAgent } = await import('../collector/jmx-agent.ts')
    const { tls } = this.#target
    try {
      const target = { url, tls, authentication: { kind: 'none' }, requests: 'full' } as const
      const agent = newAgent(target, () => undefined)
      this.#all.add(agent)
      return agent
    } catch (error) {
      throw connectionProblem(error, url)
    }
  }

  async #begun(agent: Agent, url: URL, form: string | undefined, signal: AbortSignal): Promise<Response> {
    const isForm = form !== undefined
    const request = agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: isForm ? 'POST' : 'GET',
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip',
        ...(isForm && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...this.#target.headers,
      },
      body: form ?? null,
      // The signal is for all of it.
      headersTimeout: 0,
      bodyTimeout: 0,
      signal,
    })
    // undici hears of an abort only once there is a connection.
    const aborted = Promise.withResolvers<never>()
    const giveUp = (): void => aborted.reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    try {
      return await Promise.race([request, aborted.promise])
    } finally {
      signal.removeEventListener('abort', giveUp)
      request.catch(() => undefined)
    }
  }

  async #read(response: Response, url: URL): Promise<Buffer> {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > largestAnswer) throw tooLarge(url)
      chunks.push(chunk)
    }
    const body = Buffer.concat(chunks)
    const encoding = headerOf(response, 'content-encoding')
    if (encoding === '' || encoding === 'identity') return body
    try {
      return await gunzip(body, { maxOutputLength: largestAnswer })
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
        throw tooLarge(url)
      throw new EngineError(
        'garbage',
        `The answer of ${url.origin} cannot be unpacked as ${encoding}.`,
        'Check any proxy between.',
        { cause: error },
      )
    }
  }

  #tooLate(url: URL): EngineError {
    return new EngineError(
      'timeout',
      `Wanted the whole answer of ${url.origin} within ${String(this.#timeoutMs / 1000)} s, got none or a part.`,
      tooSlow,
    )
  }
}
