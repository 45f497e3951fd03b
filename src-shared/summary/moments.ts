// Moments of a report's window as people read them, in a zone.
import type { Analysis } from '../contract/analysis.ts'
import { clockText, dayText, timeText } from '../zones.ts'
import type { SummaryPart } from './parts.ts'

/** Writes a window's moments in a zone: without their date while the window lies within one day of it. */
export function momentOf({ window }: Pick<Analysis, 'window'>, zone: string): (time: number) => string {
  const isOneDay = dayText(window.from, zone) === dayText(window.to, zone)
  return (time) => {
    // A cause may have begun before the window, on another day.
    const isWithin = isOneDay && dayText(time, zone) === dayText(window.from, zone)
    return isWithin ? clockText(time, zone) : timeText(time, zone)
  }
}

/** Writes a moment that leads to its place in the charts. */
export type Moment = (time: number) => SummaryPart

/** As `momentOf`, with links. */
export function linkedMoments(analysis: Pick<Analysis, 'window'>, zone: string): Moment {
  const moment = momentOf(analysis, zone)
  return (time) => ({ text: moment(time), link: { at: time } })
}
