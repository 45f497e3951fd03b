// Dragging on the strip: a window by its middle or an edge, or a new one on empty ground (with Shift: anywhere).
import { type PointerEvent, useEffect, useState } from 'react'
import { timeAt } from '../../charts/plot.ts'
import { moveCursor } from '../../state/cursor.ts'
import { type Step, useInvestigation } from '../../state/investigation.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { type Part, drawn, moved } from './window-edit.ts'

interface Strip {
  readonly range: TimeRange
  readonly whole: TimeRange
  /** px. */
  readonly width: number
  readonly spacingMs: number
  readonly windows: Readonly<Record<Step, TimeRange | undefined>>
}

interface Drag {
  readonly step: Step
  /** undefined: a window is being drawn. */
  readonly part: Part | undefined
  readonly startX: number
  readonly window: TimeRange
  readonly isMoved: boolean
}

/** Drags shorter than this are clicks, px. */
const leastDrag = 4

const steps: Readonly<Record<string, Step>> = { baseline: 'baseline', suspect: 'suspect' }
const parts: Readonly<Record<string, Part>> = { from: 'from', to: 'to', body: 'body' }

const xIn = (event: PointerEvent): number => event.clientX - event.currentTarget.getBoundingClientRect().left

/** What of a window lies under the pointer. */
function heldBy(target: EventTarget): { readonly step: Step; readonly part: Part } | undefined {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-part]') : null
  const step = steps[element?.dataset['step'] ?? '']
  const part = parts[element?.dataset['part'] ?? '']
  return step === undefined || part === undefined ? undefined : { step, part }
}

/** The window being dragged, and what to spread over the strip. */
export function useStripDrag(strip: Strip) {
  const { range, whole, width, spacingMs, windows } = strip
  const [drag, setDrag] = useState<Drag>()
  const setWindow = useInvestigation((state) => state.setWindow)
  const setActive = useInvestigation((state) => state.setActive)
  const isDragging = drag !== undefined
  useEffect(() => {
    if (!isDragging) return
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setDrag(undefined)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [isDragging])
  const windowAt = ({ step, part, startX }: Drag, x: number): TimeRange => {
    const [start, now] = [timeAt(startX, range, width), timeAt(x, range, width)]
    const before = windows[step]
    if (part === undefined || before === undefined) return drawn(start, now, whole, spacingMs)
    return moved(before, part, now - start, whole, spacingMs)
  }
  return {
    drag: drag?.isMoved === true ? drag : undefined,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        const { target } = event
        if (event.button !== 0 || (target instanceof Element && target.closest('button') !== null)) return
        const held = event.shiftKey ? undefined : heldBy(target)
        const step = held?.step ?? useInvestigation.getState().active
        event.currentTarget.setPointerCapture(event.pointerId)
        setActive(step)
        const startX = xIn(event)
        setDrag({ step, part: held?.part, startX, window: windows[step] ?? range, isMoved: false })
      },
      onPointerMove: (event: PointerEvent) => {
        const x = xIn(event)
        moveCursor(timeAt(x, range, width))
        if (drag === undefined) return
        const isMoved = drag.isMoved || Math.abs(x - drag.startX) >= leastDrag
        if (isMoved) setDrag({ ...drag, isMoved, window: windowAt(drag, x) })
      },
      onPointerUp: (event: PointerEvent) => {
        if (drag === undefined) return
        setDrag(undefined)
        if (drag.isMoved) setWindow(drag.step, windowAt(drag, xIn(event)))
      },
      onPointerCancel: () => setDrag(undefined),
      onPointerLeave: () => moveCursor(undefined),
    },
  }
}
