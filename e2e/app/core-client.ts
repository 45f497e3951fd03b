// The contract's client for a spec: the same calls as the screens make, so that what they show is checked against the core.
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { z } from 'zod'
import { contract } from '../../src-shared/contract/index.ts'
import type { OpenedApp } from './opened-app.ts'

export type CoreClient = ContractRouterClient<typeof contract>

const Answer = z.object({ p: z.object({ s: z.number().default(200), b: z.object({ json: z.unknown() }) }) })

/** One call over a port of its own, in oRPC's words, as any script of the page could make it. */
function callScript(path: readonly string[], input: unknown): string {
  const message = JSON.stringify({ i: '1', p: { u: `/${path.join('/')}`, b: { json: input } } })
  return `new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => resolve(data)
    window.postMessage('nnad:connect', location.origin, [port2])
    port1.postMessage(${JSON.stringify(message)})
  })`
}

/** Over HTTP on the served host, over a port of the page elsewhere. A call that fails throws; files are not for it. */
export function coreClient({ host, page, url }: OpenedApp): CoreClient {
  if (host === 'served') return createORPCClient(new OpenAPILink(contract, { url: `${url}api` }))
  return createORPCClient({
    call: async (path, input) => {
      const text = z.string().parse(await page.evaluate(callScript(path, input)))
      const { p } = Answer.parse(JSON.parse(text))
      if (p.s >= 400) throw new Error(`${path.join('.')}: ${text}`)
      return p.b.json
    },
  })
}
