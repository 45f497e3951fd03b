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

function httpClient(): Client {
  const link = new OpenAPILink(contract, {
    url: `${location.origin}/api`,
    headers: () => {
      const token = sessionToken()
      return token === undefined ? {} : { authorization: `Bearer ${token}` }
    },
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
