// Stretches of the baseline in words. Pure.
import type { BaselineCheck } from '../../../src-shared/contract/models.ts'
import { figure, metricLabel } from '../../../src-shared/figures.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { clockText, dayText, rangeText, timeText } from '../../../src-shared/zones.ts'

/** `15:52:10 to 15:53:00`, a moment alone; with the date where the window is not of one day. */
export function timesText({ from, to }: TimeRange, window: TimeRange, zone: string): string {
  const isOneDay = dayText(window.from, zone) === dayText(window.to, zone)
  if (from === to) return isOneDay ? clockText(from, zone) : timeText(from, zone)
  return isOneDay ? `${clockText(from, zone)} to ${clockText(to, zone)}` : rangeText(from, to, zone)
}

/** `looks unlike the rest (8 times its usual error; RPC queue time, Heap used)`. */
export function unlikeText({ ratio, metrics }: BaselineCheck['stretches'][number]): string {
  const times = `${figure(Number(ratio.toPrecision(2)))} times its usual error`
  return `looks unlike the rest (${[times, metrics.map(metricLabel).join(', ')].filter(Boolean).join('; ')})`
}
