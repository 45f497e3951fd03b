// Kept anomaly events over the contract: the original's call.
import { api } from './declared-errors.ts'

export const incidents = {
  anomalies: api.incidents.anomalies.handler(({ context, input }) => {
    const { source, from_ts: from, to_ts: to, limit } = input
    const rows = context.services.reports.anomalies({ source, from, to, limit })
    return { anomalies: rows.map(({ time, ...rest }) => ({ timestamp: time, ...rest })) }
  }),
}
