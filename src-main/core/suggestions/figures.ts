// Figures of what stands out, in words. Pure.
import { metricFigure } from '../../../src-shared/figures.ts'
import type { Bins } from './bins.ts'
import type { Outstanding } from './unusualness.ts'

/** A value with its unit, no finer than a hundredth: `61.2 ms`. */
export function valueText(metric: string, value: number): string {
  return metricFigure(metric, Math.round(value * 100) / 100)
}

/** `GetContentSummaryAvgTime up to 61.2 ms, usually 1 ms; CallQueueLength up to 4 calls, usually 0 calls`. */
export function outstandingTexts(list: readonly Outstanding[], { widthMs }: Bins): string {
  // What is usual of buckets is the median of their highest values.
  const usually = widthMs === 0 ? 'usually' : 'usually up to'
  return list
    .map(({ metric, peak, usual }) => {
      const normal = usual === null ? 'usually not called' : `${usually} ${valueText(metric, usual)}`
      return `${metric} up to ${valueText(metric, peak)}, ${normal}`
    })
    .join('; ')
}
