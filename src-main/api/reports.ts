// Reports over the contract, the original's call among them.
import type { Report } from '../../src-shared/contract/reports.ts'
import type { MadeReport } from '../core/report/reports.ts'
import { api } from './declared-errors.ts'
import { outcomeOf } from './waiting.ts'

type Point = [time: number, value: number | null]

/** Points of one metric; a stretch whose lowest and highest value differ gives both, at the same time. */
function pointsOf(
  times: readonly number[],
  low: readonly (number | null)[],
  high: readonly (number | null)[],
): Point[] {
  return times.flatMap((time, index): Point[] => {
    const [least, most] = [low[index] ?? null, high[index] ?? null]
    return least === most
      ? [[time, least]]
      : [
          [time, least],
          [time, most],
        ]
  })
}

function metricsOf({ times, metrics }: Report['series']): Record<string, Point[]> {
  return Object.fromEntries(
    Object.entries(metrics).map(([name, { low, high }]) => [name, pointsOf(times, low, high)]),
  )
}

/** The original's reply. A window's timestamp is that of its last row. */
function originalReply({ id, report }: MadeReport) {
  return {
    report_id: id,
    threshold: report.analysis.model.threshold,
    windows: report.analysis.windows.map(({ end, score, flagged }) => ({
      timestamp: end,
      score,
      is_anomaly: flagged,
    })),
    metrics: metricsOf(report.series),
    anomalies: report.anomalies.map(({ end, score, metrics }) => ({
      timestamp: end,
      score,
      top_metric: metrics[0]?.metric ?? '',
      root_cause: metrics.map(({ metric, contribution, normal, peak, peakAt }) => ({
        metric,
        contribution,
        normal,
        actual: peak,
        actual_at: peakAt,
      })),
    })),
    links: {
      html: `/api/reports/${id}/export?format=html`,
      pdf: `/api/reports/${id}/export?format=pdf`,
      json: `/api/reports/${id}`,
    },
  }
}

export const reports = {
  make: api.reports.make.handler(async ({ context, input, signal }) => {
    const { reports, jobs } = context.services
    const { from_ts: from, to_ts: to, threshold_override: thresholdOverride, source, node } = input
    const started = reports.analyze({ source, node, window: { from, to }, thresholdOverride })
    return originalReply(await outcomeOf(jobs, started, signal))
  }),
  start: api.reports.start.handler(({ context, input }) => {
    const { reports, jobs } = context.services
    const { from, to, thresholdOverride, source, node } = input
    return jobs.get(reports.analyze({ source, node, window: { from, to }, thresholdOverride }).id)
  }),
  preview: api.reports.preview.handler(({ context, input }) => {
    const { source, node, from, to, threshold } = input
    return context.services.previews.preview({ source, node, window: { from, to }, threshold })
  }),
  list: api.reports.list.handler(({ context, input }) => context.services.reports.list(input.limit)),
  get: api.reports.get.handler(({ context, input }) => context.services.reports.get(input.id)),
  update: api.reports.update.handler(({ context, input: { id, ...change } }) =>
    context.services.reports.update(id, change),
  ),
  remove: api.reports.remove.handler(({ context, input }) => {
    context.services.reports.delete(input.id)
    return { deleted: input.id }
  }),
  restore: api.reports.restore.handler(({ context, input }) => context.services.reports.restore(input.id)),
  compare: api.reports.compare.handler(({ context, input }) =>
    context.services.reports.compare(input.left, input.right),
  ),
  redaction: api.reports.redaction.handler(({ context, input }) => ({
    replacements: [...context.services.reports.redaction(input.id, input.redact)],
  })),
  export: api.reports.export.handler(async ({ context, input: { id, ...request }, signal }) => {
    const { name, type, content } = await context.services.reports.export(id, request, signal)
    return new File([content], name, { type })
  }),
}
