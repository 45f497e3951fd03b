// Stands before a Prometheus and makes it a bad one: slow, busy, refusing, cut off in the middle of an answer.
import { once } from 'node:events'
import {
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer,
  request as httpRequest,
} from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * How it fails: every answer so many ms late, a status with the text that gateways send, half of the body and then a broken
 * connection, an answer that never comes, somebody else's page.
 */
export type EngineFault =
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'status'; readonly status: 429 | 500 | 502 | 503 | 504; readonly retryAfter?: number }
  | { readonly kind: 'cut' | 'silent' | 'html' }

export class FaultProxy implements AsyncDisposable {
  readonly #behind: string
  #server: Server | undefined
  #port = 0
  #budget = Infinity
  #onSpent: EngineFault | 'refuse' | undefined
  /** What the next answers are, until it is taken away. */
  fault: EngineFault | undefined
  /** Every so manieth request fails with a 503; 0: none. */
  failEvery = 0
  /** Requests for the series of a range so far, those that failed as well. */
  ranges = 0
  /** All requests so far. */
  requests = 0
  /** The most of those for ranges that were under way at once. */
  mostAtOnce = 0
  #atOnce = 0

  private constructor(behind: string) {
    this.#behind = behind
  }

  /** Starts one before a server, by its base address. */
  static async start(behind: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(behind)
    await proxy.start()
    return proxy
  }

  /** As the server's own, prefix included. */
  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}${new URL(this.#behind).pathname.replace(/\/$/, '')}`
  }

  /** Answers so many more range requests well, then fails that way; `refuse`: connections are refused. */
  failAfter(ranges: number, fault: EngineFault | 'refuse'): void {
    this.#budget = ranges
    this.#onSpent = fault
  }

  /** Answers well from now on. */
  heal(): void {
    this.fault = undefined
    this.failEvery = 0
    this.#budget = Infinity
    this.#onSpent = undefined
  }

  /** Listens; again on the same port after a stop. */
  async start(): Promise<void> {
    if (this.#server !== undefined) return
    const server = createServer((request, response) => void this.#answer(request, response))
    this.#server = server
    server.listen(this.#port, '127.0.0.1')
    await once(server, 'listening')
    const bound = server.address()
    if (typeof bound === 'object' && bound !== null) this.#port = bound.port
  }

  /** Breaks all connections; from now on they are refused. */
  async stop(): Promise<void> {
    const server = this.#server
    if (server === undefined) return
    this.#server = undefined
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1
    if (request.url?.includes('/query_range') === true) this.#countRange(response)
    const { fault } = this
    if (this.#server === undefined) response.destroy()
    else if (this.failEvery > 0 && this.requests % this.failEvery === 0) sendStatus(response, 503)
    else if (fault === undefined || fault.kind === 'cut')
      this.#forward(request, response, fault !== undefined)
    else if (fault.kind === 'status') sendStatus(response, fault.status, fault.retryAfter)
    else if (fault.kind === 'html')
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html><body>Please log in</body></html>\n')
    else if (fault.kind === 'slow') {
      await wait(fault.ms, undefined, { ref: false })
      this.#forward(request, response, false)
    }
  }

  #countRange(response: ServerResponse): void {
    this.ranges += 1
    this.#atOnce += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce)
    response.once('close', () => {
      this.#atOnce -= 1
    })
    this.#budget -= 1
    if (this.#budget >= 0) return
    this.#budget = Infinity
    if (this.#onSpent === 'refuse') void this.stop()
    else this.fault = this.#onSpent
  }

  #forward(request: IncomingMessage, response: ServerResponse, isCut: boolean): void {
    const { hostname: host, port } = new URL(this.#behind)
    const { method, headers, url: path } = request
    const behind = httpRequest({ host, port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      if (isCut) answer.once('data', (piece: Buffer) => sendHalf(response, piece))
      else answer.pipe(response)
      answer.on('error', () => response.destroy())
    })
    // The server behind is gone: so is this connection.
    behind.on('error', () => response.destroy())
    response.on('close', () => behind.destroy())
    request.pipe(behind)
  }
}

function sendStatus(response: ServerResponse, status: number, retryAfter?: number): void {
  const headers = {
    'content-type': 'text/plain',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  }
  response.writeHead(status, headers).end('upstream request failed\n')
}

function sendHalf(response: ServerResponse, piece: Buffer): void {
  response.write(piece.subarray(0, piece.length / 2), () => response.socket?.destroy())
}
