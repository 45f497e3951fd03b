// A call of the contract over a port of its own, in oRPC's words, as any script of the page could make it.
import type { Page } from 'playwright-core'
import { z } from 'zod'

const Answer = z.object({ p: z.object({ s: z.number().default(200), b: z.object({ json: z.unknown() }) }) })

/** Code of the page that makes the call and gives the answer: text, or bytes in base64. `procedure` as in `system/info`. */
export function portCallScript(procedure: string, input: unknown): string {
  const message = JSON.stringify({ i: '1', p: { u: `/${procedure}`, b: { json: input } } })
  return `new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => resolve(typeof data === 'string' ? data : new Uint8Array(data).toBase64())
    window.postMessage('nnad:connect', location.origin, [port2])
    port1.postMessage(${JSON.stringify(message)})
  })`
}

export interface PortAnswer {
  readonly status: number
  readonly json: unknown
  /** As it came. */
  readonly text: string
}

/** Makes the call from a page of the desktop window. */
export async function callOverPort(page: Page, procedure: string, input: unknown): Promise<PortAnswer> {
  const text = z.string().parse(await page.evaluate(portCallScript(procedure, input)))
  const { p } = Answer.parse(JSON.parse(text))
  return { status: p.s, json: p.b.json, text }
}
