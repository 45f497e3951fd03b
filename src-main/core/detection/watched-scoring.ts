// What scores of the watched columns have in common, whichever detector made them: how they become incidents, and the values behind them.
import { columns } from '../../../src-shared/signals.ts'
import type { Scored } from '../diagnosis/incidents.ts'
import { endsBelow, persistence, reach } from './recent.ts'
import type { Usual } from './usual.ts'
import { throughput, watched } from './watched.ts'

const watchedIds = watched.map(({ id }) => id)

/** For rows of all columns (`values`, [rows, columns], NaN where there is no value) beside what is usual. */
export function watchedScoring(
  values: Float64Array,
  usual: readonly Usual[],
): Pick<Scored, 'reach' | 'persistence' | 'endsBelow' | 'columns' | 'falling' | 'values' | 'normals'> {
  const rows = values.length / columns.length
  return {
    reach,
    persistence,
    endsBelow,
    columns: watchedIds,
    falling: new Set([throughput]),
    values: Float64Array.from({ length: rows * watched.length }, (_, cell) => {
      const row = Math.floor(cell / watched.length)
      return values[row * columns.length + (watched[cell % watched.length]?.index ?? 0)] ?? Number.NaN
    }),
    normals: watched.map(({ index }) => usual[index] ?? { normal: null }),
  }
}
