// Sources over the contract.
import { api } from './declared-errors.ts'

export const sources = {
  list: api.sources.list.handler(({ context }) => context.services.sources.list()),
  get: api.sources.get.handler(({ context, input }) => context.services.sources.get(input.id)),
}
