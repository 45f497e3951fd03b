// Secrets over the contract: values go in and never come out.
import { api } from './declared-errors.ts'

export const secrets = {
  list: api.secrets.list.handler(({ context }) => context.services.secrets.status()),
  set: api.secrets.set.handler(({ context, input }) => context.services.secrets.set(input.name, input.value)),
  remove: api.secrets.remove.handler(({ context, input }) => context.services.secrets.remove(input.name)),
}
