// Where a model's threshold comes from, in words.
import type { Analysis } from './contract/analysis.ts'
import { figure } from './figures.ts'

type Origin = Pick<Analysis['model'], 'thresholdPercentile' | 'falseAlarms' | 'spacing'>

const secondsOfDay = 86_400

/** `1 in 10,000 healthy rows, about 0.9 a day`: what a budget of false alarms is, by the rows' spacing where it is known. */
export function budgetText(falseAlarms: number, spacing: number | null): string {
  const rows = `${figure(falseAlarms)} in 10,000 healthy rows`
  if (spacing === null || spacing <= 0) return rows
  const aDay = (falseAlarms / 10_000) * (secondsOfDay / spacing)
  return `${rows}, about ${figure(Number(aDay.toPrecision(2)))} a day`
}

/** `95th percentile of the baseline's scores`; `set for 1 false alarm …` where a budget set it. */
export function thresholdOriginText({ thresholdPercentile, falseAlarms, spacing }: Origin): string {
  if (falseAlarms !== null) return `set for false alarms: ${budgetText(falseAlarms, spacing)}`
  return thresholdPercentile === null
    ? 'the model’s own'
    : `${figure(thresholdPercentile)}th percentile of the baseline’s scores`
}
