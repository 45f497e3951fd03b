// `MessagePortMain`: the end of a page's port that the app holds. Messages wait until it starts.
import { EventEmitter } from 'node:events'

/** Takes a message to the page. */
export type Deliver = (data: unknown) => void

export class MessagePortMain extends EventEmitter {
  readonly #deliver: Deliver
  readonly #disconnect: () => void
  #waiting: unknown[] | undefined = []
  #isClosed = false

  constructor(deliver: Deliver, disconnect: () => void) {
    super()
    this.#deliver = deliver
    this.#disconnect = disconnect
  }

  start(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = undefined
    for (const data of waiting) this.receive(data)
  }

  postMessage(data: unknown): void {
    if (!this.#isClosed) this.#deliver(data)
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#disconnect()
  }

  /** A message from the page. */
  receive(data: unknown): void {
    if (this.#isClosed) return
    if (this.#waiting === undefined) this.emit('message', { data, ports: [] })
    else this.#waiting.push(data)
  }

  /** The page's end has gone. */
  disconnected(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.emit('close')
  }
}
