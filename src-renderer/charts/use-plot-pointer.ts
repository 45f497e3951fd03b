// Pointer, wheel and keys over a plot: hover moves the shared cursor, drag and wheel zoom, double click shows all.
import { type KeyboardEvent, type PointerEvent, type RefObject, useState } from 'react'
import type { TimeRange } from '../../src-shared/time.ts'
import { moveCursor, useCursor } from '../state/cursor.ts'
import { legible, timeAt, within, zoomed } from './plot.ts'
import { type Zoomable, useWheelZoom } from './use-wheel-zoom.ts'
import { viewOf } from './view-of.ts'

/** Drags shorter than this are clicks, px. */
const leastDrag = 4

const keyZoom: Readonly<Record<string, number>> = { '+': 0.6, '=': 0.6, '-': 1 / 0.6 }

/** What to spread over the plot's overlay, and the stretch being dragged (px from the left edge). */
export function usePlotPointer(element: RefObject<HTMLElement | null>, pointer: Zoomable) {
  const { range, whole, width, onView } = pointer
  const [drag, setDrag] = useState<{ readonly start: number; readonly now: number }>()
  useWheelZoom(element, pointer)
  const at = (event: PointerEvent): number => event.clientX - event.currentTarget.getBoundingClientRect().left
  const show = (next: TimeRange): void => onView(viewOf(next, whole))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = Math.max(1, Math.round((range.to - range.from) / 100)) * (event.shiftKey ? 10 : 1)
    const cursor = useCursor.getState().time ?? Math.round((range.from + range.to) / 2)
    const factor = keyZoom[event.key]
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const next = cursor + (event.key === 'ArrowLeft' ? -step : step)
      moveCursor(Math.min(whole.to, Math.max(whole.from, next)))
      if (next < range.from || next > range.to)
        show(within({ from: range.from + next - cursor, to: range.to + next - cursor }, whole))
    } else if (factor !== undefined) show(zoomed(range, cursor, factor, whole))
    else if (event.key === '0') onView(undefined)
    else if (event.key === 'Escape' && drag !== undefined) setDrag(undefined)
    else return
    event.preventDefault()
  }
  return {
    drag: drag === undefined || Math.abs(drag.now - drag.start) < leastDrag ? undefined : drag,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setDrag({ start: at(event), now: at(event) })
      },
      onPointerMove: (event: PointerEvent) => {
        moveCursor(timeAt(at(event), range, width))
        if (drag !== undefined) setDrag({ ...drag, now: at(event) })
      },
      onPointerUp: (event: PointerEvent) => {
        if (drag === undefined) return
        setDrag(undefined)
        const ends = [timeAt(drag.start, range, width), timeAt(at(event), range, width)] as const
        if (Math.abs(at(event) - drag.start) >= leastDrag)
          show(legible({ from: Math.min(...ends), to: Math.max(...ends) }, whole))
      },
      onPointerCancel: () => setDrag(undefined),
      onPointerLeave: () => moveCursor(undefined),
      onDoubleClick: () => onView(undefined),
      onKeyDown,
    },
  }
}
