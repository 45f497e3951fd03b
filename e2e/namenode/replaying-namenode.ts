// A NameNode's HTTP port that replays a recording at /jmx, with faults on demand.
import { once } from 'node:events'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { JmxDocument } from '../../src-main/core/etl/document.ts'
import type { FoundDocument } from '../../src-main/core/importer/found-document.ts'
import { type Fault, sendFault, sendSpoiled, sendStatus } from './answers.ts'
import { type CertificateName, certificate } from './certificates.ts'
import { type HaPair, asNode, asStarting, inRound, sinceRestart } from './edited-documents.ts'
import { hadoopJson } from './hadoop-json.ts'
import { beginsPoll, queried } from './jmx-servlet.ts'
import { LogIn, type LogInRule } from './log-in.ts'

/** How a recording is replayed. */
export interface Replay {
  /** In the order of time. */
  readonly documents: readonly FoundDocument[]
  /** Over many lines as Hadoop prints, else the recording's own bytes. */
  readonly isPretty?: boolean
  /**
   * Recorded ms per ms of the clock, round after round, counters going on; without it each poll gets the next document, and
   * after the last the first again.
   */
  readonly speed?: number
  /** What `speed` and restarts are told by, ms; by default the process's own time. */
  readonly clock?: () => number
  /** HTTPS with this certificate. */
  readonly tls?: CertificateName
  readonly logIn?: LogInRule
  /** One of an HA pair: its name, and what both share. */
  readonly node?: { readonly name: string; readonly pair: HaPair }
  readonly port?: number
  /** What was asked and served is counted and not kept, for days. */
  readonly isForgetful?: boolean
}

/** The document's bytes out of the recording's line, which is a wrapper with a time. */
function bareBytes({ text, wrapped }: FoundDocument): Buffer {
  if (!wrapped) return text
  return text.subarray(text.indexOf('"jmx":') + '"jmx":'.length, text.lastIndexOf('}'))
}

export class ReplayingNameNode {
  readonly #replay: Replay
  readonly #clock: () => number
  #server: Server | undefined
  #port: number
  #startedAt: number | undefined
  #next = 0
  #current: FoundDocument
  /** The current one, its counters those of the round that is played. */
  #played: JmxDocument
  #restarted: { readonly base: JmxDocument; readonly at: number } | undefined
  /** What the next answers are instead of documents, until it is taken away. */
  fault: Fault | undefined
  /** Documents of polls whose first answer was sent whole, in order. */
  readonly served: JmxDocument[] = []
  /** All requests so far, answered or not: their paths. */
  readonly requests: string[] = []
  /** Their queries, decoded; '' where there was none. */
  readonly queries: string[] = []
  /** Connections so far. */
  connections = 0
  /** How many requests and polls, also where they are not kept. */
  readonly counts = { requests: 0, served: 0 }
  /** The latest headers of these names. */
  authorization: string | undefined
  cookie: string | undefined
  /** Who is let in; undefined where everybody is. */
  readonly logIn: LogIn | undefined

  constructor(replay: Replay) {
    const [first] = replay.documents
    if (first === undefined) throw new Error('there is nothing to replay')
    this.#replay = replay
    this.#current = first
    this.#played = first.jmx
    this.#clock = replay.clock ?? (() => performance.now())
    this.#port = replay.port ?? 0
    this.logIn = replay.logIn === undefined ? undefined : new LogIn(replay.logIn)
  }

  /** `127.0.0.1:port`. */
  get host(): string {
    return `127.0.0.1:${this.#port}`
  }

  get port(): number {
    return this.#port
  }

  get url(): string {
    return `${this.#replay.tls === undefined ? 'http' : 'https'}://${this.host}`
  }

