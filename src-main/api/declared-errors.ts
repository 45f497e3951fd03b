// Declared errors of the core as typed errors of the contract. All else stays a bug, whose text oRPC hides.
import { implement, ORPCError } from '@orpc/server'
import { contract } from '../../src-shared/contract/index.ts'
import { DeclaredError, errorKinds } from '../../src-shared/errors.ts'
import type { ApiContext } from './context.ts'

/** The contract's error for a declared one: same code, text and facts. */
export function contractError(error: DeclaredError): ORPCError<string, DeclaredError['data']> {
  const { code, message, data } = error
  return new ORPCError(code, { status: errorKinds[code].status, message, data, cause: error })
}

/** The contract, ready to be implemented: each noun's file takes its procedures from here. */
export const api = implement(contract)
  .$context<ApiContext>()
  .use(async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      throw error instanceof DeclaredError ? contractError(error) : error
    }
  })
