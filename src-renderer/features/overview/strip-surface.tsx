// What lies over the lanes: both windows, the cursor, and the ground to draw on. Drags render this alone, no chart.
import { type ReactNode, useRef } from 'react'
import type { TimeRange } from '../../../src-shared/time.ts'
import { overlaps } from '../../charts/plot.ts'
import { CursorLine } from '../../charts/cursor-line.tsx'
import { useWheelZoom } from '../../charts/use-wheel-zoom.ts'
import { type Step, useInvestigation } from '../../state/investigation.ts'
import classes from './overview.module.css'
import { OutsideMarker } from './outside-marker.tsx'
import { StripWindow } from './strip-window.tsx'
import { useStripDrag } from './use-strip-drag.ts'

interface StripSurfaceProps {
  readonly range: TimeRange
  readonly whole: TimeRange
  readonly width: number
  readonly spacingMs: number
  readonly zone: string
  readonly windows: Readonly<Record<Step, TimeRange | undefined>>
  /** Stretches of the baseline that are not learned. */
  readonly leftOut: readonly TimeRange[]
  /** The lanes; the same element as long as they need not render. */
  readonly children: ReactNode
}

const steps = ['baseline', 'suspect'] as const
const none: readonly TimeRange[] = []

export function StripSurface(props: StripSurfaceProps) {
  const { range, whole, width, spacingMs, zone, windows, leftOut, children } = props
  const root = useRef<HTMLDivElement>(null)
  const setView = useInvestigation((state) => state.setView)
  const { drag, handlers } = useStripDrag({ range, whole, width, spacingMs, windows })
  useWheelZoom(root, { range, whole, width, onView: setView })
  const shown = drag === undefined ? windows : { ...windows, [drag.step]: drag.window }
  return (
    <div ref={root} className={classes['surface']} {...handlers} onDoubleClick={() => setView(undefined)}>
      {children}
      <CursorLine range={range} width={width} />
      {steps.map((step) => {
        const window = shown[step]
        if (window === undefined) return null
        if (!overlaps(window, range))
          return <OutsideMarker key={step} {...{ step, window, range, whole, zone }} />
        return (
          <StripWindow
            key={step}
            {...{ step, window, range, whole, width, spacingMs, zone }}
            isDragged={drag?.step === step}
            leftOut={step === 'baseline' ? leftOut : none}
          />
        )
      })}
    </div>
  )
}
