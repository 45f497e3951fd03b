// What each attribute of a NameNode is read from in an engine: what its series have, and the engine's own rows over it.
import type { MappingRow } from '../../../src-shared/contract/engines.ts'
import type { Place, Source } from './dialects.ts'
import type { RpcPorts } from './places.ts'
import type { LabelSet } from './series.ts'

/** One NameNode's mapping, ready to be asked. */
export interface NodeMapping {
  readonly instance: string
  /**
   * Queries with the NameNode's own matchers in the place of $node; those switched off are not among them, those of series that are
   * not there now are: they may have been there.
   */
  readonly rows: readonly MappingRow[]
  /** Plain selector of a series that every scrape has. */
  readonly sentinel: string
  readonly cluster: string | null
  /** ms */
  readonly scrapeInterval: number
}

/** A query that is a selector and nothing else: it can be fetched together with others of the same matchers. */
export interface PlainSelector {
  readonly metric: string
  /** Exact matchers: label → value. */
  readonly labels: LabelSet
}

const selector = /^([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(?:\{(.*)\})?$/s
const matcher = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)/gy

const unescaped = (text: string): string =>
  text.replaceAll(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter))

/** The metric and matchers of a query that is a plain selector with `=` matchers only; undefined for an expression. */
export function plainSelector(query: string): PlainSelector | undefined {
  const [, metric, list = ''] = selector.exec(query.trim()) ?? []
  if (metric === undefined) return undefined
  const labels: Record<string, string> = {}
  let end = 0
  for (const found of list.matchAll(matcher)) {
    const [text, name = '', value = ''] = found
    if (name in labels) return undefined
    labels[name] = unescaped(value)
    end += text.length
  }
  return list.slice(end).trim() === '' ? { metric, labels } : undefined
}

