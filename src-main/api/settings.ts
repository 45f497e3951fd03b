// Settings over the contract.
import { api } from './declared-errors.ts'

export const settings = {
  get: api.settings.get.handler(({ context }) => context.services.settings.all()),
  update: api.settings.update.handler(({ context, input }) => context.services.settings.update(input)),
}
