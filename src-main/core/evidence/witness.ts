// Reads the raw documents around an incident and in a baseline for what causes need beyond the columns.
import type { StateNote } from '../../../src-shared/contract/analysis.ts'
import { median } from '../../../src-shared/statistics.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { callRates, nearMs } from '../diagnosis/call-rates.ts'
import { statesOf } from '../diagnosis/states.ts'
import { exceptionRates } from '../diagnosis/users.ts'
import type { BaselineWitness, DocumentWitness } from '../diagnosis/witness.ts'
import { storedJmx } from '../importer/stored-jmx.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { documentsBetween, nextDocumentTime, timeBack } from '../store/documents.ts'
import { readStates } from '../store/timeline.ts'
import { witnessOf } from './witness-document.ts'

/** Documents looked at in a stretch: a few ms each. */
const documentsEach = 20
/** Distance of two documents whose difference is a rate: half of what counts calls nearly whole, for slower polls. */
const stepMs = nearMs / 2
/** How far back before an incident a checkpoint or another change of state may belong to it, ms. */
const shortlyBefore = 60_000
/** Documents looked at in that time. */
const documentsBefore = 4
/** Users and commands that a model keeps: some 40 kB of JSON at most. */
const keptUsers = 400

const evenly = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) =>
    Math.floor(from + ((to - from) * index) / Math.max(1, count - 1)),
  )

/** Where to look in a stretch: evenly in a short one, at evenly spaced pairs of near documents in a long one. */
function wantedTimes(from: number, to: number, count: number): number[] {
  if (to - from <= count * stepMs) return evenly(from, to, count)
  return evenly(from, to - stepMs, Math.max(1, count >> 1)).flatMap((time) => [time, time + stepMs])
}

function documentsAt(
  db: ReadableDatabase,
  nodeId: number,
  wanted: readonly number[],
  to: number,
): DocumentWitness[] {
  const times = new Set(wanted.flatMap((time) => nextDocumentTime(db, nodeId, time, to) ?? []))
  return [...times]
    .toSorted((one, other) => one - other)
    .flatMap((time) =>
      [...documentsBetween(db, nodeId, time, time)].map((document) => witnessOf(storedJmx(document), time)),
    )
}

/** At most 20 documents of a range (epoch ms, both ends included), its last one among them, in the order of time. */
export function witnessesBetween(
  db: ReadableDatabase,
  nodeId: number,
  { from, to }: TimeRange,
): readonly DocumentWitness[] {
  const last = Math.max(from, timeBack(db, nodeId, to + 1, 1))
  return documentsAt(db, nodeId, wantedTimes(from, last, documentsEach), to)
}

/**
 * The documents of an incident (epoch ms), at most 20, and a few of the minute before it, in the order of time. Takes
 * about 0.1 s. Throws BROKEN where the database is damaged.
 */
export function incidentWitness(
  db: ReadableDatabase,
  nodeId: number,
  { from, to }: TimeRange,
): readonly DocumentWitness[] {
  const before = evenly(from - shortlyBefore, from, documentsBefore).slice(0, -1)
  // The last one before it is what the first step into the incident is counted from.
  const last = timeBack(db, nodeId, from, 1)
  return [
    ...documentsAt(db, nodeId, [...before, last], from - 1),
    ...witnessesBetween(db, nodeId, { from, to }),
  ]
}

/** Documents after breaks that are looked at in a window: more restarts than these need no words each. */
const breaksEach = 20

/** What a window's NameNode was in, beside its usual service (epoch ms). Throws BROKEN where the database is damaged. */
export function windowStates(
  db: ReadableDatabase,
  nodeId: number,
  { from, to }: TimeRange,
): readonly StateNote[] {
  const rows = readStates(db, nodeId, from, to)
  const changes = rows.breaks.flatMap((found, row) => (found === null ? [] : (rows.times[row] ?? [])))
  const safe = rows.safeModes.flatMap((isOn, row) =>
    isOn && rows.safeModes[row - 1] !== true ? (rows.times[row] ?? []) : [],
  )
  const last = Math.max(from, timeBack(db, nodeId, to + 1, 1))
  const wanted = [...evenly(from, last, documentsEach), ...[...changes, ...safe].slice(0, breaksEach)]
  return statesOf(rows, documentsAt(db, nodeId, wanted, to))
}

