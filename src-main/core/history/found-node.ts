// One NameNode of an engine: its dialect, its rows, when its data begins and ends, how often it is scraped.
import type { Dialect, Engine } from '../../../src-shared/contract/engines.ts'
import { type Vocabulary, vocabularies } from './dialects.ts'
import {
  type FoundRow,
  type PlainSelector,
  type Sighting,
  dialectRows,
  filledIn,
  plainSelector,
  rpcPortsIn,
  sentinelOf,
  withOwnRows,
  withoutNode,
} from './mapping.ts'
import { type NodeName, finders, nodeLabels } from './node-names.ts'
import type { NodeQueries } from './node-queries.ts'
import type { RpcPorts } from './places.ts'
import type { LabelSet, Series } from './series.ts'
import { metricsOf, sourcesOf } from './sources.ts'

const minute = 60_000
const hour = 60 * minute

interface Window {
  readonly from: number
  readonly to: number
}

interface NodeQuestion {
  readonly queries: NodeQueries
  readonly engine: Pick<Engine, 'clusterLabel' | 'mapping'>
  readonly node: NodeName
}

/** All that is known of one. */
export interface Known {
  readonly node: NodeName
  readonly dialect: Dialect
  /** `$node` not filled in. */
  readonly rows: readonly FoundRow[]
  /** `$node` not filled in. */
  readonly sentinel: string
  readonly ports: RpcPorts
  /** Epoch ms; null: unknown. */
  readonly from: number | null
  readonly to: number | null
  /** ms */
  readonly scrapeInterval: number
}

/** Labels that tell a NameNode's series of one metric apart; others may change from scrape to scrape (TotalSyncTimes). */
const telling = ['name', 'port', 'type', 'gc', 'hastate'] as const

/** How long before its end a NameNode is looked at: attributes come with their first use, and go with a restart. */
const looks = [0, hour, 6 * hour, 24 * hour, 72 * hour, 168 * hour] as const

/** Metrics asked for at once: regular expressions of some thousand characters. */
const atOnce = 400

/** The plain selectors of an engine's own rows, without the NameNode's matchers. */
const ownSelectors = ({ mapping }: Pick<Engine, 'mapping'>): PlainSelector[] =>
  mapping.flatMap(({ query }) => plainSelector(withoutNode(query)) ?? [])

const ownLabels = (engine: Pick<Engine, 'mapping'>): string[] =>
  ownSelectors(engine).flatMap(({ labels }) => Object.keys(labels))

/** Those of the metrics that a NameNode has, with the values of the telling labels. Counted, so that answers stay small. */
async function sightingOf(
  { queries, engine, node }: NodeQuestion,
  metrics: readonly string[],
  at: number,
): Promise<Sighting> {
  const found = new Map<string, LabelSet[]>()
  const by = [...new Set(['__name__', ...telling, ...nodeLabels(engine), ...ownLabels(engine)])].join(', ')
  for (let first = 0; first < metrics.length; first += atOnce) {
    const names = metrics.slice(first, first + atOnce).join('|')
    const series = await queries.ask(
      node,
      (matchers) => `count by (${by}) ({__name__=~"${names}",${matchers}})`,
      at,
    )
    for (const { labels } of series) {
      const { __name__: metric, ...rest } = labels
      if (metric !== undefined) found.set(metric, [...(found.get(metric) ?? []), rest])
    }
  }
  return found
}

function joined(sightings: readonly Sighting[]): Sighting {
  const all = new Map<string, LabelSet[]>()
  for (const sighting of sightings)
    for (const [metric, labels] of sighting) all.set(metric, [...(all.get(metric) ?? []), ...labels])
  return all
}

/** RPC ports by whatever way a dialect shows them. */
function portsIn(sighting: Sighting): string[] {
  const ports = [...sighting].flatMap(([metric, list]) => {
    const inMetric = /rpc(?:detailed)?activityforport(\d+)_/i.exec(metric)?.[1]
    const inLabels = list.flatMap(({ name = '', port = '' }) => [
      /^Rpc(?:Detailed)?ActivityForPort(\d+)$/.exec(name)?.[1],
      /rpc/i.test(metric) && /^\d+$/.test(port) ? port : undefined,
    ])
    return [inMetric, ...inLabels].filter((port) => port !== undefined)
  })
  return [...new Set(ports)].toSorted((left, right) => Number(left) - Number(right))
}

/** Which generation of /prom it is: nntop's figures have changed their names. */
function promDialect(sighting: Sighting): Dialect {
  const names = [...sighting.keys()]
  if (names.some((name) => name.startsWith('nn_top_user_op_counts_window_ms_'))) return 'prom-c'
  return names.some((name) => name.startsWith('nn_top_user_op_counts')) ? 'prom-b' : 'prom-a'
}

/** Hadoop's own, for rows of an engine's own where no port was seen. */
const usualPort = '8020'

interface Spoken {
  readonly dialect: Dialect
  readonly rows: readonly FoundRow[]
  readonly seen: number
}

/** What a vocabulary reads of a NameNode. */
async function spokenBy(
  asked: NodeQuestion,
  vocabulary: Vocabulary,
  { end, begin }: { readonly end: number; readonly begin: number },
): Promise<Spoken> {
  const isProm = vocabulary.dialect === 'prom-a'
  const own = ownSelectors(asked.engine).map(({ metric }) => metric)
  const more = isProm ? ['nn_top_user_op_counts.*'] : []
  const metrics = [...new Set([...metricsOf(vocabulary), ...own, ...more])]
  const sightings = await Promise.all(
    looks
      .filter((before) => before === 0 || end - before >= begin)
      .map((before) => sightingOf(asked, metrics, end - before)),
  )
  const sighting = joined(sightings)
  const ports = portsIn(sighting)
  const rows = dialectRows(sourcesOf(vocabulary, ports.length === 0 ? [usualPort] : ports), sighting)
  return {
    dialect: isProm ? promDialect(sighting) : vocabulary.dialect,
    rows: withOwnRows(rows, asked.engine.mapping, sighting),
    seen: rows.filter(({ isSeen }) => isSeen).length,
  }
}

