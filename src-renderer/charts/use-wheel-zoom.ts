// The wheel over a plot: up and down zoom around the pointer, sideways (or with Shift) moves along; at most once a frame.
import { type RefObject, useEffect, useRef } from 'react'
import type { TimeRange } from '../../src-shared/time.ts'
import { panned, timeAt, zoomed } from './plot.ts'
import { viewOf } from './view-of.ts'

export interface Zoomable {
  /** What is shown, and what can be shown; epoch ms. */
  readonly range: TimeRange
  readonly whole: TimeRange
  /** Width of the chart, px. */
  readonly width: number
  /** undefined: show all. */
  readonly onView: (view: TimeRange | undefined) => void
}

/** How much closer one pixel of the wheel brings. */
const wheelStep = 0.0015
/** Pixels that one line of a wheel that counts lines stands for (Firefox). */
const lineHeight = 16

/** Listens by itself: React's listener could not keep the page from scrolling. */
export function useWheelZoom(element: RefObject<HTMLElement | null>, zoomable: Zoomable): void {
  const latest = useRef(zoomable)
  useEffect(() => {
    latest.current = zoomable
  })
  useEffect(() => {
    const target = element.current
    let moved = { x: 0, y: 0 }
    let pointer = 0
    let frame: number | undefined
    const apply = (): void => {
      frame = undefined
      const { range, whole, width, onView } = latest.current
      const closer = zoomed(range, timeAt(pointer, range, width), Math.exp(moved.y * wheelStep), whole)
      const next = panned(closer, moved.x, whole, width)
      moved = { x: 0, y: 0 }
      onView(viewOf(next, whole))
    }
    const onWheel = (event: WheelEvent): void => {
      const { range, whole } = latest.current
      // Where all is shown already, the page may scroll on.
      if (viewOf(range, whole) === undefined && event.deltaY >= 0) return
      event.preventDefault()
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeight : 1
      const isSideways = event.shiftKey && event.deltaX === 0
      moved.x += (isSideways ? event.deltaY : event.deltaX) * unit
      moved.y += (isSideways ? 0 : event.deltaY) * unit
      pointer = event.clientX - (target?.getBoundingClientRect().left ?? 0)
      frame ??= requestAnimationFrame(apply)
    }
    target?.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      target?.removeEventListener('wheel', onWheel)
      if (frame !== undefined) cancelAnimationFrame(frame)
    }
  }, [element])
}
