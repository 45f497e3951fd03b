// How rows that came through an engine differ from those of a direct import of the same documents.
import type { IncidentColumns } from '../../src-main/core/diagnosis/facts-of.ts'
import { metricCount } from '../../src-shared/metrics.ts'
import { columns } from '../../src-shared/signals.ts'

/** One column over the rows that both have. */
export interface ColumnDifference {
  readonly column: string
  readonly isMetric: boolean
  /** Rows in which both have a value, or only one of them. */
  readonly both: number
  readonly onlyDirect: number
  readonly onlyEngine: number
  /** Values that differ by more than a millionth. */
  readonly differing: number
  /** The largest difference as a share of the larger value. */
  readonly largest: number
}

export interface RowDifferences {
  /** Rows of the same time. */
  readonly matched: number
  readonly onlyDirect: number
  readonly onlyEngine: number
  readonly columns: readonly ColumnDifference[]
}

/** Differences that are no more than the rounding of numbers. */
const rounding = 1e-6

/** Compares rows by time; `shift` is what the engine's times have been moved by, ms. */
export function rowDifferences(
  direct: IncidentColumns,
  engine: IncidentColumns,
  shift: number,
): RowDifferences {
  const rowAt = new Map(Array.from(engine.times, (time, row) => [time - shift, row]))
  const pairs = Array.from(direct.times).flatMap((time, row) => {
    const other = rowAt.get(time)
    return other === undefined ? [] : [[row, other] as const]
  })
  return {
    matched: pairs.length,
    onlyDirect: direct.times.length - pairs.length,
    onlyEngine: engine.times.length - pairs.length,
    columns: columns.map(({ id }, index) => {
      const valueIn = (one: IncidentColumns, row: number): number =>
        one.values[row * columns.length + index] ?? Number.NaN
      const counts = { both: 0, onlyDirect: 0, onlyEngine: 0, differing: 0, largest: 0 }
      for (const [row, other] of pairs) {
        const [left, right] = [valueIn(direct, row), valueIn(engine, other)]
        if (Number.isNaN(left) && Number.isNaN(right)) continue
        if (Number.isNaN(right)) counts.onlyDirect += 1
        else if (Number.isNaN(left)) counts.onlyEngine += 1
        else {
          counts.both += 1
          const apart = Math.abs(left - right) / Math.max(Math.abs(left), Math.abs(right), 1e-9)
          counts.largest = Math.max(counts.largest, apart)
          if (apart > rounding) counts.differing += 1
        }
      }
      return { column: id, isMetric: index < metricCount, ...counts }
    }),
  }
}

const sum = (values: readonly number[]): number => values.reduce((left, right) => left + right, 0)

/** The differences for people, a line each: all together, then the columns that differ. */
export function differenceLines({
  matched,
  onlyDirect,
  onlyEngine,
  columns: found,
}: RowDifferences): string[] {
  const text = (kind: string, of: readonly ColumnDifference[]): string =>
    `${kind}: ${sum(of.map(({ both }) => both))} values on both sides, ${sum(of.map(({ differing }) => differing))} of them differ; ` +
    `only direct ${sum(of.map((one) => one.onlyDirect))} (${of.filter((one) => one.onlyDirect > 0 && one.both === 0).length} columns whole), ` +
    `only engine ${sum(of.map((one) => one.onlyEngine))}`
  const differing = found.filter(
    (one) => one.differing > 0 || (one.both > 0 && one.onlyDirect + one.onlyEngine > 0),
  )
  const absent = found.filter((one) => one.onlyDirect > 0 && one.both === 0).map(({ column }) => column)
  return [
    `rows: ${matched} on both sides, only direct ${onlyDirect}, only engine ${onlyEngine}`,
    text(
      'metrics',
      found.filter(({ isMetric }) => isMetric),
    ),
    text(
      'signals',
      found.filter(({ isMetric }) => !isMetric),
    ),
    ...(absent.length === 0 ? [] : [`columns that the engine does not have: ${absent.join(', ')}`]),
    ...differing.map(
      (one) =>
        `  ${one.column}: ${one.both} both, ${one.differing} differ by ${(100 * one.largest).toFixed(2)} % at most, ` +
        `only direct ${one.onlyDirect}, only engine ${one.onlyEngine}`,
    ),
  ]
}
