// A NameNode's HTTP port that replays a recording at /jmx, with faults on demand.
import { once } from 'node:events'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { JmxDocument } from '../../src-main/core/etl/document.ts'
import type { FoundDocument } from '../../src-main/core/importer/found-document.ts'
import { type Fault, sendDocument, sendFault, sendHalf, sendStatus } from './answers.ts'
import { hadoopJson } from './hadoop-json.ts'

/** How a recording is replayed. */
export interface Replay {
  /** In the order of time. */
  readonly documents: readonly FoundDocument[]
  /** Over many lines as Hadoop prints, else the recording's own bytes. */
  readonly isPretty?: boolean
  /** Recorded ms per ms of the clock; without it each GET gets the next document. */
  readonly speed?: number
}

/** The document's bytes out of the recording's line, which is a wrapper with a time. */
function bareBytes({ text, wrapped }: FoundDocument): Buffer {
  if (!wrapped) return text
  return text.subarray(text.indexOf('"jmx":') + '"jmx":'.length, text.lastIndexOf('}'))
}

export class ReplayingNameNode {
  readonly #replay: Replay
  #server: Server | undefined
  #port = 0
  #startedAt = 0
  #next = 0
  /** What the next answers are instead of documents, until it is taken away. */
  fault: Fault | undefined
  /** Documents that were sent whole, in order. */
  readonly served: JmxDocument[] = []
  /** All requests so far, answered or not: their paths. */
  readonly requests: string[] = []
  /** The latest `Authorization` header. */
  authorization: string | undefined

  constructor(replay: Replay) {
    this.#replay = replay
  }

  /** `127.0.0.1:port`. */
  get host(): string {
    return `127.0.0.1:${this.#port}`
  }

  get url(): string {
    return `http://${this.host}`
  }

  /** Listens; again on the same port after a stop. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      void this.#answer(request, response)
    })
    server.listen(this.#port, '127.0.0.1')
    await once(server, 'listening')
    const bound = server.address()
    if (typeof bound === 'object' && bound !== null) this.#port = bound.port
    if (this.#startedAt === 0) this.#startedAt = performance.now()
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

  #present(): FoundDocument {
    const { documents, speed } = this.#replay
    const first = documents[0]
    if (first === undefined) throw new Error('there is nothing to replay')
    if (speed !== undefined) {
      const time = first.time + (performance.now() - this.#startedAt) * speed
      return documents.findLast((document) => document.time <= time) ?? first
    }
    this.#next += 1
    return documents[(this.#next - 1) % documents.length] ?? first
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url)
    this.requests.push(pathname)
    this.authorization = request.headers.authorization
    const { fault } = this
    if (pathname !== '/jmx') {
      sendStatus(response, 404)
      return
    }
    if (fault !== undefined && sendFault(response, fault)) return
    if (fault?.kind === 'slow') await wait(fault.ms, undefined, { ref: false })
    if (response.destroyed) return
    const document = this.#present()
    const body = this.#replay.isPretty === true ? Buffer.from(hadoopJson(document.jmx)) : bareBytes(document)
    if (fault?.kind === 'cut off') {
      sendHalf(response, body)
      return
    }
    response.once('finish', () => this.served.push(document.jmx))
    sendDocument(response, body)
  }
}

/** Starts one that stops with the test. */
export async function startNameNode(context: TestContext, replay: Replay): Promise<ReplayingNameNode> {
  const namenode = new ReplayingNameNode(replay)
  await namenode.start()
  context.after(() => namenode.stop())
  return namenode
}
