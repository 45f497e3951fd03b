// Which axis shows a report's scores best, until somebody chooses. Pure.
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import type { ValueScale } from '../../charts/value-axis.ts'

/** Where peak and threshold are further apart, a linear axis presses one of them to the ground. */
const farApart = 12

/** Logarithmic where one of the reports needs it; a score of 0 has no place there. */
export function usualScale(reports: readonly Pick<SavedReport, 'analysis'>[]): ValueScale {
  const isFar = reports.some(({ analysis: { windows, model } }) => {
    const peak = windows.reduce((most, { score }) => Math.max(most, score), 0)
    return peak > farApart * model.threshold || model.threshold > farApart * peak
  })
  return isFar ? 'log' : 'linear'
}
