// An exporter beside a NameNode: replays a recording at /metrics in one of the dialects.
import { once } from 'node:events'
import { type Server, createServer } from 'node:http'
import type { FoundDocument } from '../../src-main/core/importer/found-document.ts'
import { type SpokenDialect, speak } from './dialects.ts'
import { expositionText } from './exposition.ts'

export interface Exported {
  /** In the order of time. */
  readonly documents: readonly FoundDocument[]
  readonly dialect: SpokenDialect
  /**
   * With it a scrape brings so many documents at once, under their own times moved by `shift` ms, and `advance` goes on to the
   * next ones: an hour is scraped in seconds, and each sample has the distance to the next that it was recorded with. Without
   * it each scrape brings the next document, as of now, and after the last the first again.
   */
  readonly stamped?: { readonly perScrape: number; readonly shift: number }
}

export class Exporter implements AsyncDisposable {
  readonly #exported: Exported
  #server: Server | undefined
  #port = 0
  #next = 0
  #body: string | undefined

  constructor(exported: Exported) {
    this.#exported = exported
  }

  /** Starts one. */
  static async start(exported: Exported): Promise<Exporter> {
    const exporter = new Exporter(exported)
    await exporter.start()
    return exporter
  }

  /** `127.0.0.1:port` */
  get address(): string {
    return `127.0.0.1:${String(this.#port)}`
  }

  /** Name of a metric that each document has. */
  get sentinel(): string {
    const { documents, dialect } = this.#exported
    const lines = documents.slice(0, 1).flatMap(({ jmx }) => speak[dialect](jmx))
    return lines.find(({ attribute }) => attribute === 'MissingBlocks')?.name ?? ''
  }

  /** The time under which the last of the present documents is served, epoch ms; undefined after all of them. */
  get lastTime(): number | undefined {
    const { documents, stamped } = this.#exported
    const last = documents.slice(this.#next, this.#next + (stamped?.perScrape ?? 1)).at(-1)
    return last === undefined ? undefined : last.time + (stamped?.shift ?? 0)
  }

  /** Goes on to the next documents. */
  advance(): void {
    this.#next += this.#exported.stamped?.perScrape ?? 1
    this.#body = undefined
  }

  /** Listens; again on the same port after a stop. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      if (request.url !== '/metrics') {
        response.writeHead(404).end()
        return
      }
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
      response.end(this.#text())
    })
    server.listen(this.#port, '127.0.0.1')
    await once(server, 'listening')
    const bound = server.address()
    if (typeof bound === 'object' && bound !== null) this.#port = bound.port
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

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  #text(): string {
    const { documents, dialect, stamped } = this.#exported
    const lines = speak[dialect]
    if (stamped === undefined) {
      const document = documents[this.#next % documents.length]
      this.advance()
      return document === undefined ? '' : expositionText(lines(document.jmx))
    }
    this.#body ??= documents
      .slice(this.#next, this.#next + stamped.perScrape)
      .map((document) => expositionText(lines(document.jmx), document.time + stamped.shift))
      .join('')
    return this.#body
  }
}
