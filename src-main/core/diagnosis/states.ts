// Stretches in which the NameNode was not in its usual service: restarts, safe mode, standby and their kin.
import type { StateNote } from '../../../src-shared/contract/analysis.ts'
import type { DocumentWitness } from './witness.ts'

/** A node's rows without their values, each [rows], in the order of time. */
export interface StateRows {
  /** Epoch ms. */
  readonly times: Float64Array
  /** `restart`, `ha-change` and others; null where a row goes on from the one before. */
  readonly breaks: readonly (string | null)[]
  readonly haStates: readonly string[]
  readonly safeModes: readonly boolean[]
}

/**
 * How long a NameNode runs slower after its start, ms. HotSpot compiles for good what was called 10,000 times; day by
 * day that takes minutes, and caches of groups (300 s) and of edits fill as slowly.
 */
const warmingMs = 300_000

interface Moment {
  readonly time: number
  readonly haState: string
  readonly safeMode: boolean
  readonly isFresh: boolean
}

/** Rows and documents as one list: a NameNode that starts has documents before it has rows. */
function momentsOf(rows: StateRows, documents: readonly DocumentWitness[]): readonly Moment[] {
  const ofRows = Array.from(rows.times, (time, row) => ({
    time,
    haState: rows.haStates[row] ?? 'unknown',
    safeMode: rows.safeModes[row] ?? false,
    isFresh: false,
  }))
  const ofDocuments = documents.map(({ time, haState, safeModeText, hasOperations }) => {
    const safeMode = safeModeText !== ''
    return { time, haState, safeMode, isFresh: !hasOperations && !safeMode && haState === 'active' }
  })
  const told = new Set(documents.map(({ time }) => time))
  return [...ofRows.filter(({ time }) => !told.has(time)), ...ofDocuments].toSorted(
    (one, other) => one.time - other.time,
  )
}

/** Runs of neighbours that a test holds for, from the first to the last of each. */
function runsOf(
  moments: readonly Moment[],
  isIn: (moment: Moment) => boolean,
): readonly { readonly from: number; readonly to: number }[] {
  const starts = moments.flatMap((moment, index) => {
    const before = moments[index - 1]
    return isIn(moment) && (before === undefined || !isIn(before)) ? [index] : []
  })
  return starts.map((start) => {
    const next = moments.findIndex((moment, index) => index > start && !isIn(moment))
    const last = next < 0 ? moments.length - 1 : next - 1
    return { from: moments[start]?.time ?? Number.NaN, to: moments[last]?.time ?? Number.NaN }
  })
}

/** Fresh is told by documents alone: rows between two fresh ones do not part them. */
function freshNotes(moments: readonly Moment[], documents: readonly DocumentWitness[]): StateNote[] {
  const times = new Set(documents.map(({ time }) => time))
  const told = moments.filter(({ time }) => times.has(time))
  return runsOf(told, ({ isFresh }) => isFresh).map((run) => ({
    kind: 'fresh',
    ...run,
    text: 'No client had called the NameNode since its start: no operation has figures yet.',
  }))
}

function safeModeNotes(moments: readonly Moment[], documents: readonly DocumentWitness[]): StateNote[] {
  return runsOf(moments, ({ safeMode }) => safeMode).map((run) => {
    const told = documents.find(
      ({ time, safeModeText }) => time >= run.from && time <= run.to && safeModeText !== '',
    )
    const words = told?.safeModeText.replaceAll(/\s+/g, ' ').trim()
    return { kind: 'safe-mode', ...run, text: words ?? 'Safe mode was on.' }
  })
}

const roles = {
  standby: 'The NameNode was the standby: it serves no clients, its figures say nothing of the active one.',
  observer: 'The NameNode was an observer: it serves reads only.',
} as const

function roleNotes(moments: readonly Moment[]): StateNote[] {
  return (['standby', 'observer'] as const).flatMap((kind) =>
    runsOf(moments, ({ haState }) => haState === kind).map((run) => ({ kind, ...run, text: roles[kind] })),
  )
}

/** Breaks of the rows: from the last row before to the first one after. */
function breakNotes({ times, breaks, haStates }: StateRows): StateNote[] {
  return breaks.flatMap((found, row): StateNote[] => {
    const to = times[row] ?? Number.NaN
    const from = times[row - 1] ?? to
    if (found === 'restart')
      return [{ kind: 'restart', from, to, text: 'The NameNode restarted: its counters began anew.' }]
    if (found !== 'ha-change') return []
    const [before, now] = [haStates[row - 1] ?? 'unknown', haStates[row] ?? 'unknown']
    return [{ kind: 'failover', from, to, text: `The NameNode went from ${before} to ${now}.` }]
  })
}

/** The minutes after each start, and after the safe mode that came with it, as far as there are rows. */
function warmingNotes(moments: readonly Moment[], documents: readonly DocumentWitness[]): StateNote[] {
  const starts = new Set(documents.flatMap(({ startedAt }) => startedAt ?? []))
  return [...starts].flatMap((started): StateNote[] => {
    const warm = moments.filter(
      ({ time, safeMode, haState, isFresh }) =>
        time >= started && time <= started + warmingMs && !safeMode && !isFresh && haState === 'active',
    )
    const [first, last] = [warm[0], warm.at(-1)]
    if (first === undefined || last === undefined) return []
    const text =
      'The NameNode had started minutes before: cold caches and code not yet compiled make calls slow.'
    return [{ kind: 'warming-up', from: first.time, to: last.time, text }]
  })
}

/**
 * What is to be said of a window's rows and of some documents of it (the first, the last and those after breaks, at
 * least), in the order of time. Empty where the NameNode was active and well all the time.
 */
export function statesOf(rows: StateRows, documents: readonly DocumentWitness[]): StateNote[] {
  const moments = momentsOf(rows, documents)
  return [
    ...breakNotes(rows),
    ...freshNotes(moments, documents),
    ...safeModeNotes(moments, documents),
    ...roleNotes(moments),
    ...warmingNotes(moments, documents),
  ].toSorted((one, other) => one.from - other.from)
}
