// The isolated world of one page, from Node's side: the preload goes in, its messages and its ports come out.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Chromium } from '../chromium.ts'
import { MessagePortMain } from './message-port-main.ts'

const worldName = 'preload'
const binding = 'standInBinding'
const setUp = readFileSync(path.join(import.meta.dirname, 'preload-world.js'), 'utf8')

const Packed = z.union([z.object({ bytes: z.string() }), z.object({ json: z.string() })])
type Packed = z.infer<typeof Packed>

const FromWorld = z.union([
  z.object({ channel: z.string(), data: Packed, ports: z.array(z.number()) }),
  z.object({ port: z.number(), data: Packed }),
])
const Called = z.object({ name: z.string(), payload: z.string(), executionContextId: z.number() })
const Created = z.object({
  context: z.object({ id: z.number(), name: z.string(), auxData: z.object({ frameId: z.string() }) }),
})

function unpacked(data: Packed): unknown {
  return 'bytes' in data ? new Uint8Array(Buffer.from(data.bytes, 'base64')) : JSON.parse(data.json)
}

function packed(data: unknown): Packed {
  if (data instanceof ArrayBuffer) return packed(new Uint8Array(data))
  return data instanceof Uint8Array
    ? { bytes: Buffer.from(data).toString('base64') }
    : { json: JSON.stringify(data) }
}

/** Hears what the preload sends by ipcRenderer, and from which frame. */
export type HearIpc = (channel: string, message: unknown, ports: MessagePortMain[], frameId: string) => void

/** Contexts of one page's preload, with the ports that each has sent. */
export class PreloadWorld {
  readonly #chromium: Chromium
  readonly #sessionId: string
  readonly #hear: HearIpc
  readonly #frames = new Map<number, string>()
  readonly #ports = new Map<string, MessagePortMain>()

  private constructor(chromium: Chromium, sessionId: string, hear: HearIpc) {
    this.#chromium = chromium
    this.#sessionId = sessionId
    this.#hear = hear
    const on = (event: string, take: (params: Record<string, unknown>) => void): void =>
      chromium.on(sessionId, event, take)
    on('Runtime.executionContextCreated', (params) => {
      const { context } = Created.parse(params)
      if (context.name === worldName) this.#frames.set(context.id, context.auxData.frameId)
    })
    on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
      this.#drop(Number(executionContextId)),
    )
    on('Runtime.executionContextsCleared', () => this.dropAll())
    on('Runtime.bindingCalled', (params) => this.#called(Called.parse(params)))
  }

  /** Puts a preload (CommonJS) into each page that a session will load. */
  static async inject(
    chromium: Chromium,
    sessionId: string,
    preload: string,
    hear: HearIpc,
  ): Promise<PreloadWorld> {
    const world = new PreloadWorld(chromium, sessionId, hear)
    const source = `${setUp};((require) => {${readFileSync(preload, 'utf8')}\n})((name) => standIn.modules[name])`
    await chromium.send('Runtime.addBinding', { name: binding, executionContextName: worldName }, sessionId)
    await chromium.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName }, sessionId)
    return world
  }

  #called({ name, payload, executionContextId }: z.infer<typeof Called>): void {
    const frameId = this.#frames.get(executionContextId)
    if (name !== binding || frameId === undefined) return
    const message = FromWorld.parse(JSON.parse(payload))
    if ('port' in message) {
      this.#ports.get(`${executionContextId}/${message.port}`)?.receive(unpacked(message.data))
      return
    }
    const ports = message.ports.map((id) => this.#port(executionContextId, id))
    this.#hear(message.channel, unpacked(message.data), ports, frameId)
  }

  #port(contextId: number, id: number): MessagePortMain {
    const port = new MessagePortMain(
      (data) => this.#call(contextId, 'toPort', id, packed(data)),
      () => this.#call(contextId, 'closePort', id),
    )
    this.#ports.set(`${contextId}/${id}`, port)
    return port
  }

  /** Calls a function of preload-world.js; what a page that has gone misses, nobody misses. */
  #call(contextId: number, name: string, ...values: readonly unknown[]): void {
    if (!this.#frames.has(contextId)) return
    const call = {
      functionDeclaration: `(...values) => { standIn.${name}(...values) }`,
      arguments: values.map((value) => ({ value })),
      executionContextId: contextId,
    }
    this.#chromium.send('Runtime.callFunctionOn', call, this.#sessionId).catch(() => undefined)
  }

  /** Sends to the preload of a frame, as webContents.send does. */
  send(frameId: string, channel: string, values: readonly unknown[]): void {
    for (const [contextId, frame] of this.#frames) {
      if (frame === frameId) this.#call(contextId, 'toChannel', channel, packed(values))
    }
  }

  #drop(contextId: number): void {
    this.#frames.delete(contextId)
    for (const [key, port] of this.#ports) {
      if (!key.startsWith(`${contextId}/`)) continue
      this.#ports.delete(key)
      port.disconnected()
    }
  }

  /** Every page has gone. */
  dropAll(): void {
    for (const contextId of [...this.#frames.keys()]) this.#drop(contextId)
  }
}
