// At the strip's edge: a window lies out of view there; a click shows it.
import { rangeText } from '../../../src-shared/zones.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { type Step, useInvestigation } from '../../state/investigation.ts'
import { around } from './around.ts'
import classes from './overview.module.css'
import { stepNames, stepNumbers } from './step-names.ts'

interface OutsideMarkerProps {
  readonly step: Step
  readonly window: TimeRange
  readonly range: TimeRange
  readonly whole: TimeRange
  readonly zone: string
}

export function OutsideMarker({ step, window, range, whole, zone }: OutsideMarkerProps) {
  const setView = useInvestigation((state) => state.setView)
  const isBefore = window.to < range.from
  const text = `${stepNames[step]} is ${isBefore ? 'earlier' : 'later'}: show ${rangeText(window.from, window.to, zone)}`
  return (
    <button
      type="button"
      className={classes['outside']}
      data-step={step}
      data-side={isBefore ? 'left' : 'right'}
      aria-label={text}
      title={text}
      onClick={() => setView(around(window, whole))}
    >
      {isBefore ? `◂ ${stepNumbers[step]}` : `${stepNumbers[step]} ▸`}
    </button>
  )
}
