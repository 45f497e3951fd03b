// Notifications over the contract.
import { api } from './declared-errors.ts'

export const notifications = {
  list: api.notifications.list.handler(({ context, input }) =>
    context.services.notifications.list(input.limit),
  ),
  test: api.notifications.test.handler(({ context, input }) =>
    context.services.notifications.test(input.channel),
  ),
}
