// A report's rows as CSV (RFC 4180): times, the 28 metrics, other columns that led incidents, the score of the window that ends at each row.
import type { Report } from '../../../src-shared/contract/reports.ts'
import { metricUnit } from '../../../src-shared/figures.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import { formatDuration } from '../../../src-shared/time.ts'

type Cell = string | number | boolean | null

interface Column {
  readonly header: string
  readonly at: (row: number) => Cell
}

function cellText(cell: Cell): string {
  const text = cell === null ? '' : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const headed = (name: string, unit: string): string => (unit === '' ? name : `${name} (${unit})`)

/** One column, or two where points are stretches within which the metric moved. */
function metricColumns(series: Report['series'], metric: string): Column[] {
  const { low = [], high = [] } = series.metrics[metric] ?? {}
  const column = (name: string, values: readonly (number | null)[]): Column => ({
    header: headed(name, metricUnit(metric)),
    at: (row) => values[row] ?? null,
  })
  const hasMoved = high.some((value, row) => value !== low[row])
  return hasMoved ? [column(`${metric}_low`, low), column(`${metric}_high`, high)] : [column(metric, high)]
}

/** The 28 in their order, then what else the report keeps. */
function idsOf({ series }: Report): string[] {
  return [...new Set([...metrics.map(({ id }) => id), ...Object.keys(series.metrics)])]
}

interface Ended {
  readonly score: number
  readonly flagged: boolean
}

/** The highest score of the windows that end at each row, or within the stretch that a row stands for. */
function endedWindows({ series, analysis }: Report): Map<number, Ended> {
  const { times, pointMs } = series
  const ended = new Map<number, Ended>()
  let row = 0
  for (const { end, score, flagged } of analysis.windows) {
    while (row + 1 < times.length && (times[row + 1] ?? Infinity) <= end) row += 1
    const isOfRow = end - (times[row] ?? Infinity) < Math.max(1, pointMs) && end >= (times[row] ?? Infinity)
    const before = ended.get(row)
    if (isOfRow && (before === undefined || score > before.score)) ended.set(row, { score, flagged })
  }
  return ended
}

/**
 * The rows of a report's series, one line each, lines ended by CR LF. Where a row is a stretch of time (long
 * windows) its header says how long, metrics that moved within one have a low and a high, and the score is the highest.
 */
export function reportCsv(report: Report): string {
  const { times, pointMs } = report.series
  const isStretch = pointMs > 0
  const ended = endedWindows(report)
  const start = isStretch ? `, start of a stretch of ${formatDuration(pointMs)}` : ''
  const columns: Column[] = [
    { header: `time (UTC${start})`, at: (row) => new Date(times[row] ?? 0).toISOString() },
    { header: `time (epoch ms${start})`, at: (row) => times[row] ?? null },
    ...idsOf(report).flatMap((id) => metricColumns(report.series, id)),
    {
      header: isStretch
        ? 'score (highest of the windows that end here)'
        : 'score (of the window that ends here)',
      at: (row) => ended.get(row)?.score ?? null,
    },
    { header: 'flagged (score above the threshold)', at: (row) => ended.get(row)?.flagged ?? null },
  ]
  const lines = [
    columns.map(({ header }) => header),
    ...times.map((_, row) => columns.map((column) => column.at(row))),
  ]
  return lines.map((line) => `${line.map(cellText).join(',')}\r\n`).join('')
}
