// The line under the pointer, in all charts of a page at once: moved by hand, so that no chart renders again.
import { useEffect, useRef } from 'react'
import type { TimeRange } from '../../src-shared/time.ts'
import { useCursor } from '../state/cursor.ts'
import { margin, xOf } from './plot.ts'

export function CursorLine({ range, width }: { readonly range: TimeRange; readonly width: number }) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = (time: number | undefined): void => {
      const { current } = line
      if (current === null) return
      const isShown = time !== undefined && time >= range.from && time <= range.to
      current.style.opacity = isShown ? '1' : '0'
      if (isShown) current.style.transform = `translateX(${String(xOf(time, range, width))}px)`
    }
    place(useCursor.getState().time)
    return useCursor.subscribe(({ time }) => place(time))
  }, [range, width])
  return (
    <div ref={line} className="cursor-line" style={{ top: margin.top, bottom: margin.bottom }} aria-hidden />
  )
}
