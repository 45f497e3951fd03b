// Breaks of a history as marks on the strip: those too close to be told apart are one mark. Pure.
import type { History } from '../../../src-shared/contract/samples.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { Band } from '../../charts/bands.tsx'
import { overlaps, xOf } from '../../charts/plot.ts'

type Event = History['events'][number]

/** A break, or several that stand within a few pixels. */
export interface EventMark {
  /** px from the chart's left edge. */
  readonly x: number
  /** In the order of time. */
  readonly events: readonly Event[]
}

/** Marks closer than this are drawn as one, px. */
const leastApart = 16

/** Restarts and changes within a range; gaps are stretches, not marks. */
export function eventMarks(events: readonly Event[], range: TimeRange, width: number): EventMark[] {
  const marks: EventMark[] = []
  for (const event of events) {
    if (event.kind === 'gap' || event.to < range.from || event.to > range.to) continue
    const x = xOf(event.to, range, width)
    const last = marks.at(-1)
    if (last === undefined || x - last.x >= leastApart) marks.push({ x, events: [event] })
    else marks[marks.length - 1] = { x: last.x, events: [...last.events, event] }
  }
  return marks
}

/** Gaps within a range as bands; those less than `leastMs` apart, or shorter, are widened to it and joined. */
export function gapBands(events: readonly Event[], range: TimeRange, leastMs: number): Band[] {
  const bands: Band[] = []
  for (const { kind, from, to } of events) {
    if (kind !== 'gap' || !overlaps({ from, to }, range)) continue
    const end = Math.max(to, from + leastMs)
    const last = bands.at(-1)
    if (last !== undefined && from - last.to < leastMs)
      bands[bands.length - 1] = { ...last, to: Math.max(last.to, end) }
    else bands.push({ from, to: end, kind: 'gap', label: 'no data' })
  }
  return bands
}

const names: Readonly<Record<Event['kind'], readonly [one: string, many: string]>> = {
  gap: ['gap', 'gaps'],
  restart: ['restart', 'restarts'],
  'ha-change': ['HA change', 'HA changes'],
  'version-change': ['version change', 'version changes'],
}

/** What a mark is: `Restart`, `2 restarts, 1 HA change`. */
export function markText(events: readonly Event[]): string {
  const counts = Map.groupBy(events, ({ kind }) => kind)
  const [only] = events
  if (only !== undefined && events.length === 1) {
    const [one] = names[only.kind]
    return `${one.charAt(0).toUpperCase()}${one.slice(1)}`
  }
  return [...counts]
    .map(([kind, { length }]) => `${String(length)} ${names[kind][length === 1 ? 0 : 1]}`)
    .join(', ')
}

const letters: Readonly<Record<Event['kind'], string>> = {
  gap: 'G',
  restart: 'R',
  'ha-change': 'H',
  'version-change': 'V',
}

/** What stands on a mark: the letter of its kind, or how many there are. */
export function markSign(events: readonly Event[]): string {
  const [only] = events
  return only !== undefined && events.length === 1 ? letters[only.kind] : String(events.length)
}
