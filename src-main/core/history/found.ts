// Finds the NameNodes whose series an engine has, and what of them is mapped.
import type { Engine, EngineMapping, FoundNameNode } from '../../../src-shared/contract/engines.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type Known, readNode } from './found-node.ts'
import { type NodeMapping, filledIn, matchersText } from './mapping.ts'
import { finders, nodeKey, nodesIn, parsedInstance } from './node-names.ts'
import { NodeQueries } from './node-queries.ts'
import { columnsFed, coverageBy, rolesIn } from './places.ts'
import { Presence, skew } from './presence.ts'
import type { PrometheusClient } from './prometheus-client.ts'

/** What discovery reads of an engine. */
export type EngineKnown = Pick<Engine, 'clusterLabel' | 'mapping'>

/** Every NameNode of an engine, by cluster and instance. `now`: epoch ms. Throws EngineError, CANCELLED. */
export async function findNameNodes(
  client: PrometheusClient,
  engine: EngineKnown,
  now: number,
  signal?: AbortSignal,
): Promise<FoundNameNode[]> {
  const keyOf = nodeKey(engine)
  const presence = new Presence({ client, finders: finders(engine), keyOf, signal })
  const spans = await presence.spans(now)
  const nodes = nodesIn([...spans.keys()], engine)
  const queries = new NodeQueries({ client, keyOf, signal })
  const read = nodes.map(async (node): Promise<FoundNameNode[]> => {
    const span = spans.get(node.key)
    if (span === undefined) return []
    const known = await readNode({ queries, engine, node }, span.last, span.first)
    return known === undefined ? [] : [shownNode(known)]
  })
  const found = (await Promise.all(read)).flat()
  const name = ({ cluster, instance }: FoundNameNode): string => `${cluster ?? ''} ${instance}`
  return found.toSorted((left, right) => name(left).localeCompare(name(right), 'en', { numeric: true }))
}

function shownNode(known: Known): FoundNameNode {
  const { node, dialect, from, to, scrapeInterval } = known
  return {
    instance: node.instance,
    labels: node.labels,
    cluster: node.cluster,
    dialect,
    from,
    to,
    scrapeInterval,
    ...coverageOf(known),
  }
}

function coverageOf({ rows, ports }: Known): ReturnType<typeof coverageBy> {
  return coverageBy(
    rolesIn(
      rows.filter(({ isSeen }) => isSeen),
      ports,
    ),
  )
}

/** One NameNode as of `now`. Throws NOT_FOUND. */
async function knownNode(
  client: PrometheusClient,
  engine: EngineKnown,
  instance: string,
  now: number,
  signal: AbortSignal | undefined,
): Promise<Known> {
  const labels = parsedInstance(instance)
  const keyOf = nodeKey(engine)
  const presence = new Presence({ client, finders: finders(engine, labels), keyOf, signal })
  const queries = new NodeQueries({ client, keyOf, signal })
  const windows = presence.windows(now).filter(({ from, to }) => to > from)
  for (const window of windows) {
    const [key] = (await presence.within(window)).keys()
    if (key === undefined) continue
    const [alone] = nodesIn([key], engine)
    const last = await presence.last(key, now)
    if (alone === undefined || last === undefined) continue
    const node = { ...alone, instance, labels }
    const known = await readNode({ queries, engine, node }, last, undefined)
    if (known !== undefined) return known
  }
  throw new DeclaredError(
    'NOT_FOUND',
    `This engine has no series of a NameNode "${instance}" that are known: "nnad engine namenodes" lists those it has.`,
  )
}

/** What is known of a NameNode by some time, not after it; as of now where it had no series yet. Epoch ms. */
async function knownBy(
  client: PrometheusClient,
  engine: EngineKnown,
  instance: string,
  { time, now, signal }: When,
): Promise<Known> {
  const latest = now - skew
  if (time < latest) {
    try {
      return await knownNode(client, engine, instance, time - skew, signal)
    } catch (error) {
      if (!(error instanceof DeclaredError && error.code === 'NOT_FOUND')) throw error
    }
  }
  return knownNode(client, engine, instance, now, signal)
}

/** Both in epoch ms, by the engine's clock. */
interface When {
  readonly time: number
  readonly now: number
  readonly signal?: AbortSignal
}

/**
 * One NameNode's mapping by a time, ready to be asked: metrics may have had other names then. `instance` as findNameNodes names
 * it. Throws NOT_FOUND, EngineError, CANCELLED.
 */
export async function mappingAt(
  client: PrometheusClient,
  engine: EngineKnown,
  instance: string,
  when: When,
): Promise<NodeMapping> {
  const { node, rows, sentinel, scrapeInterval } = await knownBy(client, engine, instance, when)
  const own = matchersText(node.labels)
  return {
    instance,
    rows: rows
      .filter(({ query }) => query !== '')
      .map(({ bean, attribute, query }) => ({ bean, attribute, query: filledIn(query, own) })),
    sentinel: filledIn(sentinel, own),
    cluster: node.cluster,
    scrapeInterval,
  }
}

/** The same for people: every row with what it feeds, and what is missing; the first NameNode where none is named. */
export async function shownMapping(
  client: PrometheusClient,
  engine: EngineKnown,
  instance: string | undefined,
  now: number,
): Promise<EngineMapping> {
  const named = instance ?? (await firstInstance(client, engine, now))
  const known = await knownNode(client, engine, named, now, undefined)
  const { node, dialect, rows, ports } = known
  return {
    instance: node.instance,
    dialect,
    node: matchersText(node.labels),
    ...coverageOf(known),
    rows: rows
      .map((row) => ({ ...row, columns: [...columnsFed(row.bean, row.attribute, ports)] }))
      .filter(({ isOwn, isSeen, columns }) => isOwn || isSeen || columns.length > 0),
  }
}

async function firstInstance(client: PrometheusClient, engine: EngineKnown, now: number): Promise<string> {
  const keyOf = nodeKey(engine)
  const presence = new Presence({ client, finders: finders(engine), keyOf, signal: undefined })
  for (const window of presence.windows(now)) {
    const [node] = nodesIn([...(await presence.within(window)).keys()], engine)
    if (node !== undefined) return node.instance
  }
  throw new DeclaredError(
    'NO_DATA',
    'This engine has no series of a NameNode under names that are known: add rows of its own to its mapping.',
  )
}
