// Writes the documents of one node: groups them, compresses on the thread pool, stores each group with its samples.
import { type EtlState, derive } from '../etl/derive.ts'
import type { Reading } from '../etl/reading.ts'
import type { Sample } from '../etl/sample.ts'
import { addToBuckets } from '../store/buckets.ts'
import type { WritableDatabase } from '../store/database.ts'
import {
  type StoredDocument,
  compressGroup,
  hasDocument,
  insertGroup,
  lastDocumentTime,
} from '../store/documents.ts'
import { insertSamples } from '../store/samples.ts'
import { markDerivedFrom, updateNode } from '../store/sources.ts'
import { deriveAgain, stateBefore } from './derive-again.ts'

/** Documents per group: enough for neighbours to repeat each other, few enough to open quickly. */
const groupSize = 30
/** A group is closed early past this many bytes. */
const groupBytes = 16 * 2 ** 20
/** Groups that may be compressing while the next is being read. */
const inFlight = 3

interface Group {
  /** Texts alone: parsed documents that wait here would cost the garbage collector more than parsing did. */
  readonly documents: StoredDocument[]
  readonly samples: Sample[]
  bytes: number
  /** Earliest document that came after a later one; samples from there on must be derived anew. */
  outOfOrder: number | undefined
  last: Reading | undefined
}

const newGroup = (): Group => ({
  documents: [],
  samples: [],
  bytes: 0,
  outOfOrder: undefined,
  last: undefined,
})

export class NodeWriter {
  readonly #db: WritableDatabase
  readonly #nodeId: number
  #group = newGroup()
  /** Times in groups that are not written yet. */
  readonly #pending = new Set<number>()
  #state: EtlState | undefined
  #lastTime: number
  readonly #writes: Promise<void>[] = []
  #latestWrite: Promise<void> = Promise.resolve()
  added = 0
  duplicates = 0
  rows = 0

  constructor(db: WritableDatabase, nodeId: number) {
    this.#db = db
    this.#nodeId = nodeId
    const last = lastDocumentTime(db, nodeId)
    this.#lastTime = last ?? Number.NEGATIVE_INFINITY
    if (last !== undefined) this.#state = stateBefore(db, nodeId, last + 1)
  }

  /** Takes one document with its reading; one of the same time is a duplicate and left out. */
  async add(document: StoredDocument, reading: Reading): Promise<void> {
    const { time } = document
    const isKnown =
      time <= this.#lastTime && (this.#pending.has(time) || hasDocument(this.#db, this.#nodeId, time))
    if (isKnown) {
      this.duplicates += 1
      return
    }
    this.added += 1
    this.#pending.add(time)
    this.#group.documents.push(document)
    this.#group.bytes += document.text.length
    if (time > this.#lastTime) this.#derive(reading)
    else this.#group.outOfOrder = Math.min(this.#group.outOfOrder ?? time, time)
    if (this.#group.documents.length >= groupSize || this.#group.bytes >= groupBytes) await this.#close()
  }

  #derive(reading: Reading): void {
    this.#lastTime = reading.time
    const { state, sample } = derive(this.#state, reading)
    this.#state = state
    this.#group.last = reading
    if (sample === undefined) return
    this.#group.samples.push(sample)
    this.rows += 1
  }

  /** Starts compressing and writing the group; waits while too many are under way. */
  async #close(): Promise<void> {
    const group = this.#group
    this.#group = newGroup()
    if (group.documents.length === 0) return
    const compressed = compressGroup(group.documents.map((document) => document.text))
    // Written in the order of arrival, so that a killed process leaves a beginning, not holes.
    this.#latestWrite = Promise.all([compressed, this.#latestWrite]).then(([data]) =>
      this.#write(group, data),
    )
    this.#writes.push(this.#latestWrite)
    // A failure is thrown by the await below or by finish; until then it must not count as unhandled.
    this.#latestWrite.catch(() => undefined)
    if (this.#writes.length > inFlight) await this.#writes.shift()
  }

  #write(group: Group, data: Buffer): void {
    const { documents, samples, outOfOrder, last } = group
    this.#db.transaction(() => {
      const lengths = documents.map((document) => document.text.length)
      insertGroup(this.#db, this.#nodeId, data, documents, lengths)
      insertSamples(this.#db, this.#nodeId, samples)
      addToBuckets(this.#db, this.#nodeId, samples)
      if (last !== undefined) updateNode(this.#db, this.#nodeId, last.identity.version, last.identity.haState)
      if (outOfOrder !== undefined) markDerivedFrom(this.#db, this.#nodeId, outOfOrder)
    })
    for (const { time } of documents) this.#pending.delete(time)
  }

  /** Writes the rest; where documents came out of order, derives the node's samples anew from there. */
  async finish(): Promise<void> {
    await this.#close()
    await Promise.all(this.#writes)
    this.rows += deriveAgain(this.#db, this.#nodeId)
  }
}
