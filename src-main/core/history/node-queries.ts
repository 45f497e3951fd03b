// Queries about many NameNodes at once: those that differ in nothing but the NameNode go out as one.
import { setImmediate as turn } from 'node:timers/promises'
import { PointLimit } from './engine-problem.ts'
import { matchersText } from './mapping.ts'
import type { NodeName } from './node-names.ts'
import type { PrometheusClient } from './prometheus-client.ts'
import type { LabelSet, Series } from './series.ts'

/** A moment, or a range with its step; ms. */
export type When = number | { readonly from: number; readonly to: number; readonly step: number }

/** A query by the matchers of the NameNodes that it is about; its series must keep the labels that name them. */
export type QueryOf = (matchers: string) => string

interface Waiting {
  readonly node: NodeName
  readonly answer: (series: readonly Series[]) => void
  readonly fail: (error: unknown) => void
}

interface Group {
  readonly queryOf: QueryOf
  readonly when: When
  readonly waiting: Waiting[]
}

/** NameNodes in one query: answers stay within a megabyte or two. */
const together = 20

/** A text as a regular expression that matches it and nothing else (RE2). */
const exactly = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')

function matchersOf(nodes: readonly NodeName[]): string {
  const [first] = nodes
  if (first !== undefined && nodes.length === 1) return matchersText(first.labels)
  const instances = new Set(nodes.map(({ labels }) => exactly(labels['instance'] ?? '')))
  return `instance=~${JSON.stringify([...instances].join('|'))}`
}

export class NodeQueries {
  readonly #client: PrometheusClient
  readonly #keyOf: (labels: LabelSet) => string
  readonly #signal: AbortSignal | undefined
  #groups = new Map<string, Group>()

  /** `keyOf` tells whose a series is, by the key of its NodeName. */
  constructor(parts: {
    readonly client: PrometheusClient
    readonly keyOf: (labels: LabelSet) => string
    readonly signal: AbortSignal | undefined
  }) {
    this.#client = parts.client
    this.#keyOf = parts.keyOf
    this.#signal = parts.signal
  }

  /** The series of one NameNode. What others ask in the same turn goes along. Throws EngineError, PointLimit, CANCELLED. */
  ask(node: NodeName, queryOf: QueryOf, when: When): Promise<readonly Series[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly Series[]>()
    const key = JSON.stringify([queryOf(''), when])
    const group = this.#groups.get(key) ?? { queryOf, when, waiting: [] }
    if (this.#groups.size === 0) void this.#atEndOfTurn()
    this.#groups.set(key, group)
    group.waiting.push({ node, answer: resolve, fail: reject })
    return promise
  }

  async #atEndOfTurn(): Promise<void> {
    await turn()
    const groups = [...this.#groups.values()]
    this.#groups = new Map()
    for (const group of groups) {
      for (let first = 0; first < group.waiting.length; first += together)
        void this.#send({ ...group, waiting: group.waiting.slice(first, first + together) })
    }
  }

  async #send(group: Group): Promise<void> {
    const { queryOf, when, waiting } = group
    try {
      const query = queryOf(matchersOf(waiting.map(({ node }) => node)))
      const { series } =
        typeof when === 'number'
          ? await this.#client.instant(query, when, this.#signal)
          : await this.#client.range({ query, ...when }, this.#signal)
      const byKey = Map.groupBy(series, ({ labels }) => this.#keyOf(labels))
      for (const { node, answer } of waiting)
        answer(waiting.length === 1 ? series : (byKey.get(node.key) ?? []))
    } catch (error) {
      if (error instanceof PointLimit && waiting.length > 1) {
        const half = Math.ceil(waiting.length / 2)
        await Promise.all([
          this.#send({ ...group, waiting: waiting.slice(0, half) }),
          this.#send({ ...group, waiting: waiting.slice(half) }),
        ])
        return
      }
      for (const { fail } of waiting) fail(error)
    }
  }
}
