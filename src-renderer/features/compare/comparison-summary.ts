// Two reports compared, in plain words: also as proof of a remedy.
import type { Comparison } from '../../../src-shared/contract/reports.ts'
import { percent } from '../../../src-shared/figures.ts'
import type { Change } from './change-text.ts'

type Summarized = Pick<Comparison, 'metrics' | 'flagged'> & {
  readonly left: Pick<Comparison['left'], 'incidents'>
  readonly right: Pick<Comparison['right'], 'incidents'>
}

/** In the order in which they are told. */
const told: readonly (readonly [change: Change, words: string])[] = [
  ['fell', 'fell'],
  ['vanished', 'have no value any more'],
  ['rose', 'rose'],
  ['appeared', 'have values only now'],
]

const named = 2

function changesText(metrics: Comparison['metrics']): string {
  const parts = told.flatMap(([change, words]) => {
    const those = metrics.filter((metric) => metric.change === change).map(({ metric }) => metric)
    if (those.length === 0) return []
    const names =
      those.length <= named ? those.join(' and ') : `${those.slice(0, named).join(', ')} and others`
    return [`${String(those.length)} ${words} (${names})`]
  })
  const same = metrics.filter(({ change }) => change === 'same').length
  if (parts.length === 0) return `no metric changed by much; all ${String(same)} stayed the same`
  return `${String(metrics.length)} metrics have values: ${[...parts, `${String(same)} stayed the same`].join(', ')}`
}

function movedText(what: string, left: string, right: string): string {
  return left === right ? `${what} stayed at ${left}` : `${what} went from ${left} to ${right}`
}

/** One paragraph: metrics, windows above the threshold, incidents, from left to right. */
export function comparisonSummary({ left, right, metrics, flagged }: Summarized): string {
  const windows = movedText('windows above the threshold', percent(flagged.left), percent(flagged.right))
  const incidents = movedText('incidents', String(left.incidents), String(right.incidents))
  return `From left to right: ${changesText(metrics)}. ${windows.replace(/^w/, 'W')}; ${incidents}.`
}
