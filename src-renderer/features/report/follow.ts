// From a claim to what it rests on: which times, metrics, findings and incidents a report leads to, and how.
import { type RefObject, useState } from 'react'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import type { SummaryLink } from '../../../src-shared/summary/parts.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { within } from '../../charts/plot.ts'
import { moveCursor } from '../../state/cursor.ts'

/** Something that is looked for; the turn tells one search from the next. */
export interface Sought<Thing> {
  readonly thing: Thing
  readonly turn: number
}

/** Follows a link; leading back to the incident that is shown. */
export type Follow = (link: SummaryLink) => void

/** Shown on either side of a moment, part of the whole window. */
const aroundMoment = 0.1

interface Places {
  readonly charts: RefObject<HTMLElement | null>
  readonly diagnosis: RefObject<HTMLElement | null>
  readonly range: TimeRange
  readonly onView: (view: TimeRange) => void
}

const go = (place: RefObject<HTMLElement | null>): void => {
  place.current?.scrollIntoView({ block: 'start' })
  place.current?.focus({ preventScroll: true })
}

/** Whether there is something to see behind a link. */
export function canFollow({ analysis }: SavedReport, link: SummaryLink): boolean {
  if ('at' in link) return link.at >= analysis.window.from && link.at <= analysis.window.to
  if (!('metric' in link)) return true
  return analysis.incidents.some(({ metrics }) => metrics.some(({ metric }) => metric === link.metric))
}

/** Which incident is shown, what is looked for, and how to follow links of the opening and of the shown incident. */
export function useFollow(report: SavedReport, { charts, diagnosis, range, onView }: Places) {
  const [shown, setShown] = useState(0)
  const [metric, setMetric] = useState<Sought<{ readonly incident: number; readonly metric: string }>>()
  const [finding, setFinding] = useState<Sought<{ readonly incident: number; readonly cause: number }>>()
  const { window: whole } = report.analysis
  const showTime = (time: number): void => {
    if (time < range.from || time > range.to) {
      const margin = Math.round((whole.to - whole.from) * aroundMoment)
      onView(within({ from: time - margin, to: time + margin }, whole))
    }
    go(charts)
    moveCursor(time)
  }
  const followWithin = (incident: number, link: SummaryLink): void => {
    if ('at' in link) showTime(link.at)
    else if ('metric' in link)
      setMetric({ thing: { incident, metric: link.metric }, turn: (metric?.turn ?? 0) + 1 })
    else if ('cause' in link) {
      setShown(incident)
      setFinding({ thing: { incident, cause: link.cause }, turn: (finding?.turn ?? 0) + 1 })
    } else {
      setShown(link.incident)
      go(diagnosis)
    }
  }
  return {
    shown,
    metric,
    /** The finding of the shown incident that is looked for: its position and turn. */
    finding:
      finding?.thing.incident === shown ? { thing: finding.thing.cause, turn: finding.turn } : undefined,
    show: setShown,
    /** For links of the opening, which tells of the worst incident. */
    followWorst: (link: SummaryLink): void => followWithin(0, link),
    /** For links of the incident that is shown. */
    followShown: (link: SummaryLink): void => followWithin(shown, link),
  }
}
