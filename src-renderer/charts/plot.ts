// Geometry that a chart and what lies over it share: where the plot begins and ends, and which time is where.
import type { TimeRange } from '../../src-shared/time.ts'

/** Margins around the plot, px: the axis of values to the left, that of time below. */
export const margin = { left: 58, right: 14, top: 8, bottom: 22 } as const

/** Width of the plot of a chart, px. */
export function plotWidth(width: number): number {
  return Math.max(1, width - margin.left - margin.right)
}

/** Where a time is, px from the chart's left edge. */
export function xOf(time: number, { from, to }: TimeRange, width: number): number {
  return margin.left + ((time - from) / Math.max(1, to - from)) * plotWidth(width)
}

/** The time at a place, px from the chart's left edge; within the range. */
export function timeAt(x: number, { from, to }: TimeRange, width: number): number {
  const share = Math.min(1, Math.max(0, (x - margin.left) / plotWidth(width)))
  return Math.round(from + share * (to - from))
}

/** Shortest stretch that can be zoomed to, ms. */
const shortest = 5000

/**
 * A range zoomed by a factor (below 1: closer) so that a time stays where it is, within `whole`; a time out of sight counts
 * as the nearer edge.
 */
export function zoomed(range: TimeRange, around: number, factor: number, whole: TimeRange): TimeRange {
  const length = Math.min(whole.to - whole.from, Math.max(shortest, (range.to - range.from) * factor))
  const fixed = Math.min(range.to, Math.max(range.from, around))
  const share = (fixed - range.from) / Math.max(1, range.to - range.from)
  const from = Math.round(fixed - share * length)
  return within({ from, to: from + Math.round(length) }, whole)
}

/** A range widened around its middle to the shortest that can be shown, within `whole`. */
export function legible({ from, to }: TimeRange, whole: TimeRange): TimeRange {
  const lack = Math.ceil(Math.max(0, shortest - (to - from)) / 2)
  return within({ from: from - lack, to: to + lack }, whole)
}

/** A range of the same length moved into `whole`, cut where it is longer. */
export function within(range: TimeRange, whole: TimeRange): TimeRange {
  const length = Math.min(range.to - range.from, whole.to - whole.from)
  const from = Math.min(Math.max(range.from, whole.from), whole.to - length)
  return { from, to: from + length }
}

/** A range moved along by so many pixels of a chart, within `whole`. */
export function panned(range: TimeRange, pixels: number, whole: TimeRange, width: number): TimeRange {
  const by = Math.round((pixels / plotWidth(width)) * (range.to - range.from))
  return by === 0 ? range : within({ from: range.from + by, to: range.to + by }, whole)
}

/** Whether two ranges share a moment. */
export function overlaps(left: TimeRange, right: TimeRange): boolean {
  return left.from <= right.to && left.to >= right.from
}
