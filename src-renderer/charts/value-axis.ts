// The axis of values: how far it reaches and which round values it names, linear from 0 or logarithmic.
import type { TimeRange } from '../../src-shared/time.ts'
import type { ChartLine } from './chart-lines.ts'
import type { ChartRow } from './chart-rows.ts'

export type ValueScale = 'linear' | 'log'

/** Lowest value above 0 and highest value shown. */
export interface ValueBounds {
  readonly low: number
  readonly high: number
}

export interface ValueAxis {
  readonly domain: readonly [number, number]
  readonly ticks: readonly number[]
}

/** Bounds of some values and of the lines within a range; 0.1 to 1 where there is nothing above 0. */
export function valueBounds(
  rows: readonly ChartRow[],
  lines: readonly Pick<ChartLine, 'id'>[],
  range: TimeRange,
  others: readonly number[] = [],
): ValueBounds {
  let [low, high] = [Infinity, 0]
  const take = (value: number): void => {
    if (value <= 0) return
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  others.forEach(take)
  for (const row of rows) {
    if (row.time < range.from || row.time > range.to) continue
    for (const { id } of lines) take(row[id] ?? 0)
  }
  return high > 0 ? { low, high } : { low: 0.1, high: 1 }
}

/** Room above the highest value, and on a logarithmic axis below the lowest: together a factor of 2, so that a round value fits. */
const room = { linear: 1.08, log: 1.45 } as const

function linearTicks(top: number, most: number): number[] {
  const rough = top / Math.max(1, most)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10) * power
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
  )
}

function logTicks([from, to]: readonly [number, number], most: number): number[] {
  const powers = Array.from(
    { length: Math.ceil(Math.log10(to)) - Math.floor(Math.log10(from)) + 1 },
    (_, index) => Math.floor(Math.log10(from)) + index,
  )
  const within = (parts: readonly number[]): number[] =>
    powers
      .flatMap((power) => parts.map((part) => Number((part * 10 ** power).toPrecision(12))))
      .filter((value) => value >= from && value <= to)
  const decades = within([1])
  const every = Math.ceil(decades.length / Math.max(1, most))
  if (decades.length >= 3) return decades.filter((_, index) => index % every === 0)
  const halves = within([1, 2, 5])
  // A narrow stretch may hold none of these.
  return halves.length >= 2 ? halves : within([1, 2, 3, 4, 5, 6, 7, 8, 9])
}

/** An axis over bounds with about `most` round values. */
export function valueAxis({ low, high }: ValueBounds, scale: ValueScale, most: number): ValueAxis {
  if (scale === 'log') {
    const domain = [low / room.log, high * room.log] as const
    return { domain, ticks: logTicks(domain, most) }
  }
  const top = high * room.linear
  return { domain: [0, top], ticks: linearTicks(top, most) }
}
