// A fleet run as it stands in the form, and what of it the core is told. Pure.
import type { FleetBaseline } from '../../../src-shared/contract/fleets.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { FleetStarted } from '../../data/fleets.ts'

export interface FleetDraft {
  /** undefined: none is chosen. */
  readonly engine: number | undefined
  /** Empty: all that are found. */
  readonly instances: readonly string[]
  readonly window: TimeRange | undefined
  readonly kind: FleetBaseline['kind']
  /** As typed. */
  readonly hours: string
  readonly range: TimeRange | undefined
  readonly keepData: boolean
}

export const emptyFleet: FleetDraft = {
  engine: undefined,
  instances: [],
  window: undefined,
  kind: 'same-hours-last-week',
  hours: '24',
  range: undefined,
  keepData: true,
}

/** As many as the core takes. */
const mostHours = 2160

/** Whether a text is a number of hours that a baseline can have. */
export function isHours(text: string): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= mostHours
}

/** Whether two ranges have a moment in common. */
export function overlap(one: TimeRange, other: TimeRange): boolean {
  return one.from <= other.to && other.from <= one.to
}

/** What is to be learned; undefined where the form names nothing that can be. */
export function baselineOf({ kind, hours, range, window }: FleetDraft): FleetBaseline | undefined {
  if (kind === 'same-hours-last-week') return { kind }
  if (kind === 'hours-before') return isHours(hours) ? { kind, hours: Number(hours) } : undefined
  if (range === undefined || (window !== undefined && overlap(range, window))) return undefined
  return { kind, from: range.from, to: range.to }
}

/** What the form asks for; undefined while something is wanting. */
export function fleetOf(draft: FleetDraft): FleetStarted | undefined {
  const { engine, instances, window, keepData } = draft
  const baseline = baselineOf(draft)
  if (engine === undefined || window === undefined || baseline === undefined) return undefined
  const chosen = instances.length === 0 ? undefined : instances
  return { engine, instances: chosen, from: window.from, to: window.to, baseline, keepData }
}

/** The engine that an address names: `engine=1`. */
export function fleetIn(query: string): number | undefined {
  const id = Number(new URLSearchParams(query).get('engine'))
  return Number.isInteger(id) && id > 0 ? id : undefined
}
