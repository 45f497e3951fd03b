// Writes the documents of one node: groups them, compresses each group and stores it with its samples.
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
import { GroupTexts } from './group-texts.ts'

/** Documents per group: enough for neighbours to repeat each other, few enough to open quickly. */
const groupSize = 30
/** A group is closed early past this many bytes. */
const groupBytes = 16 * 2 ** 20

type Indexed = Omit<StoredDocument, 'text'> & { readonly length: number }

export class NodeWriter {
  readonly #db: WritableDatabase
  readonly #nodeId: number
  /** The group that is being filled: its texts, their index, its samples. */
  readonly #texts = new GroupTexts()
  #documents: Indexed[] = []
  #samples: Sample[] = []
  /** Times in the group. */
  readonly #pending = new Set<number>()
  /** Earliest document that came after a later one; samples from there on must be derived anew. */
  #outOfOrder: number | undefined
  #state: EtlState | undefined
  #last: Reading | undefined
  #lastTime: number
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
  add({ time, text, wrapped }: StoredDocument, reading: Reading): void {
    const isKnown =
      time <= this.#lastTime && (this.#pending.has(time) || hasDocument(this.#db, this.#nodeId, time))
    if (isKnown) {
      this.duplicates += 1
      return
    }
    this.added += 1
    this.#pending.add(time)
    this.#texts.append(text)
    this.#documents.push({ time, wrapped, length: text.length })
    if (time > this.#lastTime) this.#derive(reading)
    else this.#outOfOrder = Math.min(this.#outOfOrder ?? time, time)
    if (this.#documents.length >= groupSize || this.#texts.length >= groupBytes) this.#write()
  }

  #derive(reading: Reading): void {
    this.#lastTime = reading.time
    const { state, sample } = derive(this.#state, reading)
    this.#state = state
    this.#last = reading
    if (sample === undefined) return
    this.#samples.push(sample)
    this.rows += 1
  }

  /** Stores the group with its samples, all or nothing. */
  #write(): void {
    if (this.#documents.length === 0) return
    const data = compressGroup(this.#texts.bytes())
    const lengths = this.#documents.map(({ length }) => length)
    this.#db.transaction(() => {
      insertGroup(this.#db, this.#nodeId, data, this.#documents, lengths)
      insertSamples(this.#db, this.#nodeId, this.#samples)
      addToBuckets(this.#db, this.#nodeId, this.#samples)
      const identity = this.#last?.identity
      if (identity !== undefined) updateNode(this.#db, this.#nodeId, identity)
      if (this.#outOfOrder !== undefined) markDerivedFrom(this.#db, this.#nodeId, this.#outOfOrder)
    })
    this.#texts.clear()
    this.#documents = []
    this.#samples = []
    this.#pending.clear()
    this.#outOfOrder = undefined
  }

  /** Writes the rest; where documents came out of order, derives the node's samples anew from there. */
  finish(): void {
    this.#write()
    this.rows += deriveAgain(this.#db, this.#nodeId)
  }
}
