// The Chromium behind the stand-in, spoken to over a pipe, so that it ends with this process whatever happens.
import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import { browserPath, configuration } from './configuration.ts'

/** Parameters and results of the debugging protocol. */
export type Facts = Record<string, unknown>

const Message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  sessionId: z.string().default(''),
  params: z.record(z.string(), z.unknown()).default({}),
  result: z.record(z.string(), z.unknown()).default({}),
  error: z.object({ message: z.string() }).optional(),
})

interface Call {
  readonly resolve: (result: Facts) => void
  readonly reject: (error: Error) => void
}

const flags = [
  '--headless',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whatever a page asks for, no name resolves: the stand-in answers requests itself.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--remote-debugging-pipe',
  // For the test, which looks at the same pages.
  '--remote-debugging-port=0',
]

/** One browser; events are `SESSION.Domain.event` with the event's parameters. */
export class Chromium {
  readonly #process: ChildProcess
  readonly #profile: string
  readonly #calls = new Map<number, Call>()
  readonly #events = new EventEmitter().setMaxListeners(0)
  /** Where other clients of the debugging protocol connect. */
  readonly endpoint: Promise<string>
  #lastId = 0
  #rest = ''

  constructor(browser: string) {
    this.#profile = configuration.profile ?? mkdtempSync(path.join(os.tmpdir(), 'nnad-stand-in-'))
    this.#process = spawn(browser, [...flags, `--user-data-dir=${this.#profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    })
    const answers = this.#process.stdio[4]
    if (!(answers instanceof Readable)) throw new Error('Chromium has no pipe to read from.')
    answers.setEncoding('utf8').on('data', (text: string) => this.#take(text))
    this.endpoint = this.#endpoint()
    process.once('exit', () => this.close())
  }

  #endpoint(): Promise<string> {
    return new Promise((resolve, reject) => {
      let text = ''
      this.#process.stderr?.setEncoding('utf8').on('data', (piece: string) => {
        text += piece
        const address = /^DevTools listening on (\S+)$/m.exec(text)?.[1]
        if (address !== undefined) resolve(address)
      })
      this.#process.once('error', reject)
      this.#process.once('exit', (code) => reject(new Error(`Chromium ended (${String(code)}): ${text}`)))
    })
  }

  #take(text: string): void {
    const messages = (this.#rest + text).split('\0')
    this.#rest = messages.pop() ?? ''
    for (const one of messages) {
      const { id, method, sessionId, params, result, error } = Message.parse(JSON.parse(one))
      if (method !== undefined) this.#events.emit(`${sessionId}.${method}`, params)
      const call = this.#calls.get(id ?? 0)
      this.#calls.delete(id ?? 0)
      if (error === undefined) call?.resolve(result)
      else call?.reject(new Error(error.message))
    }
  }

  /** Calls a method in a session, or of the browser itself. Throws what Chromium says against it. */
  send(method: string, params: Facts = {}, sessionId = ''): Promise<Facts> {
    const id = ++this.#lastId
    const pipe = this.#process.stdio[3]
    if (!(pipe instanceof Writable)) throw new Error('Chromium has no pipe to write to.')
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject })
      const session = sessionId === '' ? {} : { sessionId }
      pipe.write(`${JSON.stringify({ id, method, params, ...session })}\0`)
    })
  }

  /** Hears an event of a session, or of the browser itself where it is ''. */
  on(sessionId: string, event: string, hear: (params: Facts) => void): void {
    this.#events.on(`${sessionId}.${event}`, hear)
  }

  /** Its process; 0 where it could not be started. */
  get pid(): number {
    return this.#process.pid ?? 0
  }

  /** Kills the browser and removes its profile. */
  close(): void {
    this.#process.kill('SIGKILL')
    // The killed processes may write a last time.
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

let running: Promise<Chromium> | undefined

/** The browser of this process, started when it is first wanted. */
export function chromium(): Promise<Chromium> {
  running ??= browserPath().then((browser) => new Chromium(browser))
  return running
}
