// Two reports side by side: what rose and what fell from the left one to the right one. Pure.
import type { Comparison, Report, ReportHead } from '../../../src-shared/contract/reports.ts'
import { metricUnit } from '../../../src-shared/figures.ts'
import { columns } from '../../../src-shared/signals.ts'
import { quantile } from '../../../src-shared/statistics.ts'
import { type Change, changeOf, largestFirst, magnitude } from './change.ts'

/** A report as it is listed, and as it is. */
export interface Side {
  readonly head: ReportHead
  readonly report: Report
}

type Level = Comparison['metrics'][number]['left']

/** Two levels that differ by no more than this are the same, in the metric's unit. */
const floors: Readonly<Record<string, number>> = { ms: 1, 'ms/s': 5, threads: 1, calls: 1, '/s': 2, MB: 64 }
/** The same for parts of a whole. */
const shareFloor = 0.05

const floorOf = (metric: string): number => floors[metricUnit(metric)] ?? 1

/** Median and peak over the report's points; of a point that is a stretch both its extremes count. */
function levelOf({ series }: Report, metric: string): Level {
  const { low = [], high = [] } = series.metrics[metric] ?? {}
  const sorted = Float64Array.from([...low, ...high].filter((value) => value !== null)).sort()
  const peak = sorted.at(-1)
  return peak === undefined ? null : { median: quantile(sorted, 0.5), peak }
}

/** By peak; where the peaks are the same, by median: an evil may last longer without growing higher. */
function levelChange(left: Level, right: Level, floor: number): Change {
  if (left === null || right === null) return changeOf(left?.peak ?? null, right?.peak ?? null, floor)
  const byPeak = changeOf(left.peak, right.peak, floor)
  return byPeak === 'same' ? changeOf(left.median, right.median, floor) : byPeak
}

/** What both reports keep: of the signals each has those that it speaks of, and what it lacks is not gone. */
function metricChanges(left: Report, right: Report): Comparison['metrics'] {
  const isKept = (metric: string): boolean => metric in left.series.metrics && metric in right.series.metrics
  const kept = columns.filter(({ id }) => isKept(id))
  const rows = kept.map(({ id: metric }) => {
    const levels = { left: levelOf(left, metric), right: levelOf(right, metric) }
    const [before, after] = [levels.left?.peak ?? 0, levels.right?.peak ?? 0]
    const floor = floorOf(metric)
    return {
      row: {
        metric,
        ...levels,
        change: levelChange(levels.left, levels.right, floor),
        factor: before > 0 && after > 0 ? after / before : null,
      },
      size: magnitude(before, after, floor),
    }
  })
  return largestFirst(rows.filter(({ row }) => row.left !== null || row.right !== null))
}

const flaggedPart = ({ analysis: { windows } }: Report): number =>
  windows.length === 0 ? 0 : windows.filter((window) => window.flagged).length / windows.length

/** Each metric's part in the score of all flagged windows that the report holds one by one. */
function leadingParts({ anomalies }: Report): Map<string, number> {
  const total = anomalies.reduce((sum, { score }) => sum + score, 0)
  const parts = new Map<string, number>()
  for (const { score, metrics: shares } of anomalies) {
    for (const { metric, contribution } of shares) {
      parts.set(metric, (parts.get(metric) ?? 0) + (contribution * score) / total)
    }
  }
  return parts
}

/** The highest value under each key. */
function highest(entries: readonly (readonly [key: string, value: number])[]): Map<string, number> {
  const most = new Map<string, number>()
  for (const [key, value] of entries) most.set(key, Math.max(value, most.get(key) ?? 0))
  return most
}

const incidentsOf = ({ analysis }: Report): Report['analysis']['incidents'] => analysis.incidents

const causeParts = (report: Report): Map<string, number> =>
  highest(incidentsOf(report).flatMap(({ causes }) => causes.map(({ id, confidence }) => [id, confidence])))

const userKey = (user: string, operation: string): string => JSON.stringify([user, operation])

const userParts = (report: Report): Map<string, number> =>
  highest(
    incidentsOf(report).flatMap(({ users }) =>
      users.map(({ user, operation, share }) => [userKey(user, operation), share]),
    ),
  )

interface PartRow<T> {
  readonly left: number
  readonly right: number
  readonly change: Change
  readonly what: T
}

/** Parts of both sides under the things they are parts of; a side that lacks one has 0 of it. */
function partChanges<T>(
  left: ReadonlyMap<string, number>,
  right: ReadonlyMap<string, number>,
  things: ReadonlyMap<string, T>,
): PartRow<T>[] {
  const rows = [...things].map(([key, what]) => {
    const [before, after] = [Math.min(1, left.get(key) ?? 0), Math.min(1, right.get(key) ?? 0)]
    const change = changeOf(before > 0 ? before : null, after > 0 ? after : null, shareFloor)
    return { row: { what, left: before, right: after, change }, size: magnitude(before, after, shareFloor) }
  })
  return largestFirst(rows)
}

/** Parts below this are not worth a row on either side. */
const leastPart = 0.005

/**
 * What changed from the left report to the right one: levels of what they keep, the flagged part of the windows, the
 * metrics' parts in the score, causes (highest confidence of any incident) and users (highest share of any).
 */
export function compareReports(left: Side, right: Side): Comparison {
  const reports = [left.report, right.report] as const
  const both = reports.flatMap(incidentsOf)
  const titles = new Map(both.flatMap(({ causes }) => causes.map(({ id, title }) => [id, { id, title }])))
  const users = new Map(
    both.flatMap((incident) =>
      incident.users.map(({ user, operation }) => [userKey(user, operation), { user, operation }]),
    ),
  )
  const [leftParts, rightParts] = [leadingParts(left.report), leadingParts(right.report)]
  const led = columns
    .map(({ id }) => id)
    .filter((id) => Math.max(leftParts.get(id) ?? 0, rightParts.get(id) ?? 0) >= leastPart)
  return {
    left: left.head,
    right: right.head,
    metrics: metricChanges(...reports),
    flagged: { left: flaggedPart(left.report), right: flaggedPart(right.report) },
    leading: partChanges(leftParts, rightParts, new Map(led.map((id) => [id, id]))).map(
      ({ what, ...sides }) => ({ metric: what, ...sides }),
    ),
    causes: partChanges(causeParts(left.report), causeParts(right.report), titles).map(
      ({ what, ...sides }) => ({ ...what, ...sides }),
    ),
    users: partChanges(userParts(left.report), userParts(right.report), users).map(({ what, ...sides }) => ({
      ...what,
      ...sides,
    })),
  }
}
