// The contract over a message port: what the desktop window calls. Errors are those of HTTP, field by field.
import { ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { ApiContext } from './context.ts'
import { isBug, problemOf } from './problems.ts'
import { router } from './router.ts'

/** A port of Electron, Node or the web. */
export type ContractPort = Parameters<RPCHandler<ApiContext>['upgrade']>[0]

/** The error that a client gets: what HTTP answers as a problem document. */
function clientError(error: unknown): ORPCError<string, unknown> {
  const { code, status, detail, ...facts } = problemOf(error)
  return new ORPCError(code, { status, message: detail, data: facts, defined: !isBug(error) })
}

/** Answers the contract's calls on ports until they close, which cancels what they wait for. */
export function portHandler(context: ApiContext): (port: ContractPort) => void {
  const handler = new RPCHandler<ApiContext>(router, {
    interceptors: [
      async (options) => {
        try {
          return await options.next()
        } catch (error) {
          const isCancelled = options.request.signal?.aborted === true
          if (isBug(error) && !isCancelled) context.core.host.log('A call failed', error)
          throw clientError(error)
        }
      },
    ],
  })
  return (port) => handler.upgrade(port, { context })
}
