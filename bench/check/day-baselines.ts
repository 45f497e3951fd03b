// Baselines cut out of day-a: clean ones, and ones with one of its faults or harmless events in them.
import type { Labels } from '../../src-main/core/fixtures/imported.ts'
import type { TimeRange } from '../../src-shared/time.ts'
import type { KnownBaseline } from './known-baseline.ts'

type Event = Labels['events'][number]

/** Seconds from the recording's start on. */
type Seconds = readonly [from: number, to: number]

/**
 * Slow calls that no label names, seen in RpcProcessingTimeAvgTime and RpcQueueTimeAvgTime. Cuts with them are no clean
 * ones: they have a row of their own.
 */
const slowCalls: Seconds = [232, 272]
/** Nothing was done yet; without the first polls. */
const healthy: Seconds = [5, 1130]
/** The same up to the first fault: the sample's own baseline. The sample is the beginning of day-a. */
const sampleBaseline: Seconds = [0, 1140]
const eventsOfSample = 3
/** Cuts of these lengths from `first` on. */
const cuts = [
  { lengths: [180, 240, 300, 400, 600, 900], first: 5, step: (length: number) => Math.max(80, length / 3) },
  { lengths: [180, 240, 300, 400], first: 5, step: () => 100 },
  { lengths: [240, 300, 600, 1000], first: 10, step: () => 35 },
]
/** Cuts of which every so manieth row is taken. */
const thinCuts: readonly { every: number; cut: Seconds }[] = [
  ...[5, 130, 260].flatMap((from) => [2, 3].map((every) => ({ every, cut: [from, from + 860] as const }))),
  { every: 5, cut: healthy },
]

/** Overlapping cuts of the healthy beginning. */
function healthyCuts(): readonly Seconds[] {
  const found: Seconds[] = []
  for (const { lengths, first, step } of cuts) {
    for (const length of lengths) {
      for (let from = first; from + length <= healthy[1]; from += step(length))
        found.push([from, from + length])
    }
  }
  return [...found, healthy, sampleBaseline]
}

/** Each once, whichever way it was come by. */
function distinct(baselines: readonly KnownBaseline[]): readonly KnownBaseline[] {
  const byKey = new Map(baselines.map((one) => [JSON.stringify([one.ranges, one.every]), one]))
  return [...byKey.values()]
}

/** The baselines of day-a, whose rows last over `span`. */
export function dayBaselines(span: TimeRange, { events }: Labels): readonly KnownBaseline[] {
  const at = ([from, to]: Seconds): TimeRange => ({
    from: span.from + from * 1000,
    to: span.from + to * 1000,
  })
  const secondsOf = (time: number): number => (time - span.from) / 1000
  const last = secondsOf(span.to)
  const spans = events.map((event) => ({ event, from: secondsOf(event.start), to: secondsOf(event.end) }))
  const known = [at(slowCalls), ...events.map(({ start, end }) => ({ from: start, to: end }))]
  const isSlow = ([from, to]: Seconds): boolean => from < slowCalls[1] && to > slowCalls[0]

  const clean = (cut: Seconds, every = 1): KnownBaseline => ({
    ...(isSlow(cut)
      ? { row: 'slow calls (no label)', kind: 'unlabelled', subject: at(slowCalls) }
      : { row: 'clean', kind: 'clean', subject: null }),
    ranges: [at(cut)],
    every,
    known,
  })
  const pieces = (parts: readonly Seconds[]): KnownBaseline => ({
    row: 'clean, pieces between events',
    kind: 'clean',
    subject: null,
    ranges: parts.map(at),
    every: 1,
    known,
  })
  const holding = (event: Event, parts: readonly Seconds[], every = 1): KnownBaseline => ({
    row: event.class === 'fault' ? event.kind : `${event.kind} (${event.class})`,
    kind: event.class,
    subject: { from: event.start, to: event.end },
    ranges: parts.map(at),
    every,
    known,
  })

  const withEvents = spans.flatMap(({ event, from, to }, index) => {
    const before = index === 0 ? 900 : (spans[index - 1]?.to ?? 0) + 5
    const next = spans[index + 1]
    const after = next === undefined ? last : next.from - 5
    const near: Seconds = [Math.max(before, from - 60), Math.min(after, to + 60)]
    const thin = event.class === 'fault' && index > 0 ? [2, 3] : []
    return [
      holding(event, [[before, after]]),
      ...[300, 600, 1000].map((length) => holding(event, [[5, 5 + length], near])),
      holding(event, [
        [305, 705],
        [near[0], from + 30],
      ]),
      ...(index < eventsOfSample ? [holding(event, [sampleBaseline, [from - 40, to + 40]])] : []),
      ...thin.map((every) => {
        const parts: readonly Seconds[] = [
          [5, 905],
          [from - 60, to + 60],
        ]
        return holding(event, parts, every)
      }),
    ]
  })

  const gaps = spans
    .map(({ to }, index): Seconds => [to + 45, (spans[index + 1]?.from ?? last + 3) - 3])
    .filter(([from, to]) => to - from > 40)
  const faults = spans.filter(({ event }) => event.class === 'fault')
  const withoutFaults = faults.map(({ from }, index): Seconds => [
    index === 0 ? 5 : (faults[index - 1]?.to ?? 0) + 15,
    from - 5,
  ])
  return distinct([
    ...healthyCuts().map((cut) => clean(cut)),
    ...thinCuts.map(({ cut, every }) => clean(cut, every)),
    ...gaps.slice(3).map((_, index) => pieces(gaps.slice(index, index + 4))),
    pieces(withoutFaults),
    ...withEvents,
  ])
}
