// Whether a stretch makes a good baseline: what a model would learn as normal there, and should not. Pure.
import type { BaselineVerdict } from '../../../src-shared/contract/models.ts'
import type { History } from '../../../src-shared/contract/samples.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import { type BinSpan, type Bins, rangeOf } from './bins.ts'
import { outstandingTexts } from './figures.ts'
import { spansAbove } from './stretches.ts'
import { outstandingIn, unusualnessOf } from './unusualness.ts'

type Finding = BaselineVerdict['findings'][number]
type EventKind = History['events'][number]['kind']

/** Fewer windows than this make a model that takes chance for law. */
const enoughWindows = 300
/** Findings of one kind that are told one by one. */
const single = 5
/** A mean unusualness (see unusualness.ts) over half a window of rows that a calm stretch of a busy node never had. */
const limit = 4.5

export interface Baseline {
  readonly node: string
  /** Rows and unbroken windows that training would use. */
  readonly rows: number
  readonly windows: number
  readonly sequenceLength: number
  /** The stretch's own. */
  readonly history: History
  /** Of the rows that training would use. */
  readonly bins: Bins
}

function shortFindings({ rows, windows, sequenceLength }: Baseline): Finding[] {
  const nowhere = { kind: 'short', from: null, to: null } as const
  if (windows === 0) {
    const held = rows < sequenceLength ? `it has ${String(rows)}` : `none of its ${String(rows)} rows are`
    const text = `Training needs ${String(sequenceLength)} unbroken rows (5 minutes at 10 s), ${held}: choose a longer stretch.`
    return [{ ...nowhere, level: 'unusable', text }]
  }
  if (windows >= enoughWindows) return []
  const text = `${windows === 1 ? 'One window' : `${String(windows)} windows`} only: 30 to 60 minutes make a much better model.`
  return [{ ...nowhere, level: 'fair', text }]
}

const eventTexts: Record<EventKind, { readonly one: (ms: number) => string; readonly many: string }> = {
  gap: {
    one: (ms) => `No data for ${formatDuration(ms)}: windows do not reach across.`,
    many: 'gaps in the data: windows do not reach across.',
  },
  restart: {
    one: () => 'The NameNode restarted: the minutes after it are not its normal ones.',
    many: 'restarts of the NameNode: the minutes after each are not its normal ones.',
  },
  'ha-change': {
    one: () => 'The HA role changed: only rows of the role that it had longest are learned.',
    many: 'changes of the HA role: only rows of the role that it had longest are learned.',
  },
  'version-change': {
    one: () => 'The Hadoop version changed: what was normal before may not be after.',
    many: 'changes of the Hadoop version: what is normal may differ between them.',
  },
}

function eventFindings({ events }: History): Finding[] {
  const kinds = Object.keys(eventTexts) as EventKind[]
  return kinds.flatMap((kind): Finding[] => {
    const found = events.filter((event) => event.kind === kind)
    const { one, many } = eventTexts[kind]
    if (found.length <= single) {
      return found.map(({ from, to }) => ({ kind, level: 'fair', text: one(to - from), from, to }))
    }
    const [from, to] = [found[0]?.from ?? null, found.at(-1)?.to ?? null]
    return [{ kind, level: 'fair', text: `${String(found.length)} ${many}`, from, to }]
  })
}

/** Bins that half a window of rows fills. */
function halfWindow({ sequenceLength, history, bins }: Baseline): number {
  const rows = sequenceLength / 2
  return Math.ceil(bins.widthMs === 0 ? rows : (rows * (history.spacingMs ?? 0)) / bins.widthMs) || 1
}

function unusualFindings(baseline: Baseline): Finding[] {
  const { bins } = baseline
  const unusualness = unusualnessOf(bins)
  const { scores } = unusualness
  const sumOf = ({ start, end }: BinSpan): number =>
    scores.subarray(start, end).reduce((sum, score) => sum + score, 0)
  const ranked = spansAbove(scores, halfWindow(baseline), limit).toSorted(
    (left, right) => sumOf(right) - sumOf(left),
  )
  const told = ranked
    .slice(0, single)
    .toSorted((left, right) => left.start - right.start)
    .map((span): Finding => {
      const leading = outstandingTexts(outstandingIn(bins, unusualness, span, 2), bins)
      const text = `Unlike the rest of it: ${leading}. A model that learns this takes it for normal.`
      return { kind: 'unusual', level: 'fair', text, ...rangeOf(bins, span) }
    })
  const others = ranked.length - told.length
  if (others === 0) return told
  const text = `${String(others)} more, less unusual stretches.`
  return [...told, { kind: 'unusual', level: 'fair', text, from: null, to: null }]
}

/** What is to be known of a stretch before a model learns it: the worst finding is its level. */
export function verdictOf(baseline: Baseline): BaselineVerdict {
  const { node, rows, windows, sequenceLength, history } = baseline
  const findings = [...shortFindings(baseline), ...eventFindings(history), ...unusualFindings(baseline)]
  const isUnusable = findings.some(({ level }) => level === 'unusable')
  const level = isUnusable ? 'unusable' : findings.length > 0 ? 'fair' : 'good'
  return { node, rows, windows, rowsNeeded: sequenceLength, level, findings }
}