/** Documents of one process within one range: what may be differenced. */
type Run = readonly DocumentWitness[]

function runsOf(documents: readonly DocumentWitness[]): Run[] {
  const starts = documents.flatMap(({ startedAt }, index) =>
    index === 0 || startedAt !== documents[index - 1]?.startedAt ? [index] : [],
  )
  return starts.map((start, index) => documents.slice(start, starts[index + 1]))
}

function usualUsers(runs: readonly Run[]): Pick<BaselineWitness, 'hasUsers' | 'users' | 'unlisted'> {
  const parts = runs.flatMap((run) => callRates(run) ?? [])
  const seconds = parts.reduce((sum, part) => sum + part.seconds, 0)
  const users = new Map<string, BaselineWitness['users'][number]>()
  const unlisted: Record<string, number> = {}
  for (const part of parts) {
    for (const { user, operation, perSecond, highest } of part.rates) {
      const before = users.get(`${operation}\n${user}`)
      users.set(`${operation}\n${user}`, {
        user,
        operation,
        perSecond: (before?.perSecond ?? 0) + (perSecond * part.seconds) / seconds,
        highest: Math.max(before?.highest ?? 0, highest),
      })
    }
    for (const [operation, rate] of Object.entries(part.unlisted))
      unlisted[operation] = Math.max(unlisted[operation] ?? 0, rate)
  }
  const sorted = [...users.values()].toSorted((one, other) => other.highest - one.highest)
  // Beyond the largest, users count as not listed: each made no more than the largest of those left out.
  for (const { operation, highest } of sorted.slice(keptUsers))
    unlisted[operation] = Math.max(unlisted[operation] ?? 0, highest)
  return { hasUsers: parts.length > 0, users: sorted.slice(0, keptUsers), unlisted }
}

function usualExceptions(runs: readonly Run[]): BaselineWitness['exceptions'] {
  const secondsOf = (run: Run): number => ((run.at(-1)?.time ?? 0) - (run[0]?.time ?? 0)) / 1000
  const seconds = runs.reduce((sum, run) => sum + secondsOf(run), 0)
  const counts = new Map<string, number>()
  for (const run of runs)
    for (const [name, perSecond] of exceptionRates(run))
      counts.set(name, (counts.get(name) ?? 0) + perSecond * secondsOf(run))
  return [...counts].flatMap(([name, count]) => (count > 0 ? [{ name, perSecond: count / seconds }] : []))
}

function usualConnections(documents: readonly DocumentWitness[]): BaselineWitness['connections'] {
  const users = new Set(documents.flatMap(({ connections }) => Object.keys(connections)))
  return [...users]
    .map((user) => ({ user, usual: median(documents.map(({ connections }) => connections[user] ?? 0)) }))
    .filter(({ usual }) => usual > 0)
}

/**
 * Who called how often in a baseline, of some 20 documents spread over its ranges: kept in a model
 * (`baselineWitnessSchema`). `documents` is 0 where there are none. Throws BROKEN where the database is damaged.
 */
export function baselineWitness(
  db: ReadableDatabase,
  nodeId: number,
  ranges: readonly TimeRange[],
): BaselineWitness {
  const length = ranges.reduce((sum, { from, to }) => sum + to - from, 0)
  const found = ranges.map(({ from, to }) => {
    const count = Math.max(2, Math.round((documentsEach * (to - from)) / length))
    return documentsAt(db, nodeId, wantedTimes(from, to, Math.min(count, documentsEach)), to)
  })
  const runs = found.flatMap(runsOf)
  const documents = found.flat()
  return {
    documents: documents.length,
    ...usualUsers(runs),
    exceptions: usualExceptions(runs),
    connections: usualConnections(documents),
  }
}
