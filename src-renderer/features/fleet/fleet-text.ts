// Fleet runs and what they found, in words. Pure.
import type { FleetBaseline, FleetFinding, FleetHead, FleetRow } from '../../../src-shared/contract/fleets.ts'
import { figure, metricLabel } from '../../../src-shared/figures.ts'
import { counted } from '../../../src-shared/summary/parts.ts'
import { type TimeRange, formatDuration } from '../../../src-shared/time.ts'
import { rangeText, timeText } from '../../../src-shared/zones.ts'

export type Tone = 'good' | 'fair' | 'bad' | 'plain'

const states: Readonly<Record<FleetHead['state'], readonly [text: string, tone: Tone]>> = {
  waiting: ['waiting', 'plain'],
  running: ['running', 'plain'],
  done: ['done', 'good'],
  cancelled: ['cancelled', 'fair'],
  interrupted: ['interrupted', 'fair'],
  failed: ['failed', 'bad'],
}

/** A run's state. */
export function stateText({ state, failed }: Pick<FleetHead, 'state' | 'failed'>): {
  readonly text: string
  readonly tone: Tone
} {
  const [text, tone] = states[state]
  return { text, tone: state === 'done' && failed > 0 ? 'fair' : tone }
}

/** Whether a run can go on: it was stopped, or NameNodes of it have failed. */
export function canResume({ state, failed }: Pick<FleetHead, 'state' | 'failed'>): boolean {
  return (
    state === 'cancelled' || state === 'interrupted' || state === 'failed' || (state === 'done' && failed > 0)
  )
}

/** What was learned: `the same hours of last week`. */
export function baselineText(baseline: FleetBaseline, zone: string): string {
  if (baseline.kind === 'same-hours-last-week') return 'the same hours of last week'
  if (baseline.kind === 'hours-before')
    return baseline.hours === 1 ? 'the hour before' : `the ${figure(baseline.hours)} hours before`
  return rangeText(baseline.from, baseline.to, zone)
}

/** A range to the minute: `2026-11-23 00:00 to 12:00`. */
export function minutesText({ from, to }: TimeRange, zone: string): string {
  return rangeText(from, to, zone).replace(/(\d\d:\d\d):\d\d/g, '$1')
}

/** How far it is: `18 of 20 judged, 1 failed, 3 with incidents`. */
export function progressText({ nodes, done, failed, withIncidents }: FleetHead): string {
  if (nodes === 0) return 'not looked up yet'
  return [
    `${figure(done)} of ${figure(nodes)} judged`,
    ...(failed === 0 ? [] : [`${figure(failed)} failed`]),
    `${withIncidents === 0 ? 'none' : figure(withIncidents)} with incidents`,
  ].join(', ')
}

const steps: Readonly<Record<FleetRow['step'], readonly [text: string, tone: Tone]>> = {
  waiting: ['waiting', 'plain'],
  fetching: ['fetching', 'plain'],
  training: ['training', 'plain'],
  scoring: ['scoring', 'plain'],
  done: ['judged', 'good'],
  failed: ['failed', 'bad'],
}

/** What is being done with a NameNode. */
export function stepText({ step }: Pick<FleetRow, 'step'>): { readonly text: string; readonly tone: Tone } {
  const [text, tone] = steps[step]
  return { text, tone }
}

/** What happened at a NameNode, in a line; the leading metric where no rule speaks. */
export function whatText({ finding }: FleetRow): string {
  if (finding === null) return ''
  if (finding.worst === null) return 'No incident'
  const { title, leading } = finding.worst
  return title ?? (leading === null ? 'Unusual' : `${metricLabel(leading)} unusual, no cause known`)
}

/** How far the highest score is above the threshold: `4.2 times`, `0.31 times`. */
export function peakText({ finding }: FleetRow): string {
  if (finding === null) return '–'
  const { peak, threshold } = finding
  return threshold > 0 ? `${figure(peak / threshold)} times` : figure(peak)
}

/** The figures behind it: `highest score 9.3, threshold 1.31, 220 of 702 windows above it`. */
export function heightText({ peak, threshold, flagged, windows }: FleetFinding): string {
  return `highest score ${figure(peak)}, threshold ${figure(threshold)}, ${figure(flagged)} of ${counted(windows, 'window')} above it`
}

/** When the worst incident began, without its year, and how long it lasted: `11-23 06:00, 30 min`. */
export function sinceText({ finding }: FleetRow, zone: string): string {
  const worst = finding?.worst
  if (worst === null || worst === undefined) return '–'
  return `${timeText(worst.start, zone).slice('2026-'.length, -':00'.length)}, ${formatDuration(worst.end - worst.start)}`
}

/** HA states that nobody needs to be told of. */
const plainStates: ReadonlySet<string> = new Set(['active', 'unknown'])

/** What stands beside what happened: who rose most, and another HA state than active. */
export function besideText({ finding }: FleetRow): string {
  const who = finding?.worst?.user
  const state = finding?.haState
  return [
    ...(who === null || who === undefined ? [] : [`, ${who}`]),
    ...(state === null || state === undefined || plainStates.has(state) ? [] : [` (${state})`]),
  ].join('')
}

/** What a row is made of, for its title: rows, documents, requests, time. */
export function costText({ finding, documents, requests, tookMs }: FleetRow): string {
  return [
    ...(finding === null
      ? []
      : [`${counted(finding.rows, 'row')} judged by ${counted(finding.baselineRows, 'row')} learned`]),
    `${counted(documents, 'document')} fetched in ${counted(requests, 'request')}`,
    ...(tookMs === null ? [] : [`took ${formatDuration(tookMs)}`]),
  ].join(', ')
}
