// Keeps what pollers bring, node by node, and makes rows of it. Runs in the keeping thread.
import { setImmediate as others } from 'node:timers/promises'
import type { PollProblem } from '../../../src-shared/contract/watches.ts'
import { type Reading, readingOf } from '../etl/reading.ts'
import { roleSlots } from '../etl/slots.ts'
import { deriveAgain } from '../importer/derive-again.ts'
import type { WritableDatabase } from '../store/database.ts'
import { lockAlone } from '../store/folder-lock.ts'
import { groupsAfter, latestGroup } from '../store/single-documents.ts'
import { type Place, ensureNode, ensureSource, nodesToDerive } from '../store/sources.ts'
import { getWatch, setWatchSource, sourceOfWatch } from '../store/watches.ts'
import { documentIn } from './answer.ts'
import { type Fate, LiveWriter } from './live-writer.ts'
import { type AskedAddress, type Owner, Owners } from './owners.ts'
import { storageProblem } from './storage-problem.ts'

/** A poll's answer. */
export interface PollAnswer extends AskedAddress {
  /** Epoch ms, by this machine's clock. */
  readonly time: number
  readonly body: Uint8Array
}

/** Who answered, and how. */
export interface Answerer {
  readonly cluster: string | null
  readonly node: string | null
  readonly haState: string
  readonly safeMode: boolean
  readonly version: string | null
  /** It has no RPC beans yet. */
  readonly isStarting: boolean
}

/** What became of an answer. */
export interface Kept extends Answerer {
  readonly sourceId: number | null
  /** `none`: not stored; a problem says why, or it is the first answer of a NameNode that starts. */
  readonly fate: Fate | 'none'
  readonly problem: PollProblem | null
}

const rpcSlots = roleSlots.find(({ role }) => role === 'RpcActivity')

function isStarting({ served }: Reading): boolean {
  const { first = 0, attributes = [] } = rpcSlots ?? {}
  return served.subarray(first, first + attributes.length).every(Number.isNaN)
}

function answererOf(reading: Reading): Answerer {
  const { source, node, haState, safeMode, version } = reading.identity
  return {
    cluster: source ?? null,
    node: node ?? null,
    haState,
    safeMode,
    version: version ?? null,
    isStarting: isStarting(reading),
  }
}

/** Who answered, by an answer that is not kept. */
export function lookAt(body: Uint8Array): Answerer | PollProblem {
  const document = documentIn(body)
  return 'kind' in document ? document : answererOf(readingOf(document, 0))
}

const nobody: Kept = {
  sourceId: null,
  cluster: null,
  node: null,
  haState: 'unknown',
  safeMode: false,
  version: null,
  isStarting: false,
  fate: 'none',
  problem: null,
}

/** How long one processing may derive samples anew, ms: after that the others wait for the next one. */
const deriveMost = 3000

export class Keeping {
  readonly #db: WritableDatabase
  readonly #dataFolder: string
  readonly #owners: Owners
  /** By node id; those that are stale go to the end. */
  readonly #writers = new Map<number, LiveWriter>()
  /** By cluster and node. */
  readonly #nodes = new Map<string, Place>()
  /** Groups up to here are known; the own ones after it. */
  #seenGroup: number
  readonly #ownGroups = new Set<number>()

  constructor(db: WritableDatabase, dataFolder: string) {
    this.#db = db
    this.#dataFolder = dataFolder
    this.#owners = new Owners(db)
    this.#seenGroup = latestGroup(db)
  }

  /** Stores an answer at once. */
  keep(answer: PollAnswer): Kept {
    const document = documentIn(answer.body)
    if ('kind' in document) return { ...nobody, problem: document }
    const reading = readingOf(document, answer.time)
    const answerer = { ...nobody, ...answererOf(reading) }
    try {
      const owner = this.#owners.of(answer, reading.identity)
      if (owner === undefined) return answerer
      if ('kind' in owner) return { ...answerer, problem: owner }
      const { sourceId, writer } = this.#writerOf(answer.watchId, owner)
      return { ...answerer, ...owner, sourceId, fate: writer.keep(reading, answer.body) }
    } catch (error) {
      const problem = storageProblem(error)
      if (problem === undefined) throw error
      return { ...answerer, problem }
    }
  }

  #writerOf(watchId: number, owner: Owner): { readonly sourceId: number; readonly writer: LiveWriter } {
    const key = `${owner.cluster} ${owner.node}`
    const source = sourceOfWatch(this.#db, watchId)
    const known = this.#nodes.get(key)
    const place = source !== undefined && known?.source === source.id ? known : this.#placed(watchId, owner)
    this.#nodes.set(key, place)
    const writer =
      this.#writers.get(place.node) ??
      new LiveWriter(this.#db, place.node, (group) => this.#ownGroups.add(group))
    this.#writers.set(place.node, writer)
    return { sourceId: place.source, writer }
  }

  /** Source and node, made where they are new; a watch without a source has one from now on. */
  #placed(watchId: number, { cluster, node }: Owner): Place {
    return this.#db.transaction(() => {
      const source = ensureSource(this.#db, cluster, getWatch(this.#db, watchId).input.name)
      setWatchSource(this.#db, watchId, source)
      return { source, node: ensureNode(this.#db, source, node) }
    })
  }

  /** Makes rows of what was kept; false where an import is under way: then it is for the next time. Throws the first error of a node. */
  async process(): Promise<boolean> {
    const lock = lockAlone(this.#dataFolder, 'import')
    if (lock === undefined) return false
    try {
      for (const node of this.#nodesOfOthers()) {
        const writer = this.#writers.get(node)
        if (writer !== undefined) writer.isStale = true
      }
      const errors = await this.#each([...this.#writers.values()], (writer) => writer.process())
      const stale = [...this.#writers.values()].filter(({ isStale }) => isStale)
      const deadline = performance.now() + deriveMost
      errors.push(
        ...(await this.#each(stale, (writer) => {
          if (performance.now() > deadline) return
          writer.deriveAgain()
          this.#writers.delete(writer.nodeId)
          this.#writers.set(writer.nodeId, writer)
        })),
      )
      // What a thread left that died, of nodes that have not answered since.
      errors.push(
        ...(await this.#each(nodesToDerive(this.#db), (node) => {
          if (performance.now() > deadline || this.#writers.has(node)) return
          deriveAgain(this.#db, node)
        })),
      )
      if (errors.length > 0) throw errors[0]
      return true
    } finally {
      lock.release()
    }
  }

  /** One node after another, other requests in between; the errors. */
  async #each<T>(nodes: readonly T[], work: (node: T) => unknown): Promise<unknown[]> {
    const errors: unknown[] = []
    for (const node of nodes) {
      try {
        work(node)
      } catch (error) {
        errors.push(error)
      }
      await others()
    }
    return errors
  }

  /** Nodes for which others have stored documents since the last time. */
  #nodesOfOthers(): Set<number> {
    const added = groupsAfter(this.#db, this.#seenGroup)
    const foreign = added.filter(({ id }) => !this.#ownGroups.has(id))
    this.#seenGroup = added.at(-1)?.id ?? this.#seenGroup
    this.#ownGroups.clear()
    return new Set(foreign.map(({ nodeId }) => nodeId))
  }

  /** Forgets the addresses of a watch that is read no more. */
  forget(watchId: number): void {
    this.#owners.forget(watchId)
  }
}
