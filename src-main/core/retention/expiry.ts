// What is past its time goes, a little at a time: collected documents, rows, messages; older rows become one a minute.
import type { TimeRange } from '../../../src-shared/time.ts'
import { lookBack } from '../importer/derive-again.ts'
import { readRule } from '../store/baseline-rules.ts'
import type { ReadableDatabase, WritableDatabase } from '../store/database.ts'
import { timeBack } from '../store/documents.ts'
import {
  type LiveGroup,
  deleteGroup,
  firstLiveDocument,
  liveGroups,
  liveGroupsBefore,
  reusableBytes,
} from '../store/live-documents.ts'
import { derivedFrom, sourceOfNode } from '../store/sources.ts'
import {
  expireSamples,
  markThinnedTo,
  nextSample,
  readStoredSamples,
  replaceSamples,
  thinnedTo,
} from '../store/thinned-samples.ts'
import { timesWithoutDocument } from '../store/underived.ts'
import { meanOf, runsOf } from './mean-sample.ts'

const minute = 60_000
const hour = 60 * minute
/** Groups of documents and samples removed in one transaction: some milliseconds each, so that collecting is not held up. */
const groupsAtOnce = 20
const samplesAtOnce = 1000

/** Work in parts, between which others may write. */
export type Parts = Generator<undefined, void>

/** From when on a node's documents stay whatever their age: those not yet derived, and what deriving on looks back at. */
function neededFrom(db: ReadableDatabase, nodeId: number): number {
  return timeBack(db, nodeId, derivedFrom(db, nodeId) ?? Number.MAX_SAFE_INTEGER, lookBack)
}

/** Removes collected documents of before a time, whole groups only. */
export function* expireDocuments(db: WritableDatabase, nodeId: number, before: number): Parts {
  yield* removeGroups(db, liveGroupsBefore(db, nodeId, Math.min(before, neededFrom(db, nodeId))))
}

/** Removes groups in the given order, but for those with documents that are still needed. */
function* removeGroups(db: WritableDatabase, groups: readonly LiveGroup[]): Parts {
  for (let at = 0; at < groups.length; at += groupsAtOnce) {
    db.transaction(() => {
      // Asked here: an import may have marked a node meanwhile.
      const needed = new Map<number, number>()
      for (const { id, nodeId, last } of groups.slice(at, at + groupsAtOnce)) {
        const from = needed.get(nodeId) ?? neededFrom(db, nodeId)
        needed.set(nodeId, from)
        if (last < from) deleteGroup(db, id)
      }
    })
    yield
  }
}

/** Removes collected documents, oldest first, until the database has so many bytes to use again, or has none left to remove. */
export function* makeRoom(db: WritableDatabase, bytes: number): Parts {
  const wanted = reusableBytes(db) + bytes
  const removing = removeGroups(db, liveGroups(db))
  while (removing.next().done !== true && reusableBytes(db) < wanted) yield
}

/** Stretches that a source's fixed baseline names: what a person chose to train on stays as it is. */
function sparedRanges(db: ReadableDatabase, nodeId: number): readonly TimeRange[] {
  const rule = readRule(db, sourceOfNode(db, nodeId))
  return rule?.kind === 'fixed' ? rule.ranges : []
}

const liesIn = (ranges: readonly TimeRange[], from: number, to: number): boolean =>
  ranges.some((range) => range.from <= to && from <= range.to)

/** Removes rows of before a time that have no document any more. */
export function* expireRows(db: WritableDatabase, nodeId: number, before: number): Parts {
  const spared = sparedRanges(db, nodeId)
  const last = Math.floor(before / hour) * hour - 1
  let from = 0
  for (;;) {
    const times = timesWithoutDocument(db, nodeId, from, last, samplesAtOnce)
    const end = times.at(-1)
    if (end === undefined) return
    db.transaction(() =>
      expireSamples(
        db,
        nodeId,
        times.filter((time) => !liesIn(spared, time, time)),
      ),
    )
    from = end + 1
    yield
  }
}

/** Makes the rows of each minute of a range one, those of one state and without a break between; the range is of whole minutes. */
function thinBetween(
  db: WritableDatabase,
  nodeId: number,
  range: TimeRange,
  spared: readonly TimeRange[],
): void {
  const minutes = Map.groupBy(readStoredSamples(db, nodeId, range.from, range.to), ({ sample }) =>
    Math.floor(sample.time / minute),
  )
  for (const [start, samples] of minutes) {
    const isSpared = liesIn(spared, start * minute, (start + 1) * minute - 1)
    if (isSpared || samples.some(({ hasDocument }) => hasDocument)) continue
    for (const run of runsOf(samples)) {
      if (run.length === 1) continue
      const times = run.map(({ sample }) => sample.time)
      const merged = run.reduce((count, one) => count + one.merged, 0)
      replaceSamples(db, nodeId, times, meanOf(run), merged)
    }
  }
}

/** Thins rows of before a time, as far as their documents are gone; their extremes are in the buckets of their minutes. */
export function* thinRows(db: WritableDatabase, nodeId: number, before: number): Parts {
  const spared = sparedRanges(db, nodeId)
  const limit = Math.min(before, firstLiveDocument(db, nodeId) ?? before)
  const end = Math.floor(limit / minute) * minute
  let from = nextSample(db, nodeId, thinnedTo(db, nodeId) ?? 0)
  while (from !== undefined && from < end) {
    const start = Math.floor(from / minute) * minute
    const to = Math.min(start + hour, end)
    db.transaction(() => {
      thinBetween(db, nodeId, { from: start, to: to - 1 }, spared)
      markThinnedTo(db, nodeId, to)
    })
    yield
    from = nextSample(db, nodeId, to)
  }
}

/** Forgets messages of before a time that nobody tries to send any more. */
export function expireDeliveries(db: WritableDatabase, before: number): void {
  db.run('DELETE FROM deliveries WHERE created_at < ? AND next_at IS NULL', before)
}
