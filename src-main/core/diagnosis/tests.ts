// Builders of tests over one column of an incident: what rules are written with.
import { figure, metricFigure, rangeText } from '../../../src-shared/figures.ts'
import { placeOf } from '../../../src-shared/scales.ts'
import { columnIndex, columns } from '../../../src-shared/signals.ts'
import type { Facts, Level } from './facts.ts'
import { nameOf } from './names.ts'
import type { Outcome, Seen, Test } from './rule.ts'
import { settingFor } from './settings.ts'

/**
 * Steps from which a column counts as raised, as in `Level.raisedShare` and `Level.onset`. One step is a factor of 1.5
 * (src-shared/scales.ts): three are 3.4 times the usual, which no busy hour of healthy users makes and a storm does.
 */
export const raisedSteps = 3

/** Steps up to which a column counts as unchanged: 2.25 times the usual, a busy hour. */
export const flatSteps = 2

/** Part of the rows from which a raised column is a plateau, below which it is spikes. */
const plateauShare = 0.8

/** Whether something could be looked at. */
export function isSeen(outcome: Outcome): outcome is Seen {
  return 'holds' in outcome
}

/** Whether a test holds; what could not be looked at does not. */
export function holds(test: Test, facts: Facts): boolean {
  const outcome = test(facts)
  return isSeen(outcome) && outcome.holds
}

const columnOf = (id: string) => columns[columnIndex.get(id) ?? -1]

/** `460 /s`; of a gauge also its highest value: `64.6 on average, 118 calls at most`. */
function levelFigure(level: Level): string {
  const mean = metricFigure(level.id, level.mean)
  const peak = metricFigure(level.id, level.peak)
  const isGauge = columnOf(level.id)?.kind === 'gauge' && peak !== mean
  return isGauge ? `${figure(level.mean)} on average, ${peak} at most` : mean
}

/** `Get listing calls: 460 /s (normal 15 to 31)`; what `judged` says of it stands before the figure. */
export function levelText(level: Level, judged = ''): string {
  const normal = level.normal === null ? 'no value in the baseline' : `normal ${rangeText(level.normal)}`
  return `${nameOf(level.id)}: ${judged}${levelFigure(level)} (${normal})`
}

/** What a column that should not have risen is said to be; nothing where it did. */
function calmWord({ deviation, usual }: Level, steps: number): string {
  if (usual === null || Math.abs(deviation) >= steps) return ''
  return Math.abs(deviation) < 1 ? 'as usual, ' : 'hardly changed, '
}

/** Hadoop before 3.4 lists an operation from its first call on: beside others, an absent one was not called. */
function isUncalled(id: string, facts: Facts): boolean {
  const column = columnOf(id)
  if (!column?.bean.startsWith('RpcDetailedActivity')) return false
  const isListed = ({ bean, kind, id: other }: (typeof columns)[number]): boolean =>
    bean === column.bean && kind === 'counter' && facts.level(other) !== undefined
  return columns.some(isListed)
}

/** Judges a column; without a value: not called (does not hold), or not measured, with what would show it. */
export function onLevel(id: string, judge: (level: Level, facts: Facts) => Omit<Seen, 'metric'>): Test {
  return (facts) => {
    const level = facts.level(id)
    if (level !== undefined) return { ...judge(level, facts), metric: id }
    if (!isUncalled(id, facts))
      return { unmeasured: `${nameOf(id)}: not in this dump`, setting: settingFor(id) }
    const absent: Level = { ...noCalls, id }
    return { ...judge(absent, facts), text: `${nameOf(id)}: none`, metric: id }
  }
}

const noCalls: Omit<Level, 'id'> = {
  usual: null,
  normal: null,
  mean: 0,
  median: 0,
  peak: 0,
  peakAt: 0,
  lowest: 0,
  first: 0,
  last: 0,
  deviation: 0,
  raisedShare: 0,
  onset: null,
}

