// Engines over the contract.
import { api } from './declared-errors.ts'
import { fetches } from './fetches.ts'

export const engines = {
  list: api.engines.list.handler(({ context }) => context.services.engines.list()),
  add: api.engines.add.handler(({ context, input }) => context.services.engines.add(input)),
  update: api.engines.update.handler(({ context, input: { id, ...change } }) =>
    context.services.engines.change(id, change),
  ),
  remove: api.engines.remove.handler(async ({ context, input }) => {
    await context.services.engines.remove(input.id)
    return { id: input.id }
  }),
  test: api.engines.test.handler(({ context, input: { engine, id, secret, headers } }) =>
    context.services.engines.test({ engine, id, secret, headers }),
  ),
  namenodes: api.engines.namenodes.handler(({ context, input }) =>
    context.services.engines.namenodes(input.id),
  ),
  mapping: api.engines.mapping.handler(({ context, input }) =>
    context.services.engines.mapping(input.id, input.instance),
  ),
  ...fetches,
}
