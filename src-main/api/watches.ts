// Watches over the contract.
import { api } from './declared-errors.ts'

export const watches = {
  list: api.watches.list.handler(({ context }) => context.services.watches.list()),
  add: api.watches.add.handler(({ context, input }) => context.services.watches.add(input)),
  update: api.watches.update.handler(({ context, input: { id, ...change } }) =>
    context.services.watches.update(id, change),
  ),
  remove: api.watches.remove.handler(async ({ context, input }) => {
    await context.services.watches.remove(input.id)
    return { id: input.id }
  }),
  restore: api.watches.restore.handler(({ context, input }) => context.services.watches.restore(input.id)),
  test: api.watches.test.handler(({ context, input: { watch, id, secret } }) =>
    context.services.watches.test({ watch, id, secret }),
  ),
}
