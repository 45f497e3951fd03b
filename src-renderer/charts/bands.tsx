// Marked stretches of time, as boxes behind a drawing: they come and go without the drawing rendering again.
import { memo } from 'react'
import type { TimeRange } from '../../src-shared/time.ts'
import classes from './bands.module.css'
import { margin, overlaps, xOf } from './plot.ts'

/** A marked stretch of time. */
export interface Band extends TimeRange {
  readonly kind: 'baseline' | 'suspect' | 'broken' | 'gap' | 'left-out'
  readonly label: string
}

interface BandsProps {
  readonly bands: readonly Band[]
  readonly range: TimeRange
  /** Width of the chart, px. */
  readonly width: number
  /** The drawing has no axis of time. */
  readonly hideTime: boolean
}

/** About the width of a label, px; where the band is narrower it is left out. */
const labelWidth = (label: string): number => 8 + label.length * 6.5

export const Bands = memo(function Bands({ bands, range, width, hideTime }: BandsProps) {
  return (
    <div
      className={`${classes['bands'] ?? ''} ${hideTime ? (classes['timeless'] ?? '') : ''}`}
      style={{ left: margin.left, right: margin.right }}
    >
      {bands
        .filter((band) => overlaps(band, range))
        .map(({ from, to, kind, label }) => {
          const left = xOf(Math.max(from, range.from), range, width) - margin.left
          const wide = xOf(Math.min(to, range.to), range, width) - margin.left - left
          return (
            <div
              key={`${kind}-${String(from)}-${String(to)}`}
              className={`${classes['band'] ?? ''} ${classes[kind] ?? ''}`}
              style={{ left, width: Math.max(1, wide) }}
            >
              {wide >= labelWidth(label) && <span>{label}</span>}
            </div>
          )
        })}
    </div>
  )
})
