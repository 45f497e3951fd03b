// Writes the documents of one node: groups them, compresses each group and stores it with its samples.
import type { Reading } from '../etl/reading.ts'
import type { Sample } from '../etl/sample.ts'
import type { WritableDatabase } from '../store/database.ts'
import { type StoredDocument, compressGroup, hasDocument, insertGroup } from '../store/documents.ts'
import {
  type Place,
  ensureNode,
  ensureSource,
  findNode,
  markDerivedFrom,
  updateNode,
} from '../store/sources.ts'
import { deriveAgain } from './derive-again.ts'
import { GroupTexts, groupBytes, groupSize } from './group-texts.ts'
import { SampleChain, storeSamples } from './sample-chain.ts'

/** Whom a document belongs to: key and name of the source, and the node's name. */
export interface Owner {
  readonly key: string
  readonly name: string
  readonly node: string
}

type Indexed = Omit<StoredDocument, 'text'> & { readonly length: number }

export class NodeWriter {
  readonly #db: WritableDatabase
  readonly owner: Owner
  #place: Place | undefined
  /** The group that is being filled: its texts, their index, its samples. */
  readonly #texts = new GroupTexts()
  #documents: Indexed[] = []
  #samples: Sample[] = []
  /** Times in the group. */
  readonly #pending = new Set<number>()
  /** Earliest document that came after a later one; samples from there on must be derived anew. */
  #outOfOrder: number | undefined
  readonly #chain: SampleChain
  #last: Reading | undefined
  added = 0
  duplicates = 0
  rows = 0

  constructor(db: WritableDatabase, owner: Owner) {
    this.#db = db
    this.owner = owner
    this.#place = findNode(db, owner.key, owner.node)
    this.#chain = new SampleChain(db, this.#place?.node)
  }

  /** Where the documents are; undefined before the first is stored: source and node of an import that dies would stay empty. */
  get place(): Place | undefined {
    return this.#place
  }

  /** Takes one document with its reading; one of the same time is a duplicate and left out. */
  add({ time, text, wrapped }: StoredDocument, reading: Reading): void {
    const isKnown = time <= this.#chain.lastTime && (this.#pending.has(time) || this.#isStored(time))
    if (isKnown) {
      this.duplicates += 1
      return
    }
    this.added += 1
    this.#pending.add(time)
    this.#texts.append(text)
    this.#documents.push({ time, wrapped, length: text.length })
    if (time > this.#chain.lastTime) this.#derive(reading)
    else this.#outOfOrder = Math.min(this.#outOfOrder ?? time, time)
    if (this.#documents.length >= groupSize || this.#texts.length >= groupBytes) this.store()
  }

  #isStored(time: number): boolean {
    return this.#place !== undefined && hasDocument(this.#db, this.#place.node, time)
  }

  #derive(reading: Reading): void {
    const step = this.#chain.next(reading)
    this.#chain.take(step)
    this.#last = reading
    if (step.sample === undefined) return
    this.#samples.push(step.sample)
    this.rows += 1
  }

  /** Stores the group as it is with its samples, all or nothing; what came out of order stays marked for later. */
  store(): void {
    if (this.#documents.length === 0) return
    const data = compressGroup(this.#texts.bytes())
    const lengths = this.#documents.map(({ length }) => length)
    this.#place = this.#db.transaction(() => {
      const place = this.#place ?? this.#ensurePlace()
      insertGroup(this.#db, place.node, data, this.#documents, lengths)
      storeSamples(this.#db, place.node, this.#samples)
      const identity = this.#last?.identity
      if (identity !== undefined) updateNode(this.#db, place.node, identity)
      if (this.#outOfOrder !== undefined) markDerivedFrom(this.#db, place.node, this.#outOfOrder)
      return place
    })
    this.#texts.clear()
    this.#documents = []
    this.#samples = []
    this.#pending.clear()
    this.#outOfOrder = undefined
  }

  #ensurePlace(): Place {
    const source = ensureSource(this.#db, this.owner.key, this.owner.name)
    return { source, node: ensureNode(this.#db, source, this.owner.node) }
  }

  /** Writes the rest; where documents came out of order, derives the node's samples anew from there. */
  finish(): void {
    this.store()
    if (this.#place !== undefined) this.rows += deriveAgain(this.#db, this.#place.node)
  }
}
