// A NameNode that plays recorded documents, the next one at each poll, and numbers them: so that afterwards each document
// that was served can be looked for in what was kept.
import { once } from 'node:events'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { type Fault, sendFault, sendSpoiled, sendStatus } from '../namenode/answers.ts'
import { beginsPoll } from '../namenode/jmx-servlet.ts'
import { type DocumentTexts, type Persona, answerText } from './bean-texts.ts'

/** How it behaves now. */
export interface Behaviour {
  readonly haState: string
  /** What it does instead of answering well. */
  readonly fault: Fault | null
  /** Its clock before this machine's, ms: what its Date header says. */
  readonly skewMs: number
  /** Every so manieth poll meets the cache of the poll before; 0: none. */
  readonly repeatEvery: number
  /** Beans of a NameNode that is starting: none of RPC. */
  readonly isStarting: boolean
}

/** What was served; serials in the order of the polls. */
export interface Served {
  /** Of the first poll; each further one has one more. */
  readonly firstSerial: number
  /** Sent to the end, the part with the serial. */
  readonly whole: readonly number[]
  /**
   * Of these, those that may have been given up all the same: a further request of the poll failed, or the poll after came by
   * another connection.
   */
  readonly torn: readonly number[]
  /** Of the whole ones, those that repeated the poll before. */
  readonly repeats: readonly number[]
  /** Of the whole ones, those of a starting NameNode. */
  readonly starting: readonly number[]
  /** When each poll came, epoch ms. */
  readonly polledAt: readonly number[]
  readonly requests: number
  /** Bytes of bodies sent. */
  readonly bytes: number
}

interface Notes {
  readonly firstSerial: number
  readonly whole: number[]
  readonly torn: number[]
  readonly repeats: number[]
  readonly starting: number[]
  readonly polledAt: number[]
  requests: number
  bytes: number
}

const calm: Behaviour = { haState: 'active', fault: null, skewMs: 0, repeatEvery: 0, isStarting: false }

export class NumberedNameNode {
  readonly #documents: readonly DocumentTexts[]
  #persona: Persona
  #behaviour: Behaviour
  #server: Server | undefined
  #port = 0
  #document: number
  #serial: number
  #polls = 0
  /** By which the latest request came. */
  #socket: Socket | undefined
  readonly #notes: Notes

  /** `start` is the document that it begins with, `serial` the first number. */
  constructor(documents: readonly DocumentTexts[], persona: Persona, start = 0, serial = 0) {
    this.#documents = documents
    this.#persona = persona
    this.#behaviour = { ...calm, haState: persona.haState }
    this.#document = start
    this.#serial = serial
    this.#notes = {
      firstSerial: serial + 1,
      ...{ whole: [], torn: [], repeats: [], starting: [], polledAt: [] },
      ...{ requests: 0, bytes: 0 },
    }
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}`
  }

  get served(): Served {
    return this.#notes
  }

  change(behaviour: Partial<Behaviour>): void {
    this.#behaviour = { ...this.#behaviour, ...behaviour }
    this.#persona = { ...this.#persona, haState: this.#behaviour.haState }
  }

  /** A new process: counters from 0, another start time. */
  restart(): void {
    this.#document = 0
    this.#persona = { ...this.#persona, startedAt: this.#persona.startedAt + 60_000 }
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
    // Whatever a poll under way has still to ask for is refused, and not seen here.
    this.#notes.torn.push(this.#serial)
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }

  /** A poll begins: the next document, or once more the one before. */
  #turn(): { readonly serial: number; readonly isRepeat: boolean } {
    const { repeatEvery } = this.#behaviour
    this.#polls += 1
    this.#serial += 1
    this.#notes.polledAt.push(performance.timeOrigin + performance.now())
    const isRepeat = repeatEvery > 0 && this.#polls % repeatEvery === 0 && this.#polls > 1
    if (!isRepeat) this.#document += 1
    if (this.#document >= this.#documents.length) this.restart()
    return { serial: this.#serial, isRepeat }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', this.url)
    const { fault, skewMs, isStarting } = this.#behaviour
    this.#notes.requests += 1
    if (pathname !== '/jmx') {
      sendStatus(response, 404)
      return
    }
    const isFirst = beginsPoll(query)
    if (isFirst && request.socket !== this.#socket) this.#notes.torn.push(this.#serial)
    this.#socket = request.socket
    const { serial, isRepeat } = isFirst ? this.#turn() : { serial: this.#serial, isRepeat: false }
    const { whole, torn, repeats, starting } = this.#notes
    response.once('close', () => {
      const isWhole = response.writableFinished && !isUseless(fault)
      if (!isWhole && !isFirst) torn.push(serial)
      if (!isWhole || !isFirst) return
      whole.push(serial)
      if (isRepeat) repeats.push(serial)
      if (isStarting) starting.push(serial)
    })
    const document = this.#documents[this.#document]
    if (document === undefined) throw new Error('there is nothing to play')
    const isThere = (name: string): boolean => !(isStarting && name.includes('name=Rpc'))
    const body = answerText(document, { query, persona: this.#persona, serial, isThere })
    this.#notes.bytes += body.length
    if (skewMs !== 0) response.setHeader('date', new Date(Date.now() + skewMs).toUTCString())
    await send(response, body, fault)
  }
}

/** Whether what was sent to its end was no document. */
function isUseless(fault: Fault | null): boolean {
  return fault !== null && fault.kind !== 'slow' && fault.kind !== 'drip'
}

async function send(response: ServerResponse, body: Buffer, fault: Fault | null): Promise<void> {
  if (fault !== null && sendFault(response, fault)) return
  if (fault?.kind === 'slow') await wait(fault.ms, undefined, { ref: false })
  if (!response.destroyed) sendSpoiled(response, fault ?? undefined, body)
}
