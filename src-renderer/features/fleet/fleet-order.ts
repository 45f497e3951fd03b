// Which NameNodes of a run are shown, and in which order. Pure.
import type { FleetRow } from '../../../src-shared/contract/fleets.ts'
import { whatText } from './fleet-text.ts'

export type SortKey = 'rank' | 'instance' | 'what' | 'start' | 'incidents' | 'peak'

export interface Sort {
  readonly by: SortKey
  readonly isDescending: boolean
}

/** The order in which the core ranks them. */
export const ranked: Sort = { by: 'rank', isDescending: true }

function valueOf(row: FleetRow, by: Exclude<SortKey, 'rank'>): number | string | undefined {
  const { finding, instance } = row
  if (by === 'instance') return instance
  if (finding === null) return undefined
  if (by === 'what') return finding.worst === null ? undefined : whatText(row)
  if (by === 'start') return finding.worst?.start
  if (by === 'incidents') return finding.incidents
  return finding.threshold > 0 ? finding.peak / finding.threshold : finding.peak
}

function compared(left: number | string, right: number | string): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return String(left).localeCompare(String(right), 'en', { numeric: true })
}

/** Rows in an order; by rank as the core has them. Those that have no such value come last either way. */
export function orderedRows(rows: readonly FleetRow[], { by, isDescending }: Sort): FleetRow[] {
  if (by === 'rank') return isDescending ? [...rows] : rows.toReversed()
  const sign = isDescending ? -1 : 1
  return rows.toSorted((one, other) => {
    const [left, right] = [valueOf(one, by), valueOf(other, by)]
    if (left === undefined || right === undefined)
      return Number(left === undefined) - Number(right === undefined)
    return sign * compared(left, right)
  })
}

/** The order after a click on a column: turned round where it is the one already. */
export function nextSort({ by, isDescending }: Sort, clicked: SortKey): Sort {
  if (by === clicked) return { by, isDescending: !isDescending }
  return { by: clicked, isDescending: !['instance', 'what', 'start'].includes(clicked) }
}

export type RowFilter = 'all' | 'incidents' | 'failed'

/** Rows of a kind in which every word of a search stands: instance, cluster, what, who or error. */
export function shownRows(rows: readonly FleetRow[], filter: RowFilter, search: string): FleetRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    const { instance, cluster, step, finding, error } = row
    if (filter === 'failed' && step !== 'failed') return false
    if (filter === 'incidents' && (finding === null || finding.incidents === 0)) return false
    const text = [instance, cluster, whatText(row), finding?.worst?.user, error?.message]
      .join('\n')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
