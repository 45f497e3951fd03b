// Stores what was fetched of one NameNode, part by part: documents as an import would, then the range as fetched.
import { setImmediate as turn } from 'node:timers/promises'
import { cancelled } from '../../../src-shared/errors.ts'
import { median } from '../../../src-shared/statistics.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { type RebuiltFrom, engineKey } from '../etl/identity.ts'
import { readingOf } from '../etl/reading.ts'
import { deriveAgain } from '../importer/derive-again.ts'
import { importLock } from '../importer/import-lock.ts'
import { newSummary } from '../importer/import-summary.ts'
import { Ingest } from '../importer/ingest.ts'
import type { ReadDocument } from '../importer/read-ahead.ts'
import type { WritableDatabase } from '../store/database.ts'
import { type FetchedAs, documentTimes, fetchedRanges, noteFetched } from '../store/fetched-ranges.ts'
import { removeDocuments } from '../store/replaced-documents.ts'
import { type Place, findNode } from '../store/sources.ts'
import { type BuiltDocument, documentsOf } from './documents.ts'
import type { Part } from './fetch-parts.ts'
import { missingIn } from './ranges.ts'

interface Parts {
  readonly db: WritableDatabase
  readonly folder: string
  readonly whose: RebuiltFrom
  readonly as: FetchedAs
  /** What lies after it may still change at the server; epoch ms. */
  readonly settledTo: number
  readonly signal: AbortSignal
}

/** Another process that imports is waited for so long, ms: what was asked for is not thrown away lightly. */
const lockPatience = 120_000
/** Documents between two looks at whether somebody cancelled. */
const atOnce = 90
/** A gap is more than this many times the usual spacing. */
const gapFactor = 2.5

/** How a range looks once it is fetched. */
export interface Covered {
  readonly gaps: number
  /** First and last document; null without any. */
  readonly from: number | null
  readonly to: number | null
  /** Usual time between documents, ms; NaN for less than two. */
  readonly spacing: number
}

export class FetchStore {
  readonly #parts: Parts
  /** Documents that were stored, those in the place of others among them, and that were there already. */
  added = 0
  duplicates = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** The node's ids; undefined while nothing of it is here. */
  get ids(): Place | undefined {
    const { db, whose } = this.#parts
    return findNode(db, engineKey(whose), whose.node)
  }

  /** What of a range was not fetched yet, by time. */
  missing(range: TimeRange): TimeRange[] {
    const { db, as } = this.#parts
    const node = this.ids?.node
    return missingIn(range, node === undefined ? [] : fetchedRanges(db, node, as))
  }

  /** How many documents of a range are here. */
  documents(range: TimeRange): number {
    const node = this.ids?.node
    return node === undefined ? 0 : documentTimes(this.#parts.db, node, range).length
  }

  /** Stores a part. Its range counts as fetched only after the last of its documents is safe. Throws BUSY, CANCELLED. */
  async take(part: Part): Promise<void> {
    const { db, folder, whose, signal } = this.#parts
    const lock = await importLock(folder, signal, lockPatience)
    const summary = newSummary([])
    const ingest = new Ingest(db, summary)
    try {
      try {
        for (const { chunk, answered } of part.chunks) {
          const built = documentsOf(chunk, answered, whose)
          this.#makeRoom(built, part.isPartial)
          for (let first = 0; first < built.length; first += atOnce) {
            ingest.add(built.slice(first, first + atOnce).map((one) => this.#read(one)))
            await turn()
            if (signal.aborted) throw cancelled('Fetching')
          }
        }
      } finally {
        ingest.store()
        this.added += summary.added
        this.duplicates += summary.duplicates
      }
      this.#note(part)
    } finally {
      lock.release()
    }
  }

  /**
   * Takes away what is told anew: documents of other queries, of a part of an answer, of an end that was open at the server. What
   * may be a part only takes no place but its own.
   */
  #makeRoom(built: readonly BuiltDocument[], isPartial: boolean): void {
    const { db } = this.#parts
    const node = this.ids?.node
    const [first, last] = [built.at(0), built.at(-1)]
    if (node === undefined || first === undefined || last === undefined) return
    const own = new Set(built.map(({ time }) => time))
    const here = [...documentTimes(db, node, { from: first.time, to: last.time })]
    removeDocuments(db, node, isPartial ? here.filter((time) => own.has(time)) : here)
  }

  #read({ time, jmx }: BuiltDocument): ReadDocument {
    const { engine, node } = this.#parts.whose
    return {
      text: Buffer.from(JSON.stringify(jmx)),
      wrapped: false,
      time,
      timeFrom: 'wrapper',
      input: `${engine} ${node}`,
      reading: readingOf(jmx, time),
    }
  }

  /** What may be a part only counts as fetched by other queries: it is asked for again, and takes its own place then. */
  #note({ range: { from, to }, isPartial }: Part): void {
    const { db, as, settledTo } = this.#parts
    const node = this.ids?.node
    const end = Math.min(to, settledTo)
    if (node !== undefined && from <= end)
      noteFetched(db, node, isPartial ? { ...as, mapping: `${as.mapping} in part` } : as, { from, to: end })
  }

  /** Derives anew what came before documents that were here: once, at the end. Not to be cancelled. */
  async finish(): Promise<void> {
    const { db, folder } = this.#parts
    const node = this.ids?.node
    if (node === undefined) return
    const lock = await importLock(folder, new AbortController().signal, lockPatience)
    try {
      deriveAgain(db, node)
    } finally {
      lock.release()
    }
  }

  /** What is here of a range. */
  covered(range: TimeRange): Covered {
    const node = this.ids?.node
    const times = node === undefined ? [] : [...documentTimes(this.#parts.db, node, range)]
    const spacings = times.slice(1).map((time, index) => time - (times[index] ?? time))
    const spacing = spacings.length === 0 ? Number.NaN : median(spacings)
    return {
      gaps: spacings.filter((one) => one > gapFactor * spacing).length,
      from: times[0] ?? null,
      to: times.at(-1) ?? null,
      spacing,
    }
  }
}
