// Stretches of a history that offer themselves as baseline or as suspect window. Pure.
import type { History, Suggestion } from '../../../src-shared/contract/samples.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import { quantile } from '../../../src-shared/statistics.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { type BinSpan, type Bins, binsOutside, rangeOf, unbrokenSpans } from './bins.ts'
import { outstandingTexts, valueText } from './figures.ts'
import { calmestStretch, unusualStretches } from './stretches.ts'
import { type Unusualness, outstandingIn, presentValues, unusualnessOf } from './unusualness.ts'

const minute = 60_000

/** How long a stretch is: a part of the history, at most so much, ms. */
const quiet = { part: 1 / 3, most: 60 * minute }
const unusual = { part: 1 / 12, most: 10 * minute }
/** Twice the rows of one window at least: repeated polls give no row, and one window says little. */
const windowsNeeded = 2

/** Whole minutes, or tens of seconds where it is shorter. */
function rounded(ms: number): number {
  const unit = ms < minute ? minute / 6 : minute
  return Math.max(unit, Math.floor(ms / unit) * unit)
}

/** `hour`, `10 minutes`, `40 seconds`. */
function lengthText(ms: number): string {
  if (ms === 60 * minute) return 'hour'
  if (ms === minute) return 'minute'
  return ms < minute ? `${String(ms / 1000)} seconds` : `${String(ms / minute)} minutes`
}

/** The metrics that everybody knows how to read; the reason of a quiet stretch is told with them. */
const telling = ['RpcProcessingTimeAvgTime', 'CallQueueLength']

function quietReason(bins: Bins, span: BinSpan): string {
  const figures = telling.flatMap((id) => {
    const metric = metrics.findIndex((one) => one.id === id)
    const [here, everywhere] = [presentValues(bins, metric, span), presentValues(bins, metric)]
    if (here.length === 0) return []
    const within = valueText(id, quantile(here, 0.95))
    return [`${id} within ${within} (${valueText(id, quantile(everywhere, 0.95))} in the whole history)`]
  })
  const what = 'No gap, restart or role change'
  return figures.length === 0 ? `${what}.` : `${what}; 95 % of the time ${figures.join(', ')}.`
}

/** A span's time within the history: a bucket may reach beyond its ends. */
function clipped(bins: Bins, span: BinSpan, { from, to }: TimeRange): TimeRange {
  const range = rangeOf(bins, span)
  return { from: Math.max(range.from, from), to: Math.min(range.to, to) }
}

interface Measured {
  readonly history: History
  readonly bins: Bins
  readonly unusualness: Unusualness
  /** What a window of the model lasts, ms. */
  readonly windowMs: number
}

/** What is left of spans without the bins within some ranges. */
function outside(bins: Bins, spans: readonly BinSpan[], taken: readonly TimeRange[]): BinSpan[] {
  const isTaken = (bin: number): boolean => {
    const { from, to } = rangeOf(bins, { start: bin, end: bin + 1 })
    return taken.some((range) => from <= range.to && to >= range.from)
  }
  return spans.flatMap(({ start, end }) => {
    const rest: BinSpan[] = []
    let first = start
    for (let bin = start; bin <= end; bin += 1) {
      if (bin < end && !isTaken(bin)) continue
      if (bin > first) rest.push({ start: first, end: bin })
      first = bin + 1
    }
    return rest
  })
}

/** A baseline beside the suspect windows where there is room, so that both can be taken as they are. */
function quietest(
  { history, bins, unusualness, windowMs }: Measured,
  extent: TimeRange,
  suspects: readonly TimeRange[],
): Suggestion[] {
  const unbroken = unbrokenSpans(bins, history.events)
  const beside = outside(bins, unbroken, suspects)
  const wanted = Math.max(
    Math.min(quiet.most, (extent.to - extent.from) * quiet.part),
    windowsNeeded * windowMs,
  )
  for (let length = wanted; length >= windowMs; length /= 2) {
    const lengthMs = Math.max(rounded(length), bins.widthMs)
    const calmest = (spans: readonly BinSpan[]) => calmestStretch(bins, unusualness.scores, spans, lengthMs)
    const span = calmest(beside) ?? calmest(unbroken)
    if (span === undefined) continue
    const label = `Quietest ${lengthText(lengthMs)}`
    const range = clipped(bins, span, extent)
    return [{ id: 'quietest', step: 'baseline', label, ...range, reason: quietReason(bins, span) }]
  }
  return []
}

function mostUnusual({ bins, unusualness, windowMs, history }: Measured, extent: TimeRange): Suggestion[] {
  const whole = extent.to - extent.from
  const wanted = Math.max(Math.min(unusual.most, whole * unusual.part), windowsNeeded * windowMs)
  const lengthMs = Math.max(rounded(Math.min(wanted, whole)), bins.widthMs)
  const spacing = bins.widthMs === 0 ? (history.spacingMs ?? lengthMs) : bins.widthMs
  const { stretches, standsOut } = unusualStretches(bins, unusualness.scores, lengthMs, spacing)
  return stretches.flatMap((span, index): Suggestion[] => {
    const leading = outstandingIn(bins, unusualness, span, 2)
    if (leading.length === 0) return []
    const isFirst = index === 0
    const length = lengthText(lengthMs)
    return [
      {
        id: isFirst ? 'most-unusual' : 'second-most-unusual',
        step: 'suspect',
        label: isFirst ? `Most unusual ${length}` : `Second most unusual ${length}`,
        ...clipped(bins, span, extent),
        reason: `${standsOut ? '' : 'Little stands out: '}${outstandingTexts(leading, bins)}.`,
      },
    ]
  })
}

/** The stretches of every other role than the one to look at: active where it ever was, else what it was most. */
function otherRoles(history: History): TimeRange[] {
  const lasting = new Map<string, number>()
  for (const { haState, from, to } of history.roles) {
    lasting.set(haState, (lasting.get(haState) ?? 0) + to - from)
  }
  const longest = [...lasting].toSorted((left, right) => right[1] - left[1])[0]?.[0]
  const role = lasting.has('active') ? 'active' : longest
  return history.roles.filter(({ haState }) => haState !== role)
}

/**
 * The quietest unbroken stretch (a third of the history, at most an hour) and the most unusual ones (a twelfth, at
 * most ten minutes); both long enough for windows of `sequenceLength` rows. Empty where the history is shorter.
 */
export function suggestionsOf(history: History, all: Bins, sequenceLength: number): Suggestion[] {
  const { from, to, spacingMs } = history
  if (from === null || to === null || spacingMs === null) return []
  const windowMs = sequenceLength * spacingMs
  const bins = binsOutside(all, otherRoles(history))
  const measured = { history, bins, unusualness: unusualnessOf(bins), windowMs }
  const suspects = mostUnusual(measured, { from, to })
  return [...quietest(measured, { from, to }, suspects), ...suspects]
}
