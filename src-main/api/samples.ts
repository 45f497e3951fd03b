// Samples over the contract.
import { metrics } from '../../src-shared/metrics.ts'
import { api } from './declared-errors.ts'

const metricIds = metrics.map((metric) => metric.id)

export const samples = {
  context: api.samples.context.handler(({ context, input }) => {
    const { source, node, from, to, limit } = input
    return context.services.samples.contexts({ source, node, from, to, limit })
  }),
  rows: api.samples.rows.handler(({ context, input }) => {
    const { source, node, from_ts: from, to_ts: to, metric = metricIds, limit } = input
    const wanted = typeof metric === 'string' ? [metric] : metric
    const rows = context.services.samples.rows({ source, node, from, to, metrics: wanted, limit })
    return { rows: rows.map(({ timestamp, ...values }) => ({ timestamp: timestamp ?? 0, ...values })) }
  }),
  series: api.samples.series.handler(({ context, input }) => {
    const { source, node, from, to, points, metric } = input
    const metrics = typeof metric === 'string' ? [metric] : metric
    return context.services.samples.series({ source, node, from, to, points, metrics })
  }),
  history: api.samples.history.handler(({ context, input: { source, node } }) =>
    context.services.samples.history({ source, node }),
  ),
  suggestions: api.samples.suggestions.handler(({ context, input: { source, node } }) => {
    const { samples, settings } = context.services
    return samples.suggestions({ source, node, sequenceLength: settings.all()['model.sequence_length'] })
  }),
}
