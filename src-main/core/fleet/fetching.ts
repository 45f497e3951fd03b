// Brings what judging one NameNode needs: its baseline and its window, with the rows before them that they are read with.
import type { FetchedNode } from '../../../src-shared/contract/fetches.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { disjoint } from '../../../src-shared/ranges.ts'
import { type TimeRange, formatLocal } from '../../../src-shared/time.ts'
import type { FleetPlan } from '../store/fleets.ts'
import type { FleetParts } from './fleet-parts.ts'
import { innerJob } from './inner-job.ts'

/** Rows that a counter's first rate is told from, and one more for a scrape that failed. */
const rowsBefore = 2

/** The stretches to fetch for a run, `interval` ms apart: the rows before a window's first one are scored with it. */
export function neededRanges(
  { ranges, window }: Pick<FleetPlan, 'ranges' | 'window'>,
  interval: number,
  sequenceLength: number,
): readonly TimeRange[] {
  const earlier = ({ from, to }: TimeRange, rows: number): TimeRange => ({ from: from - rows * interval, to })
  return disjoint([
    ...ranges.map((range) => earlier(range, rowsBefore)),
    earlier(window, sequenceLength + rowsBefore),
  ])
}

/** What was fetched, and as what it is kept. */
export interface Fetched {
  readonly sourceId: number
  readonly node: string
  readonly documents: number
  readonly requests: number
  readonly warnings: readonly string[]
}

/** Fetches some stretches, one after another. Throws NO_DATA where the engine has nothing in any, and as a fetch does. */
export async function fetchRanges(
  { jobs, histories }: FleetParts,
  { engineId, engine }: FleetPlan,
  instance: string,
  ranges: readonly TimeRange[],
  signal: AbortSignal,
): Promise<Fetched> {
  const parts: FetchedNode[] = []
  for (const range of ranges)
    parts.push(await innerJob(jobs, histories.fetch(engineId, instance, range), signal))
  const known = parts.find(({ sourceId, node }) => sourceId !== null && node !== null)
  if (known === undefined || known.sourceId === null || known.node === null) {
    const asked = ranges.map(({ from, to }) => `${formatLocal(from)} to ${formatLocal(to)}`).join(', ')
    throw new DeclaredError(
      'NO_DATA',
      `${engine} has no samples of ${instance} in ${asked}: choose another window or baseline.`,
    )
  }
  const sum = (of: (part: FetchedNode) => number): number =>
    parts.reduce((total, part) => total + of(part), 0)
  return {
    sourceId: known.sourceId,
    node: known.node,
    documents: sum(({ documents }) => documents),
    requests: sum(({ requests }) => requests),
    warnings: [...new Set(parts.flatMap(({ warnings }) => warnings))],
  }
}
