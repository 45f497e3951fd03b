// The samples of one node, each derived from its document and those before it.
import { type EtlState, derive } from '../etl/derive.ts'
import type { Reading } from '../etl/reading.ts'
import type { Sample } from '../etl/sample.ts'
import { addToBuckets } from '../store/buckets.ts'
import type { ReadableDatabase, WritableDatabase } from '../store/database.ts'
import { lastDocumentTime } from '../store/documents.ts'
import { insertSamples } from '../store/samples.ts'
import { stateBefore } from './derive-again.ts'

/** What one document comes to; it counts once it is taken. */
export interface Step {
  readonly time: number
  readonly state: EtlState
  /** Undefined where the document brought nothing new. */
  readonly sample: Sample | undefined
}

/** Goes on after the node's latest document. */
export class SampleChain {
  #state: EtlState | undefined
  #lastTime: number

  /** `nodeId`: undefined for a node of which nothing is here. `lookBack`: documents read for the state that stored ones leave; by default as many as deriving anew reads. */
  constructor(db: ReadableDatabase, nodeId: number | undefined, lookBack?: number) {
    const last = nodeId === undefined ? undefined : lastDocumentTime(db, nodeId)
    this.#lastTime = last ?? Number.NEGATIVE_INFINITY
    if (nodeId !== undefined && last !== undefined) this.#state = stateBefore(db, nodeId, last + 1, lookBack)
  }

  /** Time of the latest document, epoch ms; -Infinity before the first. */
  get lastTime(): number {
    return this.#lastTime
  }

  /** What the documents so far left; undefined before the first. */
  get state(): EtlState | undefined {
    return this.#state
  }

  /** The next step. The reading must be later than all before it. */
  next(reading: Reading): Step {
    return { time: reading.time, ...derive(this.#state, reading) }
  }

  /** Takes a step: later ones build on it. */
  take({ time, state }: Step): void {
    this.#lastTime = time
    this.#state = state
  }
}

/** Stores samples that were not there before, with their buckets, in the order of time. To be called in a transaction. */
export function storeSamples(db: WritableDatabase, nodeId: number, samples: readonly Sample[]): void {
  insertSamples(db, nodeId, samples)
  addToBuckets(db, nodeId, samples)
}
