// Columns of an incident → levels: what each did in it, beside its baseline.
import { placeOf } from '../../../src-shared/scales.ts'
import { columnIndex, columns } from '../../../src-shared/signals.ts'
import { median } from '../../../src-shared/statistics.ts'
import type { Level } from './facts.ts'

/** All columns of some rows: the incident's and up to 60 before it. */
export interface IncidentColumns {
  /** Epoch ms, [rows], rising. */
  readonly times: Float64Array
  /** In the order of signals.ts, [rows, columns]; NaN where there is no value that counts. */
  readonly values: Float64Array
}

/** What a column usually is. */
export interface BaselineLevel {
  /** Id of the column. */
  readonly metric: string
  readonly normal: readonly [number, number] | null
  readonly median: number | null
  /** Robust standard deviation of its places on the common scale (src-shared/scales.ts), at least 1. */
  readonly spread: number
}

/** Steps above the usual from which a row counts as raised: a factor of 3.4 (src-shared/scales.ts). */
const raisedSteps = 3

interface Cell {
  readonly time: number
  readonly value: number
  readonly raised: boolean
}

/** Rows in which a lone outlier before a rise is told from the rise. */
const near = 10

/** The first raised row from which on half of the rows are raised: of the next ten, and up to the incident's last one. */
function onsetOf(cells: readonly Cell[], start: number): number | null {
  const last = cells.findLastIndex(({ raised, time }) => raised && time >= start)
  const raisedIn = (from: number, to: number): number =>
    cells.slice(from, to).filter(({ raised }) => raised).length / (to - from)
  let raisedAfter = 0
  let onset: number | null = null
  for (let row = last; row >= 0; row -= 1) {
    const cell = cells[row]
    if (cell?.raised !== true) continue
    raisedAfter += 1
    const stays = raisedAfter * 2 >= last - row + 1
    if (stays && raisedIn(row, Math.min(last + 1, row + near)) >= 0.5) onset = cell.time
  }
  return onset
}

/** Makes the levels of one incident (epoch ms); undefined for a column without a value in it. */
export function levelsOf(
  { times, values }: IncidentColumns,
  baseline: readonly BaselineLevel[],
  start: number,
  end: number,
): (id: string) => Level | undefined {
  const known = new Map(baseline.map((one) => [one.metric, one]))
  const made = new Map<string, Level | undefined>()
  const make = (id: string, column: number): Level | undefined => {
    const usual = known.get(id)
    const usualPlace = placeOf(id, usual?.median ?? 0)
    const steps = (value: number): number => (placeOf(id, value) - usualPlace) / (usual?.spread ?? 1)
    const cells = Array.from(times, (time, row): Cell => {
      const value = values[row * columns.length + column] ?? Number.NaN
      return { time, value, raised: steps(value) >= raisedSteps }
    }).filter(({ time, value }) => !Number.isNaN(value) && time <= end)
    const within = cells.filter(({ time }) => time >= start)
    const [first, last] = [within[0], within.at(-1)]
    if (first === undefined || last === undefined) return undefined
    const mean = within.reduce((sum, { value }) => sum + value, 0) / within.length
    const highest = within.reduce((best, cell) => (cell.value > best.value ? cell : best), first)
    return {
      id,
      usual: usual?.median ?? null,
      normal: usual?.normal ?? null,
      mean,
      median: median(within.map(({ value }) => value)),
      peak: highest.value,
      peakAt: highest.time,
      lowest: within.reduce((least, { value }) => Math.min(least, value), first.value),
      first: first.value,
      last: last.value,
      deviation: steps(mean),
      raisedShare: within.filter(({ raised }) => raised).length / within.length,
      onset: onsetOf(cells, start),
    }
  }
  return (id) => {
    const column = columnIndex.get(id)
    if (column === undefined) return undefined
    if (!made.has(id)) made.set(id, make(id, column))
    return made.get(id)
  }
}