const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`

/** Matchers as PromQL writes them: `instance="nn1:9404",job="hdfs"`. */
export function matchersText(labels: LabelSet): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join()
}

/** A query with matchers in the place of `$node`. */
export function filledIn(query: string, node: string): string {
  return query.replaceAll('$node', () => node)
}

/** A query without `$node`, whoever it is about. */
export function withoutNode(query: string): string {
  return query.replaceAll(/\$node\s*,?/g, '')
}

function queryOf({ metric, labels, times }: Source): string {
  const matchers = matchersText(labels)
  const plain = `${metric}{${['$node', ...(matchers === '' ? [] : [matchers])].join()}}`
  return times === undefined ? plain : `${String(times)} * ${plain}`
}

/** Series that were seen of a NameNode: by metric, the labels that tell them apart. */
export type Sighting = ReadonlyMap<string, readonly LabelSet[]>

const isSeen = (sighting: Sighting, { metric, labels }: PlainSelector): boolean =>
  (sighting.get(metric) ?? []).some((found) =>
    Object.entries(labels).every(([name, value]) => found[name] === value),
  )

/** A row with where it is from. */
export interface FoundRow extends MappingRow {
  /** The query of the dialect; null: its series was not seen, or it has none. */
  readonly found: string | null
  readonly isOwn: boolean
  /** Whether its series was seen; an expression counts as seen. */
  readonly isSeen: boolean
}

/** Metrics whose labels tell the state apart are of use for it only where they have the label. */
const hasText = (sighting: Sighting, { metric }: Source, attribute: string): boolean =>
  !attribute.startsWith('tag.') ||
  (sighting.get(metric) ?? []).some(
    (labels) => labels[attribute.slice('tag.'.length).toLowerCase()] !== undefined,
  )

/** A place with where a vocabulary has it. */
export interface Sourced {
  readonly place: Place
  readonly sources: readonly Source[]
}

/** Which of several sources a kind of bean mostly has: for attributes that are not there now. */
function usualVariants(all: readonly Sourced[], sighting: Sighting): (place: Place) => number {
  const counts = new Map<string, number[]>()
  const kindOf = ({ base, port }: Place): string => (port === null ? base : 'rpc')
  for (const { place, sources } of all) {
    const index = sources.length < 2 ? -1 : sources.findIndex((source) => isSeen(sighting, source))
    if (index < 0) continue
    const of = counts.get(kindOf(place)) ?? []
    of[index] = (of[index] ?? 0) + 1
    counts.set(kindOf(place), of)
  }
  return (place) => {
    const of = counts.get(kindOf(place)) ?? []
    return Math.max(0, of.indexOf(Math.max(0, ...of.filter((count) => count > 0))))
  }
}

/**
 * Rows of a NameNode by a dialect, `$node` not filled in: with an empty query where the dialect has none, with what it would be
 * where it was not seen. Collectors that were not seen have no rows.
 */
export function dialectRows(all: readonly Sourced[], sighting: Sighting): FoundRow[] {
  const usual = usualVariants(all, sighting)
  return all.flatMap(({ place, sources }) => {
    const { bean, attribute, collector } = place
    const seen = sources.find((source) => isSeen(sighting, source) && hasText(sighting, source, attribute))
    const isLabel = attribute.startsWith('tag.')
    if (seen === undefined && collector !== null) return []
    const source = seen ?? (isLabel ? undefined : (sources[usual(place)] ?? sources[0]))
    const query = source === undefined ? '' : queryOf(source)
    const isThere = seen !== undefined
    return [{ bean, attribute, query, found: isThere ? query : null, isOwn: false, isSeen: isThere }]
  })
}

/** Rows with the engine's own ones in their place, or after them. */
export function withOwnRows(
  rows: readonly FoundRow[],
  own: readonly MappingRow[],
  sighting: Sighting,
): FoundRow[] {
  const keyOf = ({ bean, attribute }: MappingRow): string => `${bean} ${attribute}`
  const owned = new Map(own.map((row) => [keyOf(row), row]))
  const seen = (query: string): boolean => {
    const plain = plainSelector(withoutNode(query))
    return query !== '' && (plain === undefined || isSeen(sighting, plain))
  }
  const replaced = rows.map((row) => {
    const mine = owned.get(keyOf(row))
    owned.delete(keyOf(row))
    return mine === undefined ? row : { ...row, query: mine.query, isOwn: true, isSeen: seen(mine.query) }
  })
  const more = [...owned.values()].map((row) => ({
    ...row,
    found: null,
    isOwn: true,
    isSeen: seen(row.query),
  }))
  return [...replaced, ...more]
}

/**
 * Which RPC port is the client's, by the operations that were seen of each: file calls are what clients make. Of the others the
 * lowest is the service port.
 */
export function rpcPortsIn(rows: readonly FoundRow[]): RpcPorts {
  const calls = new Map<string, number>()
  for (const { bean, attribute, isSeen: isThere } of rows) {
    const port = /Rpc(?:Detailed)?ActivityForPort(\d+)$/.exec(bean)?.[1]
    if (port === undefined) continue
    const isCall =
      isThere && /^(?:GetFileInfo|GetBlockLocations|GetListing|Create|Mkdirs|Delete)NumOps$/.test(attribute)
    calls.set(port, (calls.get(port) ?? 0) + (isCall ? 1 : 0))
  }
  const [client, service] = [...calls]
    .toSorted(([left, most], [right, less]) => less - most || Number(left) - Number(right))
    .map(([port]) => port)
  return { client, service }
}

const sentinels: readonly (readonly [bean: RegExp, attribute: string])[] = [
  [/name=JvmMetrics$/, 'ThreadsRunnable'],
  [/name=JvmMetrics$/, 'MemHeapUsedM'],
  [/name=NameNodeActivity$/, 'FilesCreated'],
  [/name=FSNamesystem$/, 'BlocksTotal'],
  [/name=RpcActivityForPort\d+$/, 'CallQueueLength'],
]

/** The query of a series that every scrape has, `$node` not filled in; undefined where no row is a plain selector that was seen. */
export function sentinelOf(rows: readonly FoundRow[]): string | undefined {
  const plain = rows.filter(
    ({ query, isSeen: isThere }) => isThere && plainSelector(filledIn(query, 'a="b"')) !== undefined,
  )
  const preferred = sentinels.flatMap(([bean, attribute]) =>
    plain.filter((row) => row.attribute === attribute && bean.test(row.bean)),
  )
  return (preferred[0] ?? plain[0])?.query
}