const metricIn = (selector: string): string => plainSelector(selector)?.metric ?? ''

/** Those vocabularies that have a metric of it at the end of its data. */
async function candidates(asked: NodeQuestion, end: number): Promise<readonly Vocabulary[]> {
  const metrics = new Set(vocabularies.flatMap((vocabulary) => vocabulary.finders.map(metricIn)))
  const sighting = await sightingOf(asked, [...metrics], end)
  return vocabularies.filter((vocabulary) =>
    vocabulary.finders.some((finder) => sighting.has(metricIn(finder))),
  )
}

/** Rows of the engine's own alone, for names that no dialect has. */
const ownOnly: Vocabulary = { dialect: 'own', finders: [], sources: () => [] }

/** Reads one NameNode whose data ends within a window; undefined where nothing of it is mapped. */
export async function readNode(
  asked: NodeQuestion,
  last: Window,
  first: Window | undefined,
): Promise<Known | undefined> {
  const end = await lastSight(asked, last)
  if (end === undefined) return undefined
  const known = await candidates(asked, end)
  const spoken = await Promise.all(
    (known.length === 0 ? [ownOnly] : known).map((one) =>
      spokenBy(asked, one, { end, begin: first?.from ?? 0 }),
    ),
  )
  const best = spoken.reduce((left, right) => (right.seen > left.seen ? right : left))
  const sentinel = sentinelOf(best.rows)
  if (sentinel === undefined) return undefined
  const [to, from, scrapeInterval] = await Promise.all([
    lastScrape(asked, sentinel, last),
    first === undefined ? null : firstScrape(asked, sentinel, first),
    intervalOf(asked, sentinel, end),
  ])
  return { node: asked.node, ...best, sentinel, ports: rpcPortsIn(best.rows), from, to, scrapeInterval }
}

/** Windows in which an edge is looked for: an engine's index may know days only. */
const around = ({ from, to }: Window): readonly Window[] => [
  { from, to },
  { from: from - 24 * hour, to: to + 24 * hour },
]

/** Series as Prometheus shows them for five minutes after a sample: none is passed over. */
const step = 4 * minute

/** A moment, on a grid that others share, at which its last series are there; undefined where there are none. */
async function lastSight({ queries, engine, node }: NodeQuestion, last: Window): Promise<number | undefined> {
  const names = [...new Set(finders(engine).map(metricIn))].join('|')
  const by = nodeLabels(engine).join(', ')
  for (const window of around(last)) {
    const series = await queries.ask(
      node,
      (matchers) => `count by (${by}) ({__name__=~"${names}",${matchers}})`,
      { ...window, step },
    )
    const times = series.flatMap((one) => one.times.at(-1) ?? [])
    if (times.length > 0) return Math.max(...times)
  }
  return undefined
}

/** The last scrape within a window or the day around it, epoch ms; null: none is there. */
async function lastScrape(
  { queries, node }: NodeQuestion,
  sentinel: string,
  last: Window,
): Promise<number | null> {
  for (const { from, to } of around(last)) {
    const series = await queries.ask(node, (matchers) => `timestamp(${filledIn(sentinel, matchers)})`, {
      from,
      to: to + step,
      step,
    })
    const times = series.flatMap(({ values }) => [...values]).filter(Number.isFinite)
    if (times.length > 0) return Math.round(1000 * times.reduce((left, right) => Math.max(left, right)))
  }
  return null
}

/** The first scrape within a window or the day around it, epoch ms; null: none is there. */
async function firstScrape(
  { queries, node }: NodeQuestion,
  sentinel: string,
  first: Window,
): Promise<number | null> {
  const selector = (matchers: string): string => filledIn(sentinel, matchers)
  for (const { from, to } of around(first)) {
    const series = await queries.ask(node, selector, { from, to: to + step, step })
    const seen = series.flatMap(({ times }) => times[0] ?? [])
    if (seen.length === 0) continue
    const at = Math.min(...seen)
    // A step shows the last scrape before it: of the first ones there may be some more.
    const raw = await queries.ask(node, (matchers) => `${selector(matchers)}[9m]`, at)
    return Math.min(at, ...raw.flatMap(({ times }) => times[0] ?? []))
  }
  return null
}

/** What is taken where samples do not tell: Prometheus' own default. */
const usualInterval = minute

const timesIn = (series: readonly Series[]): number[] =>
  [...new Set(series.flatMap(({ times }) => [...times]))].toSorted((left, right) => left - right)

/** The usual time between scrapes, ms, by raw samples up to a moment. */
async function intervalOf({ queries, node }: NodeQuestion, sentinel: string, at: number): Promise<number> {
  for (const range of ['30m', '6h']) {
    const times = timesIn(
      await queries.ask(node, (matchers) => `${filledIn(sentinel, matchers)}[${range}]`, at),
    )
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    const middle = gaps.toSorted((left, right) => left - right)[Math.floor(gaps.length / 2)]
    if (middle !== undefined && gaps.length >= 3) return rounded(middle)
  }
  return usualInterval
}

/** Scrapes fall a few ms early or late. */
const rounded = (ms: number): number =>
  Math.abs(ms - Math.round(ms / 1000) * 1000) <= ms / 50 && ms >= 1000 ? Math.round(ms / 1000) * 1000 : ms
