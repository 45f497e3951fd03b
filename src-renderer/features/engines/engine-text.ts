// Engines and what they have, in words. Pure.
import type { Dialect, Engine, EngineTest, FoundNameNode } from '../../../src-shared/contract/engines.ts'
import type { FetchedNode } from '../../../src-shared/contract/fetches.ts'
import { figure, metricLabel } from '../../../src-shared/figures.ts'
import { metricCount, metrics } from '../../../src-shared/metrics.ts'
import { counted } from '../../../src-shared/summary/parts.ts'
import { shortTime } from '../namenodes/watch-text.ts'

/** How it logs in: `password of reader, header X-Scope-OrgID`; `no log-in`. */
export function loginText({ authentication, headers }: Pick<Engine, 'authentication' | 'headers'>): string {
  const login =
    authentication.kind === 'basic'
      ? `password of ${authentication.user}`
      : authentication.kind === 'bearer'
        ? 'token'
        : 'no log-in'
  if (headers.length === 0) return login
  return `${login}, ${headers.length === 1 ? 'header' : 'headers'} ${headers.join(', ')}`
}

/** Whether a password, a token or the value of a header is wanting. */
export function isSecretMissing({
  secret,
  headerSecrets,
}: Pick<Engine, 'secret' | 'headerSecrets'>): boolean {
  return secret?.isSet === false || headerSecrets.some(({ isSet }) => !isSet)
}

/** What a test that went well said: `Prometheus 2.42.0, 43 ms, 20 NameNodes`. */
export function testText({ product, answerMs, nameNodes }: EngineTest): string {
  return [
    ...(product === null ? [] : [product]),
    ...(answerMs === null ? [] : [shortTime(answerMs)]),
    ...(nameNodes === null ? [] : [nameNodes === 0 ? 'no NameNode' : counted(nameNodes, 'NameNode')]),
  ].join(', ')
}

const dialectTexts: Readonly<Record<Dialect, readonly [text: string, about: string]>> = {
  jmx_exporter: [
    'jmx_exporter',
    'jmx_exporter without rules: Hadoop_NameNode_MissingBlocks{name="FSNamesystem"}',
  ],
  'jmx_exporter-lowercase': [
    'jmx_exporter, lower case',
    'jmx_exporter with lowercaseOutputName: hadoop_namenode_missingblocks{name="FSNamesystem"}',
  ],
  'jmx_exporter-rules': [
    'jmx_exporter, common rules',
    'jmx_exporter with rules: hadoop_namenode_fsnamesystem_missingblocks, the port as a label',
  ],
  'prom-a': ['Hadoop /prom (3.3.0)', "Hadoop's own /prom as it first was: of two RPC ports it shows one"],
  'prom-b': ['Hadoop /prom (3.3.2)', "Hadoop's own /prom with labels, so that RPC ports are apart"],
  'prom-c': ['Hadoop /prom', "Hadoop's own /prom as it is now, top users by labels, too"],
  own: ['own mapping', 'None of the names that nnad knows: rows of its own only'],
}

/** The dialect of metric names, and what that means. */
export function dialectText(dialect: Dialect): { readonly text: string; readonly about: string } {
  const [text, about] = dialectTexts[dialect]
  return { text, about }
}

const metricIds: ReadonlySet<string> = new Set(metrics.map(({ id }) => id))

/** What nothing feeds, by label: metrics of the model first. */
export function missingLabels(missing: readonly string[]): {
  readonly metrics: readonly string[]
  readonly signals: readonly string[]
} {
  const labelled = (ids: readonly string[]): readonly string[] => ids.map((id) => metricLabel(id))
  return {
    metrics: labelled(missing.filter((id) => metricIds.has(id))),
    signals: labelled(missing.filter((id) => !metricIds.has(id))),
  }
}

/** `Mapped 26 of 28 metrics, 31 of 44 signals`. */
export function mappedText({ metrics: own, signals }: Pick<FoundNameNode, 'metrics' | 'signals'>): string {
  return `Mapped ${figure(own.mapped)} of ${figure(own.of)} metrics, ${figure(signals.mapped)} of ${figure(signals.of)} signals`
}

const span = (least: number, most: number): string =>
  least === most ? figure(least) : `${figure(least)} to ${figure(most)}`

/** All that was found in a line: `20 NameNodes in 3 clusters; 26 to 28 of 28 metrics`. */
export function foundText(found: readonly FoundNameNode[]): string {
  if (found.length === 0) return 'no NameNode found'
  const clusters = new Set(found.flatMap(({ cluster }) => (cluster === null ? [] : [cluster]))).size
  const mapped = found.map((one) => one.metrics.mapped)
  const where = clusters === 0 ? '' : ` in ${counted(clusters, 'cluster')}`
  return `${counted(found.length, 'NameNode')}${where}; ${span(Math.min(...mapped), Math.max(...mapped))} of ${figure(metricCount)} metrics`
}

/** NameNodes in which every word of a search stands: instance, cluster, dialect or a label's value. */
export function foundBy(found: readonly FoundNameNode[], search: string): FoundNameNode[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return found.filter(({ instance, cluster, dialect, labels }) => {
    const text = [instance, cluster, dialect, ...Object.values(labels)].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** The last day that all of the NameNodes have, or what they have of it; undefined where their data are unknown. */
export function lastDay(found: readonly FoundNameNode[]): { from: number; to: number } | undefined {
  const ends = found.flatMap(({ to }) => (to === null ? [] : [to]))
  const starts = found.flatMap(({ from }) => (from === null ? [] : [from]))
  if (ends.length === 0) return undefined
  const to = Math.max(...ends)
  const from = Math.max(to - 86_400_000, starts.length === 0 ? -Infinity : Math.min(...starts))
  return from < to ? { from, to } : undefined
}

/** Documents that a fetch comes to at most: one per scrape. */
export function documentsOf(
  found: readonly FoundNameNode[],
  { from, to }: { from: number; to: number },
): number {
  return found.reduce(
    (sum, one) =>
      sum +
      Math.max(0, Math.min(to, one.to ?? to) - Math.max(from, one.from ?? from)) /
        Math.max(1, one.scrapeInterval),
    0,
  )
}

/** What a fetch brought of a NameNode: `1,440 documents, 12 were here already, 2 gaps, 48 requests`. */
export function fetchedText({ sourceId, documents, already, gaps, requests }: FetchedNode): string {
  if (sourceId === null) return `nothing there in ${counted(requests, 'request')}`
  return [
    counted(documents, 'document'),
    ...(already === 0 ? [] : [`${figure(already)} were here already`]),
    ...(gaps === 0 ? [] : [counted(gaps, 'gap')]),
    counted(requests, 'request'),
  ].join(', ')
}
