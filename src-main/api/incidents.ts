// Kept incidents over the contract, and the original's call for anomaly events.
import { api } from './declared-errors.ts'

export const incidents = {
  list: api.incidents.list.handler(({ context, input }) => {
    const { source, state, from, to, limit } = input
    return context.services.incidents.list({ source, state, from, to, limit })
  }),
  get: api.incidents.get.handler(({ context, input }) => context.services.incidents.get(input.id)),
  update: api.incidents.update.handler(({ context, input: { id, ...change } }) =>
    context.services.incidents.update(id, change),
  ),
  anomalies: api.incidents.anomalies.handler(({ context, input }) => {
    const { source, from_ts: from, to_ts: to, limit } = input
    const rows = context.services.incidents.anomalies({ source, from, to, limit })
    return { anomalies: rows.map(({ time, ...rest }) => ({ timestamp: time, ...rest })) }
  }),
}
