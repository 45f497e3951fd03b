// Calls of an audit log in a stretch of time, by user and command.
import { z } from 'zod'
import { auditBucketMs } from '../importer/attachments/audit-digest.ts'
import { type AttachmentRow, auditBetween } from '../store/attachments.ts'
import type { ReadableDatabase } from '../store/database.ts'

const Buckets = z.array(
  z.object({
    time: z.number(),
    rows: z.array(
      z.object({
        user: z.string(),
        command: z.string(),
        count: z.number(),
        denied: z.number(),
        paths: z.array(z.tuple([z.string(), z.number()])),
      }),
    ),
    rest: z.number(),
  }),
)
type Bucket = z.infer<typeof Buckets>[number]

/** Calls of one user and command. */
export interface Calls {
  readonly user: string
  readonly command: string
  count: number
  denied: number
  readonly paths: Map<string, number>
}

/** A file's stretch on the wall clock of `from` and `to`. */
export interface AuditFile {
  readonly file: AttachmentRow
  readonly from: number
  readonly to: number
}

/** What is known of some stretch. */
export interface AuditCalls {
  /** By user and command, which no tab is part of. */
  readonly calls: ReadonlyMap<string, Calls>
  /** Seconds of it that the logs cover. */
  readonly seconds: number
}

/** Stretch that is read at a time, ms: days of a busy NameNode would be gigabytes. */
const sliceMs = 3_600_000

/** Buckets of a file, from the first to the last one. */
interface Stretch {
  readonly file: AttachmentRow
  readonly first: number
  readonly last: number
}

/**
 * Adds up the calls of some files; a file may come with several stretches. Times are those of the buckets, 10 s; one at an end counts whole, and so does its length.
 * Of files that cover the same time (an excerpt beside the whole log) the fuller one counts there; at the ends of two files that
 * follow one another (rotated ones) both do.
 */
export function auditCalls(db: ReadableDatabase, files: readonly AuditFile[]): AuditCalls {
  const stretches = files.flatMap(({ file, from, to }): Stretch[] => {
    const first = Math.max(bucketOf(from), bucketOf(file.first ?? Infinity))
    const last = Math.min(bucketOf(to), bucketOf(file.last ?? -Infinity))
    return first <= last ? [{ file, first, last }] : []
  })
  const calls = new Map<string, Calls>()
  const end = Math.max(...stretches.map(({ last }) => last))
  let buckets = 0
  for (let first = Math.min(...stretches.map((one) => one.first)); first <= end; first += sliceMs)
    buckets += addSlice(db, clipped(stretches, first, first + sliceMs - auditBucketMs), calls)
  return { calls, seconds: (buckets * auditBucketMs) / 1000 }
}

function clipped(stretches: readonly Stretch[], from: number, to: number): Stretch[] {
  return stretches
    .map(({ file, first, last }) => ({ file, first: Math.max(first, from), last: Math.min(last, to) }))
    .filter(({ first, last }) => first <= last)
}

/** Adds the calls of some stretches, which are all read at once; tells how many buckets they cover. */
function addSlice(db: ReadableDatabase, stretches: readonly Stretch[], calls: Map<string, Calls>): number {
  const byTime = new Map<number, Map<number, Bucket[]>>()
  const covered = new Set<number>()
  for (const [id, own] of Map.groupBy(stretches, ({ file }) => file.id)) {
    for (const { first, last } of own)
      for (let time = first; time <= last; time += auditBucketMs) covered.add(time)
    const first = Math.min(...own.map((one) => one.first))
    const last = Math.max(...own.map((one) => one.last))
    for (const part of auditBetween(db, id, first, last)) {
      for (const bucket of Buckets.parse(part)) {
        if (!own.some((one) => bucket.time >= one.first && bucket.time <= one.last)) continue
        const here = byTime.get(bucket.time) ?? new Map<number, Bucket[]>()
        byTime.set(bucket.time, here)
        here.set(id, [...(here.get(id) ?? []), bucket])
      }
    }
  }
  const files = stretches.map(({ file }) => file)
  for (const [time, here] of byTime)
    for (const bucket of chosen(time, here, files)) for (const row of bucket.rows) add(calls, row)
  return covered.size
}

const bucketOf = (time: number): number => Math.floor(time / auditBucketMs) * auditBucketMs

const total = (buckets: readonly Bucket[]): number =>
  buckets.reduce((sum, { rows, rest }) => sum + rest + rows.reduce((calls, { count }) => calls + count, 0), 0)

function chosen(
  time: number,
  here: ReadonlyMap<number, Bucket[]>,
  files: readonly AttachmentRow[],
): readonly Bucket[] {
  const isWithin = (id: number): boolean =>
    files.some(
      (file) => file.id === id && time > bucketOf(file.first ?? time) && time < bucketOf(file.last ?? time),
    )
  const all = [...here.entries()]
  const overlaps = all.filter(([id]) => isWithin(id)).length > 1
  if (!overlaps) return all.flatMap(([, buckets]) => buckets)
  return all.map(([, buckets]) => buckets).toSorted((left, right) => total(right) - total(left))[0] ?? []
}

function add(calls: Map<string, Calls>, row: Bucket['rows'][number]): void {
  const key = `${row.user}\t${row.command}`
  const known = calls.get(key) ?? {
    user: row.user,
    command: row.command,
    count: 0,
    denied: 0,
    paths: new Map<string, number>(),
  }
  calls.set(key, known)
  known.count += row.count
  known.denied += row.denied
  for (const [path, count] of row.paths) known.paths.set(path, (known.paths.get(path) ?? 0) + count)
}
