// What a sentence calls a column.
import { metricLabel } from '../../../src-shared/figures.ts'

/** The column's label, with `time` where it is an operation's mean: `Get listing time` beside `Get listing calls`. */
export function nameOf(id: string): string {
  const label = metricLabel(id)
  return id.includes('AvgTime') && !/time|wait/i.test(label) ? `${label} time` : label
}
