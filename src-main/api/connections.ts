// The connections of a server, so that closing it waits for answers under way and for nothing else.
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** How long calls under way may take when the server closes, ms. */
const graceMs = 5000

export class Connections {
  readonly #server: Server
  readonly #open = new Set<Socket>()
  readonly #busy = new Set<Socket>()
  #isClosing = false

  constructor(server: Server) {
    this.#server = server
    server.on('connection', (socket) => {
      this.#open.add(socket)
      socket.once('close', () => this.#open.delete(socket))
    })
    server.on('request', ({ socket }, response) => {
      this.#busy.add(socket)
      response.once('close', () => {
        this.#busy.delete(socket)
        if (this.#isClosing) socket.destroySoon()
      })
    })
  }

  /** Takes no more, ends what is idle (browsers keep spare connections open), gives the rest five seconds. */
  close(): Promise<void> {
    this.#isClosing = true
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#server.closeAllConnections(), graceMs)
      this.#server.close(() => {
        clearTimeout(timer)
        resolve()
      })
      for (const socket of this.#open) if (!this.#busy.has(socket)) socket.destroy()
    })
  }
}
