// When a change of a column begins to matter: every value is put on one scale on which that is 1.
import { type Column, type Unit } from './metrics.ts'
import { columns } from './signals.ts'

/**
 * Below `base` a difference of a base counts much as a factor of 2 does above it: 0.1 ms never matters, and 4 ms instead
 * of 2 do as much as 400 instead of 200.
 */
interface Scale {
  /** In the column's unit, above 0. */
  readonly base: number
}

/** A factor that an operator would begin to notice. */
const step = Math.log(1.5)

/** What one person at a terminal makes, or what is within the noise of a healthy NameNode, by unit. */
const baseOfUnit: Readonly<Record<Unit, number>> = {
  ms: 2,
  'ms/s': 10,
  '/s': 2,
  calls: 4,
  threads: 4,
  MB: 512,
  blocks: 1000,
  files: 1000,
  nodes: 1,
  '%': 5,
  '': 10,
  txns: 1000,
}

/** Where the unit says too little. */
const baseOfColumn: Readonly<Record<string, number>> = {
  // A half percent of the time: collections are the one pause that a NameNode plans for.
  GcTimeMillis: 5,
  GcTimeMillisParNew: 5,
  GcTimeMillisConcurrentMarkSweep: 5,
  FilesInGetListingOps: 1000,
  ReceivedBytes: 1e5,
  SentBytes: 1e5,
  SystemCpuLoad: 0.25,
  ProcessCpuLoad: 0.25,
  MissingBlocks: 1,
  CorruptBlocks: 1,
}

const scaleOf = ({ id, unit }: Column): Scale => ({ base: baseOfColumn[id] ?? baseOfUnit[unit] })

const scales: ReadonlyMap<string, Scale> = new Map(columns.map((column) => [column.id, scaleOf(column)]))

/**
 * A value's place on the common scale: ln(1 + value / base) / ln 1.5. Two values that are 1 apart differ as much as
 * somebody would begin to notice. NaN for NaN; a value below 0 counts as 0; an unknown column has the base 1.
 */
export function placeOf(id: string, value: number): number {
  return Math.log1p(Math.max(0, value) / (scales.get(id)?.base ?? 1)) / step
}
