// One kept connection to a NameNode's HTTP server: one GET at a time, read to its end within limits.
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import type { Dispatcher } from 'undici'
import type { Clock } from '../host.ts'
import { badEncoding, brokenOff, noConnection, overlong, tooLate } from './broken-answer.ts'
import { connectionProblem, isClosed, wantsTls } from './connection-problem.ts'
import type { Deadline } from './deadline.ts'
import { type JmxTarget, keptAlive } from './jmx-target.ts'
import { PollError } from './poll-problem.ts'
import { speaksTls } from './tls-probe.ts'

type Headers = Dispatcher.ResponseData['headers']

/** One answer, read to its end. */
export interface JmxAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
  /** When it began, epoch ms. */
  readonly time: number
}

/** Larger answers, or those of one poll together, are no NameNode's; imports read documents of this size again. */
export const largestAnswer = 64 * 2 ** 20

const gunzip = promisify(zlib.gunzip)

/** Text of a header that comes once. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'object' ? value[0] : value
}

async function unpacked(body: Buffer, headers: Headers, url: URL): Promise<Buffer> {
  const encoding = headerOf(headers, 'content-encoding') ?? 'identity'
  if (encoding === 'identity') return body
  if (encoding !== 'gzip') throw badEncoding(url, encoding)
  try {
    return await gunzip(body, { maxOutputLength: largestAnswer })
  } catch (error) {
    const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw isLarge ? overlong(url) : badEncoding(url, encoding, error)
  }
}

export class JmxConnection {
  readonly #target: JmxTarget
  readonly #clock: Clock
  #agent: Dispatcher | undefined
  #connects = 0
  #usedAt = Number.NaN
  #certificate: Buffer | undefined

  constructor(target: JmxTarget, clock: Clock) {
    this.#target = target
    this.#clock = clock
  }

  /** The server's certificate, DER; undefined before the first connection and without TLS. */
  get certificate(): Buffer | undefined {
    return this.#certificate
  }

  /** Asks for one document. Throws PollError for whatever is no whole answer; the status may be any. */
  async get(url: URL, headers: Readonly<Record<string, string>>, deadline: Deadline): Promise<JmxAnswer> {
    // After a sleep of this machine the other side has forgotten the connection, which nothing here has noticed.
    if (Math.abs(this.#clock.now() - this.#usedAt) > keptAlive) await this.close()
    const response = await this.#begun(url, headers, deadline)
    const time = this.#clock.now()
    this.#usedAt = time
    const body = await this.#read(response, url, deadline)
    return {
      status: response.statusCode,
      headers: response.headers,
      body: await unpacked(body, response.headers, url),
      time,
    }
  }

  async close(): Promise<void> {
    const agent = this.#agent
    this.#agent = undefined
    await agent?.destroy()
  }

  async #begun(
    url: URL,
    headers: Readonly<Record<string, string>>,
    deadline: Deadline,
    isRepeated = false,
  ): Promise<Dispatcher.ResponseData> {
    const connects = this.#connects
    const hadAgent = this.#agent !== undefined
    try {
      // Loaded with the first question: no start waits for it.
      const { newAgent } = await import('./jmx-agent.ts')
      this.#agent ??= newAgent(this.#target, (certificate) => {
        this.#connects += 1
        this.#certificate = certificate ?? this.#certificate
      })
      const response = this.#agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: 'GET',
        headers: { accept: 'application/json', 'accept-encoding': 'gzip', ...headers },
        // The deadline is for all of it.
        headersTimeout: 0,
        bodyTimeout: 0,
        signal: deadline.signal,
      })
      // undici hears of an abort only once there is a connection.
      return await Promise.race([response, deadline.given])
    } catch (error) {
      if (error instanceof PollError) throw error
      const isNew = this.#connects > connects
      if (deadline.isOver) {
        // A connection that was made anew, or kept: the server has it and says nothing.
        const isThere = isNew || (hadAgent && connects > 0)
        await this.close()
        throw isThere ? tooLate(url, deadline.timeoutMs) : noConnection(url, deadline.timeoutMs)
      }
      if (deadline.signal.aborted) {
        await this.close()
        throw error
      }
      // A kept connection may be closed by the other side while a request is on its way.
      if (isClosed(error) && !isNew && !isRepeated) return this.#begun(url, headers, deadline, true)
      if (isClosed(error) && url.protocol === 'http:' && (await speaksTls(url))) throw wantsTls(url, error)
      throw connectionProblem(error, url)
    }
  }

  async #read(response: Dispatcher.ResponseData, url: URL, deadline: Deadline): Promise<Buffer> {
    const chunks: Buffer[] = []
    let size = 0
    try {
      for await (const chunk of response.body as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size > largestAnswer) throw overlong(url)
        chunks.push(chunk)
      }
    } catch (error) {
      if (error instanceof PollError) throw error
      if (deadline.isOver) throw tooLate(url, deadline.timeoutMs, size)
      deadline.signal.throwIfAborted()
      throw brokenOff(url, size, error)
    }
    return Buffer.concat(chunks)
  }
}
