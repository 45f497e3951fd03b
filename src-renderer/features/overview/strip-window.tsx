// One of the two windows on the strip: its middle and both edges can be dragged, and moved by keys.
import type { KeyboardEvent } from 'react'
import { formatDuration, type TimeRange } from '../../../src-shared/time.ts'
import { clockText, rangeText, timeText } from '../../../src-shared/zones.ts'
import { xOf } from '../../charts/plot.ts'
import { type Step, useInvestigation } from '../../state/investigation.ts'
import { stepNames, stepNumbers } from './step-names.ts'
import classes from './strip-window.module.css'
import { WindowGround } from './window-ground.tsx'
import { type Part, keyMove, moved } from './window-edit.ts'

interface StripWindowProps {
  readonly step: Step
  readonly window: TimeRange
  readonly range: TimeRange
  readonly whole: TimeRange
  readonly width: number
  readonly spacingMs: number
  readonly zone: string
  readonly isDragged: boolean
  /** Stretches that do not belong to it. */
  readonly leftOut: readonly TimeRange[]
}

/** Narrower than this, the edges are held outside of the window, px. */
const leastWide = 18

const partNames: Readonly<Record<Part, string>> = { from: 'start', to: 'end', body: 'whole window' }

export function StripWindow(props: StripWindowProps) {
  const { step, window, range, whole, width, spacingMs, zone, isDragged, leftOut } = props
  const setWindow = useInvestigation((state) => state.setWindow)
  const isActive = useInvestigation((state) => state.active === step)
  const [left, right] = [
    xOf(Math.max(window.from, range.from), range, width),
    xOf(Math.min(window.to, range.to), range, width),
  ]
  const text = `${rangeText(window.from, window.to, zone)}, ${formatDuration(window.to - window.from)}`
  const slider = (part: Part) => ({
    role: 'slider',
    tabIndex: 0,
    'data-step': step,
    'data-part': part,
    className: classes[part],
    'aria-label': `${stepNames[step]}, ${partNames[part]}`,
    'aria-valuemin': whole.from,
    'aria-valuemax': whole.to,
    'aria-valuenow': part === 'to' ? window.to : window.from,
    'aria-valuetext': part === 'body' ? text : timeText(window[part], zone),
    onKeyDown: (event: KeyboardEvent) => {
      const by = keyMove(event, range, spacingMs)
      if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      setWindow(step, moved(window, part, by, whole, spacingMs), true)
    },
  })
  return (
    <div
      role="group"
      aria-label={stepNames[step]}
      className={classes['window']}
      data-step={step}
      data-active={isActive || undefined}
      data-narrow={right - left < leastWide || undefined}
      style={{ left, width: Math.max(2, right - left) }}
    >
      <WindowGround {...{ window, leftOut, range, width, zone }} />
      <div {...slider('body')} title={`${stepNames[step]}: ${text}`}>
        <span className={classes['badge']}>{stepNumbers[step]}</span>
      </div>
      {window.from >= range.from && <div {...slider('from')} />}
      {window.to <= range.to && <div {...slider('to')} />}
      {isDragged && (
        <div className={`figures ${classes['tip'] ?? ''}`} data-flip={left > width / 2 || undefined}>
          {`${clockText(window.from, zone)} to ${clockText(window.to, zone)}, ${formatDuration(window.to - window.from)}`}
        </div>
      )}
    </div>
  )
}
