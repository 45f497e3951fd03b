// The contract's client: over a message port in the desktop window, over HTTP in a browser. The same type.
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { z } from 'zod'
import { contract } from '../src-shared/contract/index.ts'
import { sessionToken } from './state/token.ts'

export type Client = ContractRouterClient<typeof contract>

/** Whether the page runs in the desktop window: whoever serves the page writes so into it. */
export const isDesktop =
  document.querySelector<HTMLMetaElement>('meta[name="nnad-host"]')?.content === 'desktop'

const Problem = z.looseObject({ code: z.string(), status: z.number(), detail: z.string() })

/** The error in a problem document (RFC 9457), as the contract declares it; undefined where the body is none. */
export function problemIn(body: unknown): ORPCError<string, unknown> | undefined {
  const problem = Problem.safeParse(body)
  if (!problem.success) return undefined
  const { code, status, detail, ...data } = problem.data
  return new ORPCError(code, { status, message: detail, data, defined: true })
}

/** oRPC's client reads bodies called application/json only: problem documents are these under a name of their own. */
async function readable(request: Request, init: RequestInit): Promise<Response> {
  const response = await fetch(request, init)
  const { status, statusText, body } = response
  const headers = new Headers(response.headers)
  if (headers.get('content-type')?.startsWith('application/problem+json') !== true) return response
  headers.set('content-type', 'application/json')
  return new Response(body, { status, statusText, headers })
}

function httpClient(): Client {
  const link = new OpenAPILink(contract, {
    url: `${location.origin}/api`,
    headers: () => {
      const token = sessionToken()
      return token === undefined ? {} : { authorization: `Bearer ${token}` }
    },
    fetch: readable,
    customErrorResponseBodyDecoder: problemIn,
  })
  return createORPCClient(link)
}

function portClient(): Client {
  const { port1, port2 } = new MessageChannel()
  window.postMessage('nnad:connect', location.origin, [port2])
  const link = new RPCLink({ port: port1 })
  port1.start()
  return createORPCClient(link)
}

export const client: Client = isDesktop ? portClient() : httpClient()
