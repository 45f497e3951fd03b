// The legend: each line with its value under the cursor. Written by hand on hover, so that no chart renders again.
import { useEffect, useRef } from 'react'
import { figure } from '../../src-shared/figures.ts'
import { timeText } from '../../src-shared/zones.ts'
import { useCursor } from '../state/cursor.ts'
import type { ChartLine } from './chart-lines.ts'
import { type ChartRow, rowAt } from './chart-rows.ts'

export interface ReadoutProps {
  readonly rows: readonly ChartRow[]
  readonly lines: readonly ChartLine[]
  readonly unit: string
  readonly zone: string
  /** The dashed line across the plot. */
  readonly threshold?: number | undefined
}

/** A short piece of the line, so that its dashes are seen. */
function Swatch({ color, dash }: Pick<ChartLine, 'color' | 'dash'>) {
  return (
    <svg width="22" height="8" aria-hidden>
      <line x1="1" x2="21" y1="4" y2="4" stroke={color} strokeWidth="2" strokeDasharray={dash} />
    </svg>
  )
}

export function Readout({ rows, lines, unit, zone, threshold }: ReadoutProps) {
  const root = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const write = (time: number | undefined): void => {
      const row = time === undefined ? undefined : rowAt(rows, time)
      root.current?.querySelectorAll<HTMLElement>('[data-line]').forEach((element) => {
        const value = row?.[element.dataset['line'] ?? '']
        element.textContent = row === undefined ? '' : `${figure(value)}${value === null ? '' : ` ${unit}`}`
      })
      const clock = root.current?.querySelector('[data-clock]')
      if (clock !== null && clock !== undefined)
        clock.textContent = row === undefined ? '' : `at ${timeText(row.time, zone)}`
    }
    write(useCursor.getState().time)
    return useCursor.subscribe(({ time }) => write(time))
  }, [rows, unit, zone])
  return (
    <ul className="readout figures" ref={root}>
      {lines.map(({ id, label, color, dash }) => (
        <li key={id}>
          <Swatch color={color} dash={dash} />
          <span style={{ color }}>{label}</span>
          <b data-line={id} />
        </li>
      ))}
      {threshold !== undefined && (
        <li>
          <Swatch color="var(--nnad-broken)" dash="6 4" />
          <span style={{ color: 'var(--nnad-broken)' }}>{`threshold ${figure(threshold)}`}</span>
        </li>
      )}
      <li data-clock className="quiet" />
    </ul>
  )
}
