// Fleets over the contract.
import { api } from './declared-errors.ts'

export const fleets = {
  start: api.fleets.start.handler(async ({ context, input: { from, to, ...request } }) => {
    const { fleets } = context.services
    const { fleet } = await fleets.start({ ...request, window: { from, to } })
    return fleets.head(fleet)
  }),
  list: api.fleets.list.handler(({ context, input }) => context.services.fleets.list(input.limit)),
  get: api.fleets.get.handler(({ context, input }) => context.services.fleets.get(input.id)),
  resume: api.fleets.resume.handler(({ context, input }) => {
    const { fleets } = context.services
    return fleets.head(fleets.resume(input.id).fleet)
  }),
  remove: api.fleets.remove.handler(({ context, input }) => {
    context.services.fleets.remove(input.id)
    return { deleted: input.id }
  }),
  report: api.fleets.report.handler(({ context, input }) => {
    const { fleets, jobs } = context.services
    return jobs.get(fleets.report(input.id, input.instance).id)
  }),
}
