// Derives samples from the raw documents that are kept: after documents came out of order, and after a killed process.
import { z } from 'zod'
import { type EtlState, derive } from '../etl/derive.ts'
import { type Reading, readingOf } from '../etl/reading.ts'
import type { Sample } from '../etl/sample.ts'
import { addToBuckets, rebuildBuckets } from '../store/buckets.ts'
import type { ReadableDatabase, WritableDatabase } from '../store/database.ts'
import { type StoredDocument, documentsBetween, timeBack } from '../store/documents.ts'
import { deleteSamplesFrom, insertSamples } from '../store/samples.ts'
import { clearDerivedFrom, derivedFrom, markDerivedFrom } from '../store/sources.ts'
import { storedJmx } from './stored-jmx.ts'

/** Documents read before a point so that repeats and counters there have something to be compared with. */
const lookBack = 256
/** Samples per transaction. */
const batch = 500

const readingOfStored = (document: StoredDocument): Reading => readingOf(storedJmx(document), document.time)

/** The ETL's state after the last documents before a time (epoch ms, excluded). */
export function stateBefore(db: ReadableDatabase, nodeId: number, time: number): EtlState | undefined {
  let state: EtlState | undefined
  for (const document of documentsBetween(db, nodeId, timeBack(db, nodeId, time, lookBack), time - 1)) {
    state = derive(state, readingOfStored(document)).state
  }
  return state
}

/**
 * Derives a node's samples anew from where that was marked to be needed. Each transaction moves the mark on, so a
 * killed process goes on where it was. Returns how many samples there are more than before.
 */
export function deriveAgain(db: WritableDatabase, nodeId: number): number {
  const from = derivedFrom(db, nodeId)
  if (from === undefined) return 0
  const before = countFrom(db, nodeId, from)
  let state = stateBefore(db, nodeId, from)
  let samples: Sample[] = []
  const write = (next: number | undefined): void => {
    db.transaction(() => {
      insertSamples(db, nodeId, samples)
      addToBuckets(db, nodeId, samples)
      clearDerivedFrom(db, nodeId)
      if (next !== undefined) markDerivedFrom(db, nodeId, next)
    })
    samples = []
  }
  db.transaction(() => {
    const last = z
      .object({ last: z.number().nullable() })
      .parse(db.get('SELECT max(time) AS last FROM samples WHERE node_id = ?', nodeId)).last
    deleteSamplesFrom(db, nodeId, from)
    rebuildBuckets(db, nodeId, from, last ?? from)
  })
  for (const document of documentsBetween(db, nodeId, from, Number.MAX_SAFE_INTEGER)) {
    const step = derive(state, readingOfStored(document))
    state = step.state
    if (step.sample !== undefined) samples.push(step.sample)
    if (samples.length >= batch) write(document.time + 1)
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
