// Which reports a list shows, and in which order.
import type { ReportHead } from '../../../src-shared/contract/reports.ts'

export type SortKey = 'id' | 'title' | 'sourceName' | 'from' | 'incidents' | 'leading' | 'createdAt'

export interface Sort {
  readonly by: SortKey
  readonly isDescending: boolean
}

const textOf = (report: ReportHead, windowText: string): string =>
  [`#${String(report.id)}`, report.title, report.sourceName, report.leading ?? '', report.note, windowText]
    .join('\n')
    .toLowerCase()

/** Reports in which every word of a search stands: number, title, NameNode, metric, note or window as it is written. */
export function foundReports(
  reports: readonly ReportHead[],
  search: string,
  windowText: (report: ReportHead) => string,
): ReportHead[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return reports.filter((report) => {
    const text = textOf(report, windowText(report))
    return words.every((word) => text.includes(word))
  })
}

function compared(left: string | number | null, right: string | number | null): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return String(left ?? '').localeCompare(String(right ?? ''), 'en', { numeric: true })
}

/** Reports in an order; equal ones newest first. */
export function orderedReports(reports: readonly ReportHead[], { by, isDescending }: Sort): ReportHead[] {
  const sign = isDescending ? -1 : 1
  return reports.toSorted((left, right) => sign * compared(left[by], right[by]) || right.id - left.id)
}

/** The order after a click on a column: turned round where it is the one already. */
export function nextSort({ by, isDescending }: Sort, clicked: SortKey): Sort {
  if (by === clicked) return { by, isDescending: !isDescending }
  return { by: clicked, isDescending: !['title', 'sourceName', 'leading'].includes(clicked) }
}
