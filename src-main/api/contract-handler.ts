// The contract over HTTP: oRPC's handler, with errors as problem documents and bugs in the log.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { OpenAPIHandler } from '@orpc/openapi/node'
import type { ApiContext } from './context.ts'
import { isBug, problemOf, problemType } from './problems.ts'
import { router } from './router.ts'
import { apiPrefix } from './routes.ts'

/** A request whose body was read already. */
export type ReadRequest = IncomingMessage & { readonly body: unknown }

/** Answers calls of paths and methods that the contract has. */
export function contractHandler(
  context: ApiContext,
): (request: ReadRequest, response: ServerResponse) => Promise<void> {
  const { host } = context.core
  const handler = new OpenAPIHandler<ApiContext>(router, {
    customErrorResponseBodyEncoder: (error) => {
      if (isBug(error)) host.log('A call failed', error.cause ?? error)
      return problemOf(error)
    },
    rootInterceptors: [
      async (options) => {
        const result = await options.next()
        if (!result.matched) return result
        const { status, headers, body } = result.response
        if (body instanceof File) {
          // oRPC offers files for showing, which a browser would do with a report's page and its content policy.
          const disposition = { 'content-disposition': `attachment; filename="${body.name}"` }
          return { matched: true, response: { status, headers: { ...headers, ...disposition }, body } }
        }
        if (status < 400) return result
        // Plain bodies always go out as application/json; a stream keeps the type that it is given.
        const stream = new Blob([JSON.stringify(body)]).stream()
        return {
          matched: true,
          response: { status, headers: { ...headers, 'content-type': problemType }, body: stream },
        }
      },
    ],
  })
  return async (request, response) => {
    const { matched } = await handler.handle(request, response, { prefix: apiPrefix, context })
    if (!matched) throw new Error(`The contract has ${request.url ?? ''}, its handler has not.`)
  }
}
