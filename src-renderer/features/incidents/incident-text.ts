// Kept incidents in words. Pure.
import type { IncidentHead } from '../../../src-shared/contract/incidents.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import { timeText } from '../../../src-shared/zones.ts'

/** How long it lasted, or has lasted so far. */
export function lengthText({ start, end, state }: IncidentHead): string {
  return `${formatDuration(end - start)}${state === 'open' ? ' so far' : ''}`
}

/** What people said of it: acknowledged, muted until when, normal or real; empty where nobody said anything. */
export function handledTexts(
  { acknowledgedAt, mutedUntil, verdict }: IncidentHead,
  zone: string,
): readonly string[] {
  return [
    ...(acknowledgedAt === null ? [] : ['acknowledged']),
    ...(mutedUntil === null ? [] : [`muted until ${timeText(mutedUntil, zone).slice(0, -':00'.length)}`]),
    ...(verdict === null ? [] : [verdict]),
  ]
}

/** Before and after an incident that its report looks at, ms. */
const before = 30 * 60_000
const after = 10 * 60_000

/** What a report on an incident looks at: half an hour before it to ten minutes after. */
export function reportWindow({ start, end }: Pick<IncidentHead, 'start' | 'end'>) {
  return { from: start - before, to: end + after }
}

export interface IncidentFilter {
  readonly state: 'all' | 'open' | 'closed'
  /** undefined: all. */
  readonly source: number | undefined
  /** What nobody has acknowledged or judged. */
  readonly isUnhandled: boolean
}

/** Whether nobody has acknowledged it, nor said what it is. */
export function isUnhandled({ acknowledgedAt, verdict }: IncidentHead): boolean {
  return acknowledgedAt === null && verdict === null
}

/** Reads a filter out of an address: `source=1&state=open`. */
export function filterIn(query: string): IncidentFilter {
  const parameters = new URLSearchParams(query)
  const source = Number(parameters.get('source'))
  const state = parameters.get('state')
  return {
    state: state === 'open' || state === 'closed' ? state : 'all',
    source: Number.isInteger(source) && source > 0 ? source : undefined,
    isUnhandled: parameters.get('unhandled') === '1',
  }
}

/** The address of a filter, so that it can be sent. */
export function filterAddress({ state, source, isUnhandled: only }: IncidentFilter): string {
  const parameters = new URLSearchParams({
    ...(source === undefined ? {} : { source: String(source) }),
    ...(state === 'all' ? {} : { state }),
    ...(only ? { unhandled: '1' } : {}),
  }).toString()
  return `/incidents${parameters === '' ? '' : `?${parameters}`}`
}
