// The storing half of an import (and later of the collector): documents → raw groups and samples, node by node.
import type { ImportSummary } from '../../../src-shared/contract/imports.ts'
import type { Identity } from '../etl/identity.ts'
import type { WritableDatabase } from '../store/database.ts'
import { countDocument } from './import-summary.ts'
import { type Owner, NodeWriter } from './node-writer.ts'
import type { ReadDocument } from './read-ahead.ts'

export class Ingest {
  readonly #db: WritableDatabase
  readonly #summary: ImportSummary
  readonly #writers = new Map<string, NodeWriter>()
  /** The owner of the latest document with an identity, by input: a NameNode that starts does not yet say who it is. */
  readonly #latest = new Map<string, Owner>()

  constructor(db: WritableDatabase, summary: ImportSummary) {
    this.#db = db
    this.#summary = summary
  }

  /** Takes documents in; full groups of a node are written. */
  add(documents: readonly ReadDocument[]): void {
    for (const document of documents) {
      countDocument(this.#summary, document)
      const { reading, text, time, timeFrom, wrapped, input } = document
      // A text that brings its own time can be exported as it is.
      const stored = { time, text, wrapped: wrapped && timeFrom === 'wrapper' }
      this.#writerOf(reading.identity, input).add(stored, reading)
    }
  }

  /** Writes what is pending; what came out of order is left to be derived anew by whoever ends the whole. */
  store(): void {
    for (const writer of this.#writers.values()) writer.store()
    this.#count()
  }

  /** Writes what is pending and derives anew what came out of order. */
  finish(): void {
    for (const writer of this.#writers.values()) writer.finish()
    this.#count()
  }

  #count(): void {
    for (const writer of this.#writers.values()) {
      this.#summary.added += writer.added
      this.#summary.duplicates += writer.duplicates
      this.#summary.rows += writer.rows
      this.#noteSource(writer)
    }
  }

  #writerOf(identity: Identity, place: string): NodeWriter {
    const owner = this.#ownerOf(identity, place)
    const key = `${owner.key} ${owner.node}`
    const known = this.#writers.get(key)
    if (known !== undefined) return known
    const writer = new NodeWriter(this.#db, owner)
    this.#writers.set(key, writer)
    return writer
  }

  #noteSource({ place, owner }: NodeWriter): void {
    if (place === undefined) return
    const id = place.source
    const known = this.#summary.sources.find((source) => source.id === id)
    if (known === undefined) this.#summary.sources.push({ id, name: owner.name, nodes: [owner.node] })
    else known.nodes.push(owner.node)
  }

  #ownerOf(identity: Identity, place: string): Owner {
    const input = place.split(' › ')[0] ?? place
    const latest = this.#latest.get(input)
    const node = identity.node ?? latest?.node ?? 'unknown'
    const host = node.replace(/:\d+$/, '')
    // What a document does not say (the cluster's id, the port) it has in common with the one before it in the same
    // input, where the host is the same one.
    const isSameHost = latest?.node.replace(/:\d+$/, '') === host
    const isVague = identity.source === undefined || identity.clientPort === undefined
    if (latest !== undefined && isSameHost && isVague && (identity.source ?? latest.key) === latest.key)
      return latest
    const owner = { key: identity.source ?? `node ${node}`, name: host, node }
    if (identity.source !== undefined) this.#latest.set(input, owner)
    return owner
  }
}
