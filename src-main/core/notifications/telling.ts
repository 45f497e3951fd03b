// Whether, and as what, people are told of an event of an incident by one channel. Pure.
import type { Delivery } from '../../../src-shared/contract/notifications.ts'
import type { IncidentEvent } from '../monitoring/incident-keeping.ts'

/** A notification of the same incident by the same channel. */
export interface Told {
  readonly id: number
  readonly event: Delivery['event']
  readonly state: Delivery['state']
  /** As the incident was then: 0 to 100, and the id of its cause. */
  readonly severity: number
  readonly cause: string | null
  /** It is being sent right now: too late to change it. */
  readonly isUnderWay: boolean
}

export interface Situation {
  readonly event: IncidentEvent
  /** 0 to 100; an incident without one counts as 100. */
  readonly severity: number
  readonly cause: string | null
  readonly isMuted: boolean
  readonly leastSeverity: number
  /** Notifications by this channel within the last hour, and how many there may be. */
  readonly lastHour: number
  readonly perHour: number
  /** The channel keeps an alarm up until it is told of the end. */
  readonly keepsAlarms: boolean
  /** The oldest first. */
  readonly told: readonly Told[]
}

/** What to do: a notification of its own, or newer words for one that waits. */
export type Telling =
  | { readonly as: 'nothing' }
  | {
      readonly as: 'new'
      readonly event: IncidentEvent
      readonly isWithheld: boolean
      readonly isLast: boolean
    }
  | { readonly as: 'replacement'; readonly id: number; readonly event: Delivery['event'] }

const nothing: Telling = { as: 'nothing' }

function fresh({ lastHour, perHour }: Situation, event: IncidentEvent): Telling {
  return { as: 'new', event, isWithheld: lastHour >= perHour, isLast: lastHour === perHour - 1 }
}

const isChangeable = ({ state, isUnderWay }: Told): boolean => state === 'waiting' && !isUnderWay

/** An end is told to whoever was told of the beginning, or was about to be; then one message tells both. */
function tellEnd(situation: Situation, told: readonly Told[]): Telling {
  const { isMuted, keepsAlarms } = situation
  if (told.length === 0 || (isMuted && !keepsAlarms)) return nothing
  const waiting = told.find(isChangeable)
  if (waiting !== undefined) return { as: 'replacement', id: waiting.id, event: 'closed' }
  // An alarm that was raised comes down, muted or not, however many messages there were.
  return keepsAlarms
    ? { as: 'new', event: 'closed', isWithheld: false, isLast: false }
    : fresh(situation, 'closed')
}

/** Nobody who counts as told of an incident that is open (again): they hear of it as new, however it got worse. */
function tellBeginning(situation: Situation, last: Told | undefined): Telling {
  // Its end was not told yet either.
  if (last !== undefined && isChangeable(last)) return { as: 'replacement', id: last.id, event: 'opened' }
  const telling = fresh(situation, 'opened')
  // One line in the list says that it was withheld, not one for each time it got worse.
  const isKnown = situation.told.at(-1)?.state === 'withheld'
  return telling.as === 'new' && telling.isWithheld && isKnown ? nothing : telling
}

/** Decides for one channel that is wanted. */
export function tellingOf(situation: Situation): Telling {
  const { event, severity, cause, isMuted, leastSeverity } = situation
  const ever = situation.told.filter(({ state }) => state !== 'withheld')
  const told = ever.slice(ever.findLastIndex((one) => one.event === 'closed') + 1)
  if (event === 'closed') return tellEnd(situation, told)
  if (isMuted || severity < leastSeverity) return nothing
  if (told.length === 0) return tellBeginning(situation, ever.at(-1))
  const isNews = told.every((one) => severity > one.severity || (one.cause === null && cause !== null))
  if (event === 'opened' || !isNews) return nothing
  const waiting = told.find(isChangeable)
  if (waiting !== undefined) return { as: 'replacement', id: waiting.id, event: waiting.event }
  return fresh(situation, 'worse')
}
