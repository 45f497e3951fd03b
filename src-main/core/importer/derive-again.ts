// Derives samples from the raw documents that are kept: after documents came out of order, and after a killed process.
import { z } from 'zod'
import { type EtlState, derive } from '../etl/derive.ts'
import { type Reading, readingOf } from '../etl/reading.ts'
import type { Sample } from '../etl/sample.ts'
import { addToBuckets, bucketWidths, rebuildBuckets } from '../store/buckets.ts'
import type { ReadableDatabase, WritableDatabase } from '../store/database.ts'
import { type StoredDocument, documentsBetween, timeAhead, timeBack } from '../store/documents.ts'
import { deleteSamples, hasSample, insertSamples } from '../store/samples.ts'
import { firstTimeAfter, latestGroup } from '../store/single-documents.ts'
import { clearDerivedFrom, derivedFrom, markDerivedFrom } from '../store/sources.ts'
import { thinnedTo } from '../store/thinned-samples.ts'
import { isPartlyBack, lastWithoutDocument, timesWithDocument } from '../store/underived.ts'
import { storedJmx } from './stored-jmx.ts'

/** Documents read before a point so that repeats and counters there have something to be compared with. */
export const lookBack = 256
/** Samples per transaction. */
const batch = 500
const always = Number.MAX_SAFE_INTEGER

const readingOfStored = (document: StoredDocument): Reading => readingOf(storedJmx(document), document.time)

/**
 * The ETL's state after the last documents before a time (epoch ms, excluded), `count` of them at most, that no removed ones part
 * from it.
 */
export function stateBefore(
  db: ReadableDatabase,
  nodeId: number,
  time: number,
  count = lookBack,
): EtlState | undefined {
  const first = timeBack(db, nodeId, time, count)
  const removed = lastWithoutDocument(db, nodeId, first, time - 1) ?? first - 1
  let state: EtlState | undefined
  for (const document of documentsBetween(db, nodeId, removed + 1, time - 1)) {
    state = derive(state, readingOfStored(document)).state
  }
  return state
}

/** What of a node's past must stay as it is, because documents that it was derived from are gone. */
interface Past {
  /** Whether removed documents lie between two times: nothing can be reckoned from one to the other. */
  isParted(before: number, after: number): boolean
  /** Whether the sample of a time was derived while documents before it were there that are gone now. */
  isSettled(time: number): boolean
  /** Whether a time is of a thinned minute of which only some documents came back: its mean says more than they do. */
  isThinned(time: number): boolean
}

function thinnedMinutes(db: ReadableDatabase, nodeId: number): Past['isThinned'] {
  const limit = thinnedTo(db, nodeId)
  const minute = bucketWidths[0]
  const known = new Map<number, boolean>()
  return (time) => {
    if (limit === undefined || time >= limit) return false
    const start = Math.floor(time / minute) * minute
    const isThinned = known.get(start) ?? isPartlyBack(db, nodeId, start, start + minute - 1)
    known.set(start, isThinned)
    return isThinned
  }
}

function pastOf(db: ReadableDatabase, nodeId: number, from: number): Past {
  const removed = lastWithoutDocument(db, nodeId, timeBack(db, nodeId, from, lookBack), always)
  const isThinned = thinnedMinutes(db, nodeId)
  if (removed === undefined) return { isParted: () => false, isSettled: () => false, isThinned }
  const settledTo = timeAhead(db, nodeId, removed, lookBack)
  return {
    isThinned,
    isParted: (before, after) =>
      before < removed && lastWithoutDocument(db, nodeId, before + 1, after - 1) !== undefined,
    isSettled: (time) => time > removed && time <= settledTo,
  }
}

/** The hours that times lie in as stretches, each from its first hour's start to its last one's end. */
function hoursOf(times: readonly number[]): readonly { readonly from: number; readonly to: number }[] {
  const hour = bucketWidths[2]
  const stretches: { from: number; to: number }[] = []
  for (const time of times) {
    const start = Math.floor(time / hour) * hour
    const last = stretches.at(-1)
    if (last !== undefined && start <= last.to + 1) last.to = start + hour - 1
    else stretches.push({ from: start, to: start + hour - 1 })
  }
  return stretches
}

/**
 * Derives a node's samples anew from where that was marked to be needed; those whose documents are gone stay. Each
 * transaction moves the mark on, so a killed process goes on where it was; what is stored meanwhile stays marked. Returns how many
 * samples there are more than before.
 */
export function deriveAgain(db: WritableDatabase, nodeId: number): number {
  const from = derivedFrom(db, nodeId)
  if (from === undefined) return 0
  const seenGroup = latestGroup(db)
  const before = countFrom(db, nodeId, from)
  const past = pastOf(db, nodeId, from)
  let state = stateBefore(db, nodeId, from)
  let samples: Sample[] = []
  const write = (next: number | undefined): void => {
    db.transaction(() => {
      insertSamples(db, nodeId, samples)
      addToBuckets(db, nodeId, samples)
      clearDerivedFrom(db, nodeId)
      if (next !== undefined) markDerivedFrom(db, nodeId, next)
      // A watch stores on meanwhile, and would lose its rows if it died before it looked again.
      const unseen = firstTimeAfter(db, nodeId, seenGroup)
      if (unseen !== undefined) markDerivedFrom(db, nodeId, unseen)
    })
    samples = []
  }
  db.transaction(() => {
    const stale = timesWithDocument(db, nodeId, from).filter(
      (time) => !past.isSettled(time) && !past.isThinned(time),
    )
    deleteSamples(db, nodeId, stale)
    for (const hours of hoursOf(stale)) rebuildBuckets(db, nodeId, hours.from, hours.to)
  })
  let last = from
  for (const document of documentsBetween(db, nodeId, from, always)) {
    const { time } = document
    if (past.isParted(last, time)) state = undefined
    last = time
    const step = derive(state, readingOfStored(document))
    state = step.state
    const isKept = past.isThinned(time) || (past.isSettled(time) && hasSample(db, nodeId, time))
    if (step.sample !== undefined && !isKept) samples.push(step.sample)
    if (samples.length >= batch) write(time + 1)
  }
  write(undefined)
  return countFrom(db, nodeId, from) - before
}

function countFrom(db: ReadableDatabase, nodeId: number, from: number): number {
  return z
    .object({ count: z.number() })
    .parse(db.get('SELECT count(*) AS count FROM samples WHERE node_id = ? AND time >= ?', nodeId, from))
    .count
}