/** Its mean is `steps` or more above the usual: a rate has risen, calls take longer, more threads wait. */
export function raised(id: string, { steps = raisedSteps, atLeast = 0 } = {}): Test {
  return onLevel(id, (level) => ({
    holds: level.deviation >= steps && level.mean >= atLeast,
    text: levelText(level, level.deviation >= steps && level.mean >= atLeast ? '' : 'only '),
    at: level.onset,
  }))
}

/** It is as usual or below: what clears it of blame. */
export function notRaised(id: string, steps = flatSteps): Test {
  return onLevel(id, (level) => ({
    holds: level.deviation < steps,
    text: levelText(level, calmWord(level, steps)),
    at: null,
  }))
}

/** Its mean is `steps` or more below the usual. */
export function fell(id: string, steps = raisedSteps): Test {
  return onLevel(id, (level) => ({ holds: level.deviation <= -steps, text: levelText(level), at: null }))
}

/** Its mean is at `limit` or above, in the column's unit, whatever is usual. */
export function reaches(id: string, limit: number): Test {
  return onLevel(id, (level) => ({
    holds: level.mean >= limit,
    text: `${levelText(level)}; limit ${metricFigure(id, limit)}`,
    at: level.onset,
  }))
}

/** Its highest value is at `limit` or above, in the column's unit. */
export function peaks(id: string, limit: number): Test {
  return onLevel(id, (level) => ({
    holds: level.peak >= limit,
    text: `${nameOf(id)}: ${metricFigure(id, level.peak)} at most`,
    at: level.peak >= limit ? (level.onset ?? level.peakAt) : null,
  }))
}

/** Raised in nearly all rows: a plateau. */
export function steady(id: string): Test {
  return onLevel(id, (level) => ({
    holds: level.raisedShare >= plateauShare,
    text: `${nameOf(id)}: raised in ${shareOfRows(level)}`,
    at: level.onset,
  }))
}

/** Raised, but not in nearly all rows: spikes. */
export function spiky(id: string): Test {
  return onLevel(id, (level) => ({
    holds: level.raisedShare > 0 && level.raisedShare < plateauShare,
    text: `${nameOf(id)}: raised in ${shareOfRows(level)}`,
    at: level.onset,
  }))
}

const shareOfRows = ({ raisedShare }: Level): string =>
  raisedShare === 0
    ? 'no row'
    : raisedShare === 1
      ? 'all rows'
      : `${String(Math.ceil(raisedShare * 100))} % of the rows`

/** A total has grown by `by` or more from the incident's first row to its last, in the column's unit. */
export function grew(id: string, by: number): Test {
  return onLevel(id, (level) => ({
    holds: level.last - level.first >= by,
    text: `${nameOf(id)}: from ${figure(level.first)} to ${metricFigure(id, level.last)}`,
    at: level.onset,
  }))
}

/** A counter of things that should not happen (pauses, refusals, long holds) has counted, more than it usually does. */
export function counted(id: string): Test {
  return onLevel(id, (level, { start, end, spacing }) => {
    const seconds = (end - start) / 1000 + spacing
    const count = Math.round(level.mean * seconds)
    return {
      holds: count >= 1 && level.mean > 2 * (level.usual ?? 0),
      text: `${nameOf(id)}: ${count === 0 ? 'none' : `${String(count)} in the incident`}`,
      at: level.onset ?? (level.peak > 0 ? level.peakAt : null),
    }
  })
}

/** Its highest value is `steps` or more above all that is normal: one row may do, as with a single huge call. */
export function spiked(id: string, steps = raisedSteps): Test {
  return onLevel(id, (level) => {
    const above = placeOf(id, level.peak) - placeOf(id, level.normal?.[1] ?? level.usual ?? 0)
    const normal = level.normal === null ? '' : ` (normal ${rangeText(level.normal)})`
    return {
      holds: above >= steps,
      text: `${nameOf(id)}: ${metricFigure(id, level.peak)} at most${normal}`,
      at: above >= steps ? (level.onset ?? level.peakAt) : null,
    }
  })
}
