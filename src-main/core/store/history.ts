// A node's history as training and analysis want it: which node of a source, its rows within ranges, in one role.
import { disjoint } from '../../../src-shared/ranges.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { formatLocal } from '../../../src-shared/time.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { metricCount } from '../../../src-shared/metrics.ts'
import { signals } from '../../../src-shared/signals.ts'
import type { HaState } from '../etl/identity.ts'
import type { FullRows, Rows } from '../etl/rows.ts'
import type { ReadableDatabase } from './database.ts'
import { type StateCount, countStates, readFullRows } from './samples.ts'
import { type NodeRow, listNodes } from './sources.ts'

const rangeText = (ranges: readonly TimeRange[]): string =>
  ranges.map(({ from, to }) => `${formatLocal(from)} to ${formatLocal(to)}`).join(', ')

/**
 * The node to look at: the named one, else the one with the most rows of the state in the ranges, else with the most rows.
 * After a failover the rows of a state lie in several nodes; those of one are learned: each has a heap and disks of its own.
 * Throws NOT_FOUND for an unknown name or a source without nodes.
 */
export function chooseNode(
  db: ReadableDatabase,
  sourceId: number,
  name: string | undefined,
  ranges: readonly TimeRange[],
  state: HaState = 'active',
): NodeRow {
  const nodes = listNodes(db, sourceId)
  const known = nodes.map((node) => node.name).join(', ')
  if (name !== undefined) {
    const named = nodes.find((node) => node.name === name)
    if (named !== undefined) return named
    throw new DeclaredError('NOT_FOUND', `Source ${String(sourceId)} has no node "${name}": it has ${known}.`)
  }
  const [only] = nodes
  if (only !== undefined && nodes.length === 1) return only
  const weight = (node: NodeRow): readonly [number, number] => {
    const counts = ranges.flatMap(({ from, to }) => countStates(db, node.id, from, to))
    const sum = (of: readonly StateCount[]): number => of.reduce((total, { rows }) => total + rows, 0)
    return [sum(counts.filter(({ haState }) => haState === state)), sum(counts)]
  }
  const ranked = nodes
    .map((node) => ({ node, weight: weight(node) }))
    .toSorted((left, right) => right.weight[0] - left.weight[0] || right.weight[1] - left.weight[1])
  const best = ranked[0]
  if (best !== undefined) return best.node
  throw new DeclaredError('NOT_FOUND', `Source ${String(sourceId)} has no nodes: import a dump of it first.`)
}

/** The state that most rows are in; undefined without rows. */
export function usualState(rows: Pick<Rows, 'haStates'>): HaState | undefined {
  const counts = new Map<HaState, number>()
  for (const state of rows.haStates) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].toSorted((left, right) => right[1] - left[1])[0]?.[0]
}

/** The breaks of the rows at the given positions; one at a row that is left out still parts the rows around it. */
export function keptBreaks(breaks: Rows['breaks'], positions: readonly number[]): Rows['breaks'] {
  return positions.map((row, index) => {
    const since = breaks.slice((positions[index - 1] ?? -1) + 1, row + 1)
    return since.findLast((one) => one !== null) ?? null
  })
}

/** The rows at the given positions. */
function pick(rows: FullRows, positions: readonly number[]): FullRows {
  const values = new Float64Array(positions.length * metricCount)
  const status = new Uint8Array(positions.length * metricCount)
  const beside = new Float64Array(positions.length * signals.length)
  positions.forEach((row, index) => {
    values.set(rows.values.subarray(row * metricCount, (row + 1) * metricCount), index * metricCount)
    beside.set(
      rows.signals.subarray(row * signals.length, (row + 1) * signals.length),
      index * signals.length,
    )
    status.set(rows.status.subarray(row * metricCount, (row + 1) * metricCount), index * metricCount)
  })
  return {
    times: Float64Array.from(positions, (row) => rows.times[row] ?? Number.NaN),
    breaks: keptBreaks(rows.breaks, positions),
    haStates: positions.map((row) => rows.haStates[row] ?? 'unknown'),
    intervals: Float64Array.from(positions, (row) => rows.intervals[row] ?? Number.NaN),
    values,
    status,
    signals: beside,
  }
}

/** The rows of one state. */
export function ofState(rows: FullRows, state: HaState | undefined): FullRows {
  if (rows.haStates.every((one) => one === state)) return rows
  return pick(
    rows,
    Array.from(rows.times.keys()).filter((row) => rows.haStates[row] === state),
  )
}

function joined(parts: readonly FullRows[]): FullRows {
  const floats = (of: (rows: FullRows) => Float64Array): Float64Array => {
    const all = new Float64Array(parts.reduce((sum, part) => sum + of(part).length, 0))
    let at = 0
    for (const part of parts) {
      all.set(of(part), at)
      at += of(part).length
    }
    return all
  }
  return {
    times: floats((rows) => rows.times),
    // A range starts a sequence: what lies between two ranges was left out on purpose.
    breaks: parts.flatMap((part) =>
      part.breaks.map((value, row) => (row === 0 ? (value ?? 'start') : value)),
    ),
    haStates: parts.flatMap((part) => part.haStates),
    intervals: floats((rows) => rows.intervals),
    values: floats((rows) => rows.values),
    status: Buffer.concat(parts.map((part) => part.status)),
    signals: floats((rows) => rows.signals),
  }
}

/**
 * A node's rows within ranges (epoch ms, both ends included), joined in the order of time, of one state (active, standby …),
 * by default the one that most of them are in: a standby's normal is another one.
 */
export function readHistory(
  db: ReadableDatabase,
  nodeId: number,
  ranges: readonly TimeRange[],
  state?: HaState,
): FullRows {
  const sorted = disjoint(ranges)
  const first = sorted[0]
  const all =
    sorted.length === 1 && first !== undefined
      ? readFullRows(db, nodeId, first.from, first.to)
      : joined(sorted.map(({ from, to }) => readFullRows(db, nodeId, from, to)))
  return ofState(all, state ?? usualState(all))
}

/** The error for ranges with too few rows: what there is, and what to do. */
export function tooFewRows(
  what: string,
  rows: number,
  needed: number,
  ranges: readonly TimeRange[],
  node: NodeRow,
): DeclaredError {
  const held =
    node.first === null || node.last === null
      ? `${node.name} has no data at all`
      : `${node.name} has data from ${formatLocal(node.first)} to ${formatLocal(node.last)}`
  return new DeclaredError(
    'NO_DATA',
    `${rows === 0 ? `No processed data available for ${what}` : `Too little processed data for ${what}`}: ` +
      `${String(needed)} unbroken rows are needed (5 minutes at 10 s), ${rangeText(ranges)} has ${String(rows)}. ` +
      `${held}. Choose another range, or wait until enough was collected.`,
    { rows, rowsNeeded: needed },
  )
}