  /** Listens; again on the same port after a stop. */
  async start(): Promise<void> {
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      void this.#answer(request, response)
    }
    const { tls } = this.#replay
    const server = tls === undefined ? createServer(answer) : createTlsServer(certificate(tls), answer)
    server.on(tls === undefined ? 'connection' : 'secureConnection', () => {
      this.connections += 1
    })
    server.listen(this.#port, '127.0.0.1')
    await once(server, 'listening')
    const bound = server.address()
    if (typeof bound === 'object' && bound !== null) this.#port = bound.port
    this.#startedAt ??= this.#clock()
    this.#server = server
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

  /** From now on documents are of a NameNode that started at this moment: its counters are 0. */
  restart(): void {
    this.#restarted = { base: this.#played, at: this.#current.time }
  }

  #advance(): void {
    const { documents, speed } = this.#replay
    if (speed === undefined) {
      this.#current = documents[this.#next % documents.length] ?? this.#current
      this.#next += 1
      this.#played = this.#current.jmx
      return
    }
    const [first, last] = [documents[0] ?? this.#current, documents.at(-1) ?? this.#current]
    const since = (this.#clock() - (this.#startedAt ?? 0)) * speed
    // As if one more document came at the distance of the others.
    const length = Math.max(1, ((last.time - first.time) * documents.length) / (documents.length - 1 || 1))
    const round = Math.floor(since / length)
    const time = first.time + since - round * length
    this.#current = documents.findLast((document) => document.time <= time) ?? first
    this.#played = inRound(this.#current.jmx, [first.jmx, last.jmx], round)
  }

  #document(): JmxDocument {
    const { node } = this.#replay
    const restarted = this.#restarted
    let document = this.#played
    if (restarted !== undefined) document = sinceRestart(document, restarted.base, restarted.at)
    if (node !== undefined) document = asNode(document, node.name, node.pair)
    return this.fault?.kind === 'starting' ? asStarting(document) : document
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', this.url)
    this.counts.requests += 1
    if (this.#replay.isForgetful !== true) {
      this.requests.push(pathname)
      this.queries.push(decodeURIComponent(search.slice(1)))
    }
    this.authorization = request.headers.authorization
    this.cookie = request.headers.cookie
    const { fault } = this
    if (pathname !== '/jmx') {
      sendStatus(response, 404)
      return
    }
    if (fault !== undefined && sendFault(response, fault)) return
    if (fault?.kind === 'slow') await wait(fault.ms, undefined, { ref: false })
    if (response.destroyed || !(await this.#letIn(request, response, searchParams))) return
    if (fault?.kind === 'skew') response.setHeader('date', new Date(Date.now() + fault.ms).toUTCString())
    this.#send(response, searchParams)
  }

  async #letIn(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<boolean> {
    const verdict = await this.logIn?.judge(request, query)
    if (verdict === undefined) return true
    if (!verdict.isIn) sendStatus(response, verdict.status, verdict.asks)
    else if (verdict.setCookie !== undefined) response.setHeader('set-cookie', verdict.setCookie)
    return verdict.isIn
  }

  #send(response: ServerResponse, query: URLSearchParams): void {
    const isPoll = beginsPoll(query)
    if (isPoll) this.#advance()
    const document = this.#document()
    const answer = queried(document, query)
    const isHalf = this.fault?.kind === 'ends early' || this.fault?.kind === 'cut off'
    if (isPoll && !isHalf) response.once('finish', () => this.#noteServed(document))
    sendSpoiled(response, this.fault, this.#bytes(answer))
  }

  #noteServed(document: JmxDocument): void {
    this.counts.served += 1
    if (this.#replay.isForgetful !== true) this.served.push(document)
  }

  #bytes(answer: object): Buffer {
    if (this.#replay.isPretty === true) return Buffer.from(hadoopJson(answer))
    return answer === this.#current.jmx ? bareBytes(this.#current) : Buffer.from(JSON.stringify(answer))
  }
}

/** Starts one that stops with the test. */
export async function startNameNode(context: TestContext, replay: Replay): Promise<ReplayingNameNode> {
  const namenode = new ReplayingNameNode(replay)
  await namenode.start()
  context.after(() => namenode.stop())
  return namenode
}
