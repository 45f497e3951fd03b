// Jobs over the contract.
import { api } from './declared-errors.ts'

export const jobs = {
  list: api.jobs.list.handler(({ context, input }) => context.services.jobs.list(input.limit)),
  get: api.jobs.get.handler(({ context, input }) => context.services.jobs.get(input.id)),
  cancel: api.jobs.cancel.handler(({ context, input }) => context.services.jobs.cancel(input.id)),
}
