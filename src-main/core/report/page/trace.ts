// Values over time as the path of a line: reduced to what a chart can show, broken where there is nothing.
import { quantile } from '../../../../src-shared/statistics.ts'
import type { TimeRange } from '../../../../src-shared/time.ts'
import type { Scale } from './scale.ts'

/** Lowest and highest value at a time (epoch ms) or from it on; null where there is none. */
export interface TracePoint {
  readonly time: number
  readonly low: number | null
  readonly high: number | null
}

const lesser = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? (left ?? right) : Math.min(left, right)
const greater = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? (left ?? right) : Math.max(left, right)

/** At most `columns` points by lowest and highest value of each stretch, so that no peak is lost. */
export function reduced(
  points: readonly TracePoint[],
  range: TimeRange,
  columns: number,
): readonly TracePoint[] {
  if (points.length <= columns) return points
  const width = Math.max(1, (range.to - range.from + 1) / columns)
  const stretches = new Map<number, TracePoint>()
  for (const { time, low, high } of points) {
    const column = Math.min(columns - 1, Math.max(0, Math.floor((time - range.from) / width)))
    const before = stretches.get(column)
    stretches.set(column, {
      time: before?.time ?? time,
      low: lesser(before?.low ?? null, low),
      high: greater(before?.high ?? null, high),
    })
  }
  return [...stretches.values()]
}

/** A step between points so much longer than usual is a gap. */
const gapFactor = 3

/** The time between neighbours beyond which nothing was recorded in between, ms. */
function longestStep(points: readonly TracePoint[]): number {
  const steps = points.slice(1).map(({ time }, index) => time - (points[index]?.time ?? time))
  if (steps.length === 0) return Infinity
  return gapFactor * quantile(Float64Array.from(steps).sort(), 0.5)
}

const place = (value: number): string => String(Math.round(value * 10) / 10)

/** The path of a line through points in the order of time: a lone value is a dot, a stretch an upright stroke. */
export function tracePath(points: readonly TracePoint[], x: Scale, y: Scale): string {
  const longest = longestStep(points)
  const parts: string[] = []
  let before: { time: number; value: number } | undefined
  for (const { time, low, high } of points) {
    if (low === null || high === null) {
      before = undefined
      continue
    }
    const isOn = before !== undefined && time - before.time <= longest
    // From the nearer end to the farther one, so that the line does not run back and forth.
    const value = before?.value ?? low
    const [first, last] = Math.abs(value - low) <= Math.abs(value - high) ? [low, high] : [high, low]
    parts.push(`${isOn ? 'L' : 'M'}${place(x(time))} ${place(y(first))}`)
    if (first !== last) parts.push(`V${place(y(last))}`)
    else if (!isOn) parts.push('h0')
    before = { time, value: last }
  }
  return parts.join('')
}
