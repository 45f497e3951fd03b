// Which paths and methods the contract has, so that an unknown path (404) differs from a wrong method (405).
import type { ServerResponse } from 'node:http'
import { ORPCError, traverseContractProcedures } from '@orpc/server'
import { contract } from '../../src-shared/contract/index.ts'
import { DeclaredError } from '../../src-shared/errors.ts'

/** Where the contract's paths begin. */
export const apiPrefix = '/api'

interface Route {
  readonly method: string
  readonly form: RegExp
}

function contractRoutes(): readonly Route[] {
  const routes: Route[] = []
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
    const { method = 'POST', path: form = `/${path.join('/')}` } = procedure['~orpc'].route
    routes.push({ method, form: new RegExp(`^${apiPrefix}${form.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`) })
  })
  return routes
}

const routes = contractRoutes()

/** Throws NOT_FOUND for a path that the contract lacks, 405 (with Allow) for a method that the path lacks. */
export function checkRoute(method: string, pathname: string, response: ServerResponse): void {
  const allowed = routes.filter(({ form }) => form.test(pathname)).map((route) => route.method)
  if (allowed.includes(method)) return
  if (allowed.length === 0) {
    throw new DeclaredError('NOT_FOUND', `There is nothing at ${pathname}: /docs lists the calls there are.`)
  }
  const methods = allowed.join(', ')
  response.setHeader('Allow', methods)
  throw new ORPCError('METHOD_NOT_SUPPORTED', {
    message: `${pathname} takes ${methods}, got ${method}: /docs lists the calls there are.`,
  })
}
