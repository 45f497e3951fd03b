// Monitoring over the contract.
import { api } from './declared-errors.ts'

export const monitoring = {
  get: api.monitoring.get.handler(({ context }) => context.services.monitoring.status()),
  run: api.monitoring.run.handler(({ context, input }) => context.services.monitoring.run(input.stage)),
}
