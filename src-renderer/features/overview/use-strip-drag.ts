// Dragging on the strip: a window by its middle or an edge, or a new one on empty ground (with Shift: anywhere).
import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
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
  /** What the window was before; undefined: there was none. */
  readonly before: TimeRange | undefined
  readonly window: TimeRange
  readonly isMoved: boolean
}

/** Drags shorter than this are clicks, px. */
const leastDrag = 4

/** Where the pointer pauses so long, the page takes the window over as it is; ms. */
const pauseMs = 120

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
  const setMoving = useInvestigation((state) => state.setMoving)
  const undo = useInvestigation((state) => state.undo)
  const isDragging = drag !== undefined
  /** The page has taken over where the window was when the pointer paused. */
  const hasPaused = useRef(false)
  const end = (): void => {
    hasPaused.current = false
    setMoving(undefined)
    setDrag(undefined)
  }
  const giveUp = (): void => {
    if (hasPaused.current) undo()
    end()
  }
  const onEscape = useEffectEvent(giveUp)
  useEffect(() => {
    if (!isDragging) return
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onEscape()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [isDragging])
  useEffect(() => {
    if (drag?.isMoved !== true) return
    const timer = setTimeout(() => {
      hasPaused.current = true
      setWindow(drag.step, drag.window, true)
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [drag, setWindow])
  const windowAt = ({ part, startX, before }: Drag, x: number): TimeRange => {
    const [start, now] = [timeAt(startX, range, width), timeAt(x, range, width)]
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
        const [startX, before] = [xIn(event), windows[step]]
        setDrag({ step, part: held?.part, startX, before, window: before ?? range, isMoved: false })
      },
      onPointerMove: (event: PointerEvent) => {
        const x = xIn(event)
        moveCursor(timeAt(x, range, width))
        if (drag === undefined) return
        if (!drag.isMoved && Math.abs(x - drag.startX) < leastDrag) return
        setMoving(drag.step)
        setDrag({ ...drag, isMoved: true, window: windowAt(drag, x) })
      },
      onPointerUp: (event: PointerEvent) => {
        if (drag === undefined) return
        if (drag.isMoved) setWindow(drag.step, windowAt(drag, xIn(event)), true)
        // What comes next is undone by itself.
        setActive(drag.step)
        end()
      },
      onPointerCancel: giveUp,
      onPointerLeave: () => moveCursor(undefined),
    },
  }
}
