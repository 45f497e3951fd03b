// What changed between two reports, in words.
import type { Comparison } from '../../../src-shared/contract/reports.ts'
import { figure } from '../../../src-shared/figures.ts'

type MetricChange = Comparison['metrics'][number]
export type Change = MetricChange['change']

const words: Readonly<Record<Change, string>> = {
  rose: 'rose',
  fell: 'fell',
  same: 'same',
  appeared: 'appeared',
  vanished: 'gone',
}

/** Least factor worth naming: below it the peaks are alike. */
const leastFactor = 1.25

/** How many times, above 1, whichever way it went; by the peaks, or by the medians where the peaks are alike. */
function timesOf({ left, right, change }: MetricChange): number | undefined {
  if (left === null || right === null) return undefined
  const ratio = (before: number, after: number): number =>
    change === 'rose' ? after / before : before / after
  const candidates = [ratio(left.peak, right.peak), ratio(left.median, right.median)]
  return candidates.find((one) => Number.isFinite(one) && one >= leastFactor)
}

/** `rose 3.1x`, `fell 12x`, `same`, `appeared`, `gone`; without a factor where one side is 0. */
export function metricChangeText(metric: MetricChange): string {
  const times = metric.change === 'rose' || metric.change === 'fell' ? timesOf(metric) : undefined
  return times === undefined ? words[metric.change] : `${words[metric.change]} ${figure(times)}x`
}

/** A change as one word. */
export function changeWord(change: Change): string {
  return words[change]
}
