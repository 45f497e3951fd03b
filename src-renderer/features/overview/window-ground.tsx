// The tint of a window on the strip, with gaps where something is left out of it.
import { takeOut } from '../../../src-shared/ranges.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { rangeText } from '../../../src-shared/zones.ts'
import { overlaps, xOf } from '../../charts/plot.ts'
import { partsLeftOut } from '../../state/left-out.ts'
import classes from './strip-window.module.css'

interface WindowGroundProps {
  readonly window: TimeRange
  readonly leftOut: readonly TimeRange[]
  /** What the strip shows, and its width in px. */
  readonly range: TimeRange
  readonly width: number
  readonly zone: string
}

export function WindowGround({ window, leftOut, range, width, zone }: WindowGroundProps) {
  const parts = partsLeftOut({ window, leftOut })
  const placeOf = ({ from, to }: TimeRange) => {
    const [start, left, right] = [window.from, from, to].map((time) =>
      xOf(Math.min(range.to, Math.max(range.from, time)), range, width),
    )
    return { left: (left ?? 0) - (start ?? 0), width: (right ?? 0) - (left ?? 0) }
  }
  const shown = (stretches: readonly TimeRange[]) => stretches.filter((one) => overlaps(one, range))
  return (
    <>
      {shown(takeOut([window], parts)).map((one) => (
        <span key={one.from} className={classes['learned']} style={placeOf(one)} />
      ))}
      {shown(parts).map((one) => (
        <span
          key={one.from}
          role="img"
          aria-label={`Left out of the baseline: ${rangeText(one.from, one.to, zone)}`}
          className={classes['left-out']}
          style={placeOf(one)}
        />
      ))}
    </>
  )
}
