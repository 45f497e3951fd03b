// Scores of a report's windows as rows of a chart.
import type { Analysis } from '../../../src-shared/contract/analysis.ts'
import type { ChartLine } from '../../charts/chart-lines.ts'
import type { ChartRow } from '../../charts/chart-rows.ts'

/** Lines of the error chart: every score, and those above the threshold as dots too. */
export const errorLines: readonly ChartLine[] = [
  { id: 'score', label: 'score per window', color: 'var(--nnad-series-1)', dash: '' },
  { id: 'above', label: 'above the threshold', color: 'var(--nnad-broken)', dash: '', dots: true },
]

/** One row per window at the time of its last row; open where an unbroken sequence of rows ends. */
export function errorRows(windows: Analysis['windows']): ChartRow[] {
  return windows.flatMap(({ start, end, score }, index) => {
    const before = windows[index - 1]
    const row = { time: end, score }
    return before !== undefined && start > before.end ? [{ time: before.end + 1, score: null }, row] : [row]
  })
}

/** The same rows with the scores above a threshold as a line of their own. */
export function markedRows(rows: readonly ChartRow[], threshold: number): ChartRow[] {
  return rows.map((row) => {
    const score = row['score'] ?? null
    return { ...row, above: score !== null && score > threshold ? score : null }
  })
}
