// What logs and thread dumps say of an incident.
import { z } from 'zod'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { Logs } from '../diagnosis/facts.ts'
import { majorityPath } from '../importer/attachments/majority-path.ts'
import {
  type AttachmentRow,
  type EventRow,
  type Owner,
  attachmentsOf,
  eventsBetween,
  threadDumpsBetween,
} from '../store/attachments.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { type AuditCalls, type AuditFile, type Calls, auditCalls } from './audit-calls.ts'
import { epochWithin, wallOf, wallRange } from './wall.ts'
import { clockZone } from './zones.ts'

/** Commands that are told; the others are a small part of the calls by then. */
const mostCommands = 200
/** Events of each kind that are told. */
const mostEvents = 100

interface Placed {
  readonly file: AttachmentRow
  readonly zone: string
}

/** Files of one kind, each with the zone of its clock. */
function filesOf(db: ReadableDatabase, owner: Owner, kind: string): Placed[] {
  return attachmentsOf(db, owner, kind).map((file) => ({
    file,
    zone: file.zone ?? clockZone(db, owner.source, file.node_id ?? owner.node),
  }))
}

/** Whether files cover a stretch: some of them overlap it. A log that ends before, or begins after, says nothing of it. */
function covers(files: readonly Placed[], range: TimeRange): boolean {
  return files.some(({ file: { first, last }, zone }) => {
    const { from, to } = wallRange(range, zone)
    return first !== null && last !== null && first <= to && last >= from
  })
}

/** Events of some files in epoch ms, longest first; each once, however many files have it. */
function eventsOf(db: ReadableDatabase, files: readonly Placed[], range: TimeRange): EventRow[] {
  const found = files.flatMap(({ file, zone }) => {
    const { from, to } = wallRange(range, zone)
    return eventsBetween(db, file.id, from, to).flatMap((event) => {
      const time = epochWithin(event.time, event.ms, range, zone)
      return time === undefined ? [] : { ...event, time }
    })
  })
  const keyOf = ({ kind, time, ms, who }: EventRow): string => JSON.stringify([kind, time, ms, who])
  const once = new Map(found.map((event) => [keyOf(event), event]))
  return [...once.values()].toSorted((left, right) => right.ms - left.ms)
}

/** A pause that the monitor saw and the GC log has as well is told once, in the GC log's more exact words. */
function pausesOf(monitored: readonly EventRow[], collected: readonly EventRow[]): EventRow[] {
  const isTold = ({ time, ms }: EventRow): boolean =>
    collected.some((gc) => gc.ms >= ms / 2 && gc.time < time + ms && gc.time + gc.ms > time)
  return [...collected, ...monitored.filter((one) => !isTold(one))].toSorted(
    (left, right) => right.ms - left.ms,
  )
}

function auditFiles(files: readonly Placed[], { from, to }: TimeRange): AuditFile[] {
  return files.map(({ file, zone }) => ({ file, from: wallOf(from, zone), to: wallOf(to, zone) }))
}

function pathOf({ paths }: Calls): string | null {
  const folder = majorityPath(paths)
  if (folder !== '/') return folder
  return [...paths].toSorted((left, right) => right[1] - left[1])[0]?.[0] ?? folder
}

function commandsOf(
  db: ReadableDatabase,
  files: readonly Placed[],
  range: TimeRange,
  usual: AuditCalls,
): Logs['commands'] {
  const now = auditCalls(db, auditFiles(files, range))
  return [...now.calls]
    .toSorted(([, left], [, right]) => right.count - left.count)
    .slice(0, mostCommands)
    .map(([key, calls]) => ({
      user: calls.user,
      command: calls.command,
      count: calls.count,
      perSecond: calls.count / now.seconds,
      usualPerSecond: usual.seconds === 0 ? null : (usual.calls.get(key)?.count ?? 0) / usual.seconds,
      denied: calls.denied,
      path: pathOf(calls),
    }))
}

const Handlers = z.array(z.tuple([z.string(), z.number()]))

function handlersOf(db: ReadableDatabase, files: readonly Placed[], range: TimeRange): Logs['handlers'] {
  const threads = new Map<string, number>()
  for (const { file, zone } of files) {
    const { from, to } = wallRange(range, zone)
    for (const { time, handlers } of threadDumpsBetween(db, file.id, from, to)) {
      if (epochWithin(time, 0, range, zone) === undefined) continue
      for (const [doing, count] of Handlers.parse(handlers))
        threads.set(doing, (threads.get(doing) ?? 0) + count)
    }
  }
  const of = [...threads.values()].reduce((sum, count) => sum + count, 0)
  return [...threads]
    .toSorted((left, right) => right[1] - left[1])
    .map(([doing, count]) => ({ doing, threads: count, of }))
}

/** Which logs and thread dumps of a node there are of a stretch of time (epoch ms). */
export function coveringLogs(db: ReadableDatabase, owner: Owner, range: TimeRange): Logs['files'] {
  const isThere = (kind: string): boolean => covers(filesOf(db, owner, kind), range)
  return {
    audit: isThere('audit'),
    namenode: isThere('namenode'),
    gc: isThere('gc'),
    stacks: isThere('stacks'),
  }
}

/** The calls of a node's baseline by its audit logs, for `readLogs`: about a second for each day of a busy one. */
export function usualCalls(db: ReadableDatabase, owner: Owner, baseline: readonly TimeRange[]): AuditCalls {
  const files = filesOf(db, owner, 'audit')
  return auditCalls(
    db,
    baseline.flatMap((one) => auditFiles(files, one)),
  )
}

/**
 * What the logs and thread dumps of a node (and those of no particular node of its source) say of a stretch of time, beside its
 * usual calls. Times are epoch ms, those of events are of their beginning. Calls are counted in steps of 10 s: at the
 * ends of a stretch up to 10 s more; of several dumps the threads add up.
 */
export function readLogs(db: ReadableDatabase, owner: Owner, range: TimeRange, usual: AuditCalls): Logs {
  const [audit, namenode, gc, stacks] = ['audit', 'namenode', 'gc', 'stacks'].map((kind) =>
    filesOf(db, owner, kind),
  ) as [Placed[], Placed[], Placed[], Placed[]]
  const events = eventsOf(db, namenode, range)
  const of = (...kinds: readonly string[]): EventRow[] =>
    events.filter(({ kind }) => kinds.includes(kind)).slice(0, mostEvents)
  return {
    files: coveringLogs(db, owner, range),
    lockHolds: of('read-lock', 'write-lock').map(({ kind, time, ms, who, user, path }) => ({
      time,
      ms,
      mode: kind === 'read-lock' ? ('read' as const) : ('write' as const),
      via: who,
      ...(user === null ? {} : { user }),
      ...(path === null ? {} : { path }),
    })),
    pauses: pausesOf(of('pause'), eventsOf(db, gc, range).slice(0, mostEvents)).map(({ time, ms, who }) => ({
      time,
      ms,
      collector: who === '' ? null : who,
    })),
    groupLookups: of('groups').map(({ time, ms, who }) => ({ time, ms, user: who })),
    slowJournals: of('journal').map(({ time, ms, who }) => ({ time, ms, journal: who })),
    commands: commandsOf(db, audit, range, usual),
    handlers: handlersOf(db, stacks, range),
  }
}
