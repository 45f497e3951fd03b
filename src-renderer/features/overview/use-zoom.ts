// Zooms the page by buttons and keys: around the cursor where it is in view, else around the active window, else the middle.
import { zoomed } from '../../charts/plot.ts'
import { viewOf } from '../../charts/view-of.ts'
import { useCursor } from '../../state/cursor.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { type Subject, useWindows } from '../investigate/subject.ts'

/** Zooms by a factor: below 1 closer, Infinity shows all. */
export function useZoom(subject: Subject): (factor: number) => void {
  const windows = useWindows(subject)
  return (factor) => {
    const { whole } = subject
    const { view, active, setView } = useInvestigation.getState()
    const range = view ?? whole
    const window = windows[active]
    const places = [useCursor.getState().time, window && (window.from + window.to) / 2]
    const middle = (range.from + range.to) / 2
    const place =
      places.find((time) => time !== undefined && time >= range.from && time <= range.to) ?? middle
    setView(factor === Infinity ? undefined : viewOf(zoomed(range, place, factor, whole), whole))
  }
}
