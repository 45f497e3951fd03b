// Stores what a watch brings of one node: each document at once, its sample when the node is processed. A document is on disk
// before it counts, and marks from when on samples are missing: whatever dies meanwhile, the samples can be derived from there.
import { isRepeat } from '../etl/derive.ts'
import type { Reading } from '../etl/reading.ts'
import type { Sample } from '../etl/sample.ts'
import { deriveAgain } from '../importer/derive-again.ts'
import { groupBytes, groupSize } from '../importer/group-texts.ts'
import { SampleChain, storeSamples } from '../importer/sample-chain.ts'
import type { WritableDatabase } from '../store/database.ts'
import { compressGroup, hasDocument, insertGroup } from '../store/documents.ts'
import { lastSampleTime } from '../store/samples.ts'
import {
  type PackedSingles,
  type SingleDocument,
  latestSingles,
  packSingles,
  replaceSingles,
} from '../store/single-documents.ts'
import { clearDerivedFrom, derivedFrom, markDerivedFrom, updateNode } from '../store/sources.ts'

/** Documents read for the ETL's state at a start: enough for every bean to have been new, few enough for a hundred nodes. */
const startLookBack = 16

/** How far a clock may have been set back for its documents to be left out until it is past the latest one again, ms. */
const toleratedBack = 60_000

/** What became of a document: stored; the cache's copy of the one before; taken before the latest one, by a clock set back. */
export type Fate = 'stored' | 'repeat' | 'behind'

export class LiveWriter {
  readonly #db: WritableDatabase
  readonly nodeId: number
  readonly #onGroup: (id: number) => void
  #chain: SampleChain
  /** Samples that are not stored yet. */
  #pending: Sample[] = []
  /** Earliest document since the last processing: what the node must be marked with. */
  #mark: number | undefined
  #lastSample: number | undefined
  #singles: SingleDocument[]
  #said = ''
  /** The latest document came out of order, by a clock set far back: those that follow are kept until it has caught up. */
  #isFarBack = false
  /** Samples are to be derived from documents: some came out of order, or another writer was here. */
  isStale: boolean

  /** `onGroup` is told of each group that this one adds. */
  constructor(db: WritableDatabase, nodeId: number, onGroup: (id: number) => void) {
    this.#db = db
    this.nodeId = nodeId
    this.#onGroup = onGroup
    this.#chain = chainOf(db, nodeId)
    this.#mark = derivedFrom(db, nodeId)
    this.isStale = this.#mark !== undefined
    this.#lastSample = lastSampleTime(db, nodeId)
    this.#singles = latestSingles(db, nodeId)
  }

  /** Takes a document with its reading. Where it throws, nothing has changed. */
  keep(reading: Reading, text: Uint8Array): Fate {
    const { time } = reading
    const back = this.#chain.lastTime - time
    if (back >= 0 && hasDocument(this.#db, this.nodeId, time)) return 'repeat'
    if (back >= 0 && back < toleratedBack && !this.#isFarBack) return 'behind'
    const step = back < 0 ? this.#chain.next(reading) : undefined
    if (step !== undefined && isRepeat(this.#chain.state, step.state, reading)) return 'repeat'
    const group = this.#store(reading, text)
    this.#onGroup(group)
    this.#singles.push({ time, group, length: text.length })
    this.#mark = Math.min(this.#mark ?? time, time)
    this.#isFarBack = step === undefined
    if (step === undefined) this.isStale = true
    else {
      this.#chain.take(step)
      if (step.sample !== undefined) this.#pending.push(step.sample)
    }
    return 'stored'
  }

  #store({ time, identity }: Reading, text: Uint8Array): number {
    const data = compressGroup(text)
    const { version, haState, zone } = identity
    const said = `${version ?? ''} ${haState} ${zone ?? ''}`
    const group = this.#db.transaction(() => {
      const id = insertGroup(this.#db, this.nodeId, data, [{ time, wrapped: false }], [text.length], true)
      if (said !== this.#said) updateNode(this.#db, this.nodeId, identity)
      markDerivedFrom(this.#db, this.nodeId, time)
      return id
    })
    this.#said = said
    return group
  }

  /**
   * Stores pending samples and packs single documents, all or nothing. False where samples must be derived anew instead: call
   * `deriveAgain`. To be called while nobody imports.
   */
  process(): boolean {
    // Short distances between polls, and an import that took long, leave several groups' worth.
    while (!this.isStale) {
      const packed = this.#packed()
      if (this.#mark === undefined && packed === undefined) return true
      this.#write(packed)
    }
    return false
  }

  #write(packed: PackedSingles | undefined): void {
    let group: number | undefined
    this.isStale = !this.#db.transaction(() => {
      if (!this.#isAlone()) return false
      storeSamples(this.#db, this.nodeId, this.#pending)
      clearDerivedFrom(this.#db, this.nodeId)
      if (packed !== undefined) group = replaceSingles(this.#db, this.nodeId, packed)
      return true
    })
    if (this.isStale) return
    this.#lastSample = this.#pending.at(-1)?.time ?? this.#lastSample
    this.#pending = []
    this.#mark = undefined
    if (group !== undefined) this.#onGroup(group)
    if (packed !== undefined) this.#singles.splice(0, packed.documents.length)
  }

  /** Whether mark and samples are what this writer left. */
  #isAlone(): boolean {
    const isMarked = derivedFrom(this.#db, this.nodeId) === this.#mark
    return isMarked && lastSampleTime(this.#db, this.nodeId) === this.#lastSample
  }

  /** The oldest single documents, once they make a whole group. */
  #packed(): PackedSingles | undefined {
    let bytes = 0
    for (const [index, { length }] of this.#singles.entries()) {
      bytes += length
      if (index + 1 < groupSize && bytes < groupBytes) continue
      const run = this.#singles.slice(0, index + 1)
      const packed = packSingles(this.#db, run)
      if (packed.documents.length === run.length) return packed
      // Retention has removed some.
      this.#singles = latestSingles(this.#db, this.nodeId)
      return undefined
    }
    return undefined
  }

  /** Derives samples from the stored documents from the mark on, and goes on after them. To be called while nobody imports. */
  deriveAgain(): void {
    const mark = this.#mark
    if (mark !== undefined) this.#db.transaction(() => markDerivedFrom(this.#db, this.nodeId, mark))
    deriveAgain(this.#db, this.nodeId)
    this.#chain = chainOf(this.#db, this.nodeId)
    this.#pending = []
    this.#mark = undefined
    this.#lastSample = lastSampleTime(this.#db, this.nodeId)
    this.#said = ''
    this.isStale = false
  }
}

/** A few documents do, unless none of them gave a sample. */
function chainOf(db: WritableDatabase, nodeId: number): SampleChain {
  const chain = new SampleChain(db, nodeId, startLookBack)
  const isEnough = chain.state === undefined || !Number.isNaN(chain.state.sampledAt)
  return isEnough ? chain : new SampleChain(db, nodeId)
}
