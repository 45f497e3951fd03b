// Asks the addresses of a watch once each, without keeping anything.
import type { AddressTest, PollProblem } from '../../../src-shared/contract/watches.ts'
import { type JmxTarget, shownUrl } from '../collector/jmx-target.ts'
import { problemOf } from '../collector/poll-problem.ts'
import type { Host } from '../host.ts'
import type { Keeper } from './keeper.ts'
import { sessionFor } from './session.ts'

export interface WatchTest {
  /** In the order of the addresses. */
  readonly addresses: AddressTest[]
  /** What is wrong with them together. */
  readonly problem: PollProblem | null
}

interface Parts {
  readonly host: Host
  readonly keeper: Keeper
  readonly secret: () => Promise<string | undefined>
}

/** A whole answer takes no longer, ms: a person waits. */
const limit = 15_000

const silent = { node: null, cluster: null, haState: null, version: null }

const startingProblem: PollProblem = {
  kind: 'starting',
  message: 'It answers but is still starting: it has no RPC metrics yet.',
  fix: 'Nothing needs to be done: its rows begin once it serves.',
}

async function tested(target: JmxTarget, { host, keeper, secret }: Parts): Promise<AddressTest> {
  const url = shownUrl(target.url)
  const session = sessionFor(target, host, secret)
  try {
    const { body, answerMs, requests } = await session.poll(limit)
    const facts = { url, answerMs, answerBytes: body.length, requests }
    const answerer = await keeper.look(body)
    if ('kind' in answerer) return { ...facts, ...silent, problem: answerer }
    const { node, cluster, haState, version, isStarting } = answerer
    return { ...facts, node, cluster, haState, version, problem: isStarting ? startingProblem : null }
  } catch (error) {
    return { url, ...silent, answerMs: null, answerBytes: null, requests: null, problem: problemOf(error) }
  } finally {
    await session.close()
  }
}

/** The first value that comes twice, null aside. */
const twice = (values: readonly (string | null)[]): string | undefined =>
  values.find((value, index) => value !== null && values.indexOf(value) !== index) ?? undefined

function problemTogether(addresses: readonly AddressTest[]): PollProblem | null {
  const clusters = new Set(addresses.flatMap(({ cluster }) => cluster ?? []))
  if (clusters.size > 1) {
    return {
      kind: 'different-clusters',
      message: `Wanted the NameNodes of one cluster, got ${[...clusters].join(' and ')}.`,
      fix: 'Make a watch for each cluster.',
    }
  }
  const node = twice(addresses.map((address) => address.node))
  if (node === undefined) return null
  return {
    kind: 'same-node',
    message: `Wanted each address to be a NameNode of its own, got ${node} twice.`,
    fix: 'Leave one of both addresses out.',
  }
}

/** All addresses at the same time. */
export async function testAddresses(targets: readonly JmxTarget[], parts: Parts): Promise<WatchTest> {
  const addresses = await Promise.all(targets.map((target) => tested(target, parts)))
  return { addresses, problem: problemTogether(addresses) }
}
