// The drawing itself (Recharts): lines, threshold, peaks, axes. Renders only when what it shows changes, never on hover.
import { memo, useMemo } from 'react'
import { CartesianGrid, Line, LineChart, ReferenceDot, ReferenceLine, XAxis, YAxis } from 'recharts'
import { figure } from '../../src-shared/figures.ts'
import type { TimeRange } from '../../src-shared/time.ts'
import { type Band, Bands } from './bands.tsx'
import type { ChartLine } from './chart-lines.ts'
import { type ChartRow, rowsIn } from './chart-rows.ts'
import { margin, plotWidth, xOf } from './plot.ts'
import { labelledTicks } from './time-ticks.ts'
import { type ValueBounds, type ValueScale, valueAxis, valueBounds } from './value-axis.ts'

export type { Band } from './bands.tsx'

/** A point that is pointed out. */
export interface Mark {
  readonly time: number
  readonly value: number
  /** Empty: a dot alone. */
  readonly label: string
  readonly color: string
}

interface DrawingProps {
  readonly rows: readonly ChartRow[]
  readonly lines: readonly ChartLine[]
  /** What is shown, epoch ms. */
  readonly range: TimeRange
  /** IANA zone of the axis of time. */
  readonly zone: string
  readonly unit: string
  readonly threshold?: number
  readonly marks?: readonly Mark[]
  /** Linear by default. */
  readonly valueScale?: ValueScale
  /** What the axis of values reaches over; by default what is shown. */
  readonly bounds?: ValueBounds
  /** px. */
  readonly width: number
  readonly height: number
  /** Leaves out the axis of time, where another chart below shows it. */
  readonly hideTime?: boolean
}

export interface TimePlotProps extends DrawingProps {
  readonly bands?: readonly Band[]
}

/** Room between two times, and two values, on the axes, px. */
const tickRoom = { times: 90, values: 40 } as const
const tickStyle = { fontSize: 11, fill: 'var(--nnad-quiet)' }
const noMarks: readonly Mark[] = []
const noBands: readonly Band[] = []

/** A value on the axis; a long unit has no room there, the legend names it. */
function tickText(value: number, unit: string): string {
  return unit === '' || unit.length > 4 ? figure(value) : `${figure(value)}\u00a0${unit}`
}

/** About half of what a character of an axis takes, px. */
const halfCharacter = 3.2

/** Round times whose text has room before the right edge. */
function ticksWithRoom(range: TimeRange, zone: string, width: number) {
  const { times, label } = labelledTicks(
    range,
    zone,
    Math.max(2, Math.floor(plotWidth(width) / tickRoom.times)),
  )
  return {
    label,
    times: times.filter((time) => xOf(time, range, width) + label(time).length * halfCharacter <= width),
  }
}

/** On the side that has more room. */
function markLabel(value: string, color: string, isLate: boolean) {
  const position = isLate ? ('left' as const) : ('right' as const)
  return { value, position, fill: color, fontSize: 11, className: 'plot-label' }
}

const Drawing = memo(function Drawing(props: DrawingProps) {
  const { rows, lines, range, zone, unit, threshold, width, height } = props
  const { hideTime = false, marks = noMarks, valueScale = 'linear', bounds } = props
  const ticks = useMemo(() => ticksWithRoom(range, zone, width), [range, zone, width])
  const shown = useMemo(() => rowsIn(rows, range), [rows, range])
  const axis = useMemo(() => {
    const others = threshold === undefined ? [] : [threshold]
    const most = Math.max(2, Math.min(6, Math.floor(height / tickRoom.values)))
    return valueAxis(bounds ?? valueBounds(shown, lines, range, others), valueScale, most)
  }, [shown, lines, range, threshold, bounds, valueScale, height])
  return (
    <LineChart
      width={width}
      height={height}
      data={shown}
      margin={{ ...margin, left: 0, bottom: hideTime ? 1 : 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--nnad-grid)" />
      <XAxis
        dataKey="time"
        type="number"
        scale="linear"
        domain={[range.from, range.to]}
        allowDataOverflow
        ticks={ticks.times}
        tickFormatter={ticks.label}
        tick={tickStyle}
        tickLine={false}
        stroke="var(--nnad-line)"
        height={margin.bottom}
        hide={hideTime}
        interval={0}
      />
      <YAxis
        width={margin.left}
        scale={valueScale}
        domain={[...axis.domain]}
        ticks={axis.ticks}
        allowDataOverflow
        interval={0}
        tickFormatter={(value: number) => tickText(value, unit)}
        tick={tickStyle}
        tickLine={false}
        axisLine={false}
      />
      {lines.map(({ id, color, dash, dots = false }) => (
        <Line
          key={id}
          dataKey={id}
          stroke={color}
          {...(dash === '' ? {} : { strokeDasharray: dash })}
          strokeWidth={1.5}
          dot={dots && { r: 2.5, fill: color, stroke: 'none' }}
          activeDot={false}
          connectNulls={false}
          isAnimationActive={false}
          type="linear"
        />
      ))}
      {threshold !== undefined && (
        <ReferenceLine y={threshold} stroke="var(--nnad-broken)" strokeDasharray="6 4" strokeWidth={1.5} />
      )}
      {marks.map(({ time, value, label, color }) => (
        <ReferenceDot
          key={`${label}-${String(time)}`}
          x={time}
          y={value}
          r={3.5}
          fill={color}
          stroke="var(--nnad-card)"
          {...(label === '' ? {} : { label: markLabel(label, color, time > (range.from + range.to) / 2) })}
        />
      ))}
    </LineChart>
  )
})

export function TimePlot({ bands = noBands, ...drawing }: TimePlotProps) {
  const { range, width, hideTime = false } = drawing
  return (
    <div className="plot">
      <Bands {...{ bands, range, width, hideTime }} />
      <Drawing {...drawing} />
    </div>
  )
}
