// Whose an answer is: the cluster and node that it names, or those that its address had before while a NameNode starts.
import type { PollProblem } from '../../../src-shared/contract/watches.ts'
import type { Identity } from '../etl/identity.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { listNodes } from '../store/sources.ts'
import { sourceOfWatch } from '../store/watches.ts'

export interface Owner {
  /** Key of the source, `ClusterId/BlockPoolId`. */
  readonly cluster: string
  /** `host:port` of the client RPC server. */
  readonly node: string
}

/** An answer: from which address of which watch, and how often that is asked. */
export interface AskedAddress {
  readonly watchId: number
  /** Without user, password and query. */
  readonly url: string
  readonly pollMs: number
}

/** Who reads a node, and until when another address may not; ms as performance.now() has them. */
interface Claim extends AskedAddress {
  readonly until: number
}

const hostOf = (node: string): string => node.replace(/:\d+$/, '')

/** A half of a cluster's name alone names no cluster: a NameNode learns them one after another. */
const isWhole = (cluster: string): boolean => !cluster.startsWith('/') && !cluster.endsWith('/')

/** An address that fell silent keeps its node for so many polls, this many ms at least. */
const silentPolls = 6
const silentMs = 60_000

export class Owners {
  readonly #db: ReadableDatabase
  /** By watch and address. */
  readonly #latest = new Map<string, Owner>()
  /** By cluster and node. */
  readonly #claims = new Map<string, Claim>()

  constructor(db: ReadableDatabase) {
    this.#db = db
  }

  /** The owner, a problem, or undefined for a NameNode that starts and was never seen at this address. */
  of(asked: AskedAddress, identity: Identity): Owner | PollProblem | undefined {
    const source = sourceOfWatch(this.#db, asked.watchId)
    const known = this.#latest.get(keyOf(asked))
    const named = identity.source
    const cluster =
      named !== undefined && (isWhole(named) || source === undefined)
        ? named
        : (known?.cluster ?? source?.key)
    if (cluster === undefined) return undefined
    if (source !== undefined && source.key !== cluster) return otherCluster(asked, cluster, source.key)
    const node = this.#nodeOf(asked, identity, known) ?? this.#seenBefore(asked, identity, source?.id)
    if (node === undefined) return undefined
    const owner = { cluster, node }
    return this.#claimed(asked, owner) ?? owner
  }

  #nodeOf({ url }: AskedAddress, identity: Identity, known: Owner | undefined): string | undefined {
    const { node } = identity
    if (node !== undefined && identity.clientPort !== undefined) return node
    // Without its port a node is the one that this address was, unless it says another host.
    if (known !== undefined && (node === undefined || node === hostOf(known.node))) return known.node
    return identity.source === undefined ? undefined : (node ?? new URL(url).hostname)
  }

  /** The node of the watch's source that an address without a memory stands for: the only one, or the one on its host. */
  #seenBefore({ url }: AskedAddress, { node }: Identity, sourceId: number | undefined): string | undefined {
    if (sourceId === undefined) return undefined
    const names = listNodes(this.#db, sourceId).map(({ name }) => name)
    const hosts = [node, new URL(url).hostname]
    const onHost = names.filter((name) => hosts.includes(hostOf(name)))
    if (onHost.length === 1) return onHost[0]
    return names.length === 1 ? names[0] : undefined
  }

  /** Notes who reads the node; the problem where another address does. */
  #claimed(asked: AskedAddress, owner: Owner): PollProblem | undefined {
    const node = `${owner.cluster} ${owner.node}`
    const claim = this.#claims.get(node)
    const now = performance.now()
    const isOthers = claim !== undefined && keyOf(claim) !== keyOf(asked) && claim.until > now
    if (isOthers) return readTwice(asked, owner.node, claim)
    this.#claims.set(node, { ...asked, until: now + Math.max(silentMs, silentPolls * asked.pollMs) })
    this.#latest.set(keyOf(asked), owner)
    return undefined
  }

  /** Forgets the addresses of a watch that is read no more. */
  forget(watchId: number): void {
    for (const [node, claim] of this.#claims) if (claim.watchId === watchId) this.#claims.delete(node)
    for (const key of this.#latest.keys()) if (key.startsWith(`${String(watchId)} `)) this.#latest.delete(key)
  }
}

const keyOf = ({ watchId, url }: AskedAddress): string => `${String(watchId)} ${url}`

function otherCluster({ url }: AskedAddress, cluster: string, own: string): PollProblem {
  return {
    kind: 'other-cluster',
    message: `${url} answers as cluster ${cluster}, this watch is of ${own}.`,
    fix: 'Correct the address, or add it as a watch of its own; where the cluster was formatted anew, remove this watch and add it again.',
  }
}

function readTwice({ watchId, url }: AskedAddress, node: string, claim: Claim): PollProblem {
  const where = claim.watchId === watchId ? '' : ` for watch ${String(claim.watchId)}`
  return {
    kind: 'same-node',
    message: `${url} answers as ${node}, which is read at ${claim.url}${where} already.`,
    fix: 'Leave one of both addresses out: of an HA pair each NameNode has its own.',
  }
}
