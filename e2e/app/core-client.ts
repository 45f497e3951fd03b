// The contract's client for a spec: the same calls as the screens make, so that what they show is checked against the core.
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { contract } from '../../src-shared/contract/index.ts'
import type { OpenedApp } from './opened-app.ts'
import { callOverPort } from './port-call.ts'

export type CoreClient = ContractRouterClient<typeof contract>

/** Over HTTP on the served host, over a port of the page elsewhere. A call that fails throws; files are not for it. */
export function coreClient({ host, page, url }: OpenedApp): CoreClient {
  if (host === 'served') return createORPCClient(new OpenAPILink(contract, { url: `${url}api` }))
  return createORPCClient({
    call: async (path, input) => {
      const { status, json, text } = await callOverPort(page, path.join('/'), input)
      if (status >= 400) throw new Error(`${path.join('.')}: ${text}`)
      return json
    },
  })
}
