// What drags and keys do to a window on the strip. Pure.
import type { TimeRange } from '../../../src-shared/time.ts'

/** What of a window is held: an edge, or all of it. */
export type Part = 'from' | 'to' | 'body'

/** A window with a part moved by so many ms: inside `whole`, at least `least` long, edges never past each other. */
export function moved(
  { from, to }: TimeRange,
  part: Part,
  by: number,
  whole: TimeRange,
  least: number,
): TimeRange {
  if (part === 'from') return { from: Math.max(whole.from, Math.min(from + by, to - least)), to }
  if (part === 'to') return { from, to: Math.min(whole.to, Math.max(to + by, from + least)) }
  const within = Math.max(whole.from - from, Math.min(by, whole.to - to))
  // A window that reaches beyond both ends has nowhere to go.
  return whole.from - from > whole.to - to ? { from, to } : { from: from + within, to: to + within }
}

/** The window between two moments, in either order, inside `whole` and at least `least` long. */
export function drawn(start: number, end: number, whole: TimeRange, least: number): TimeRange {
  const from = Math.max(whole.from, Math.min(start, end, whole.to - least))
  return { from, to: Math.max(from + least, Math.min(whole.to, Math.max(start, end))) }
}

/** How far an arrow key moves, ms: a hundredth of the view, one row at least; ten times that with Shift. */
export function nudgeMs(view: TimeRange, spacingMs: number, isFar: boolean): number {
  return Math.max(spacingMs, Math.round((view.to - view.from) / 100)) * (isFar ? 10 : 1)
}

/** What a key moves by, ms, as sliders do it; undefined for keys that move nothing. */
export function keyMove(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  view: TimeRange,
  spacingMs: number,
): number | undefined {
  const near = nudgeMs(view, spacingMs, shiftKey)
  const far = nudgeMs(view, spacingMs, true)
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: -near,
    ArrowDown: -near,
    ArrowRight: near,
    ArrowUp: near,
    PageDown: -far,
    PageUp: far,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  }
  return moves[key]
}
