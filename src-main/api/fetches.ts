// Fetches over the contract: routes of an engine.
import { api } from './declared-errors.ts'

export const fetches = {
  fetch: api.engines.fetch.handler(async ({ context, input: { id, ...request } }) => {
    const { engines, fetches: service, jobs } = context.services
    // One that is not there is told at once, not by a job.
    await engines.one(id)
    return jobs.get(service.start({ engine: id, ...request }).id)
  }),
  fetches: api.engines.fetches.handler(({ context, input }) =>
    context.services.fetches.list(input.id, input.limit),
  ),
}
