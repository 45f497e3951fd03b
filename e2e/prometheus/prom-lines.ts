// What Hadoop's own /prom serves of a NameNode, in its three generations (org.apache.hadoop.metrics2.sink.PrometheusMetricsSink).
import { z } from 'zod'
import type { JmxBean, JmxDocument } from '../../src-main/core/etl/document.ts'
import { namenodeBean } from '../recordings.ts'
import type { MetricLine } from './exposition.ts'
import { isCounter } from './known-attributes.ts'

/**
 * a (3.3.0): one line per name, so that of two RPC ports one is lost. b: a line per name and tags, callers as labels of one
 * name. c: the same with the length of nntop's window in the name.
 */
export type PromGeneration = 'a' | 'b' | 'c'

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** PrometheusMetricsSink.prometheusName. */
export function prometheusName(record: string, metric: string): string {
  const parts = `${capitalized(record)}${capitalized(metric)}`.split(
    /(?<!(?:^|[A-Z_]))(?=[A-Z])|(?<!^)(?=[A-Z][a-z])/,
  )
  return parts
    .join('_')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
}

const records: readonly (readonly [bean: RegExp, record: string])[] = [
  [/^RpcActivityForPort\d+$/, 'rpc'],
  [/^RpcDetailedActivityForPort\d+$/, 'rpcdetailed'],
  [/^NameNodeActivity$/, 'namenode'],
  [/^(?:JvmMetrics|UgiMetrics|FSNamesystem|StartupProgress|RetryCache\.NameNodeRetryCache)$/, ''],
]

/** The metrics record behind a bean; undefined for MXBeans, which /prom does not have. */
function recordOf(bean: JmxBean): string | undefined {
  const name = bean.name.startsWith(namenodeBean('')) ? bean.name.slice(namenodeBean('').length) : ''
  const found = records.find(([pattern]) => pattern.test(name))
  return found === undefined ? undefined : found[1] || name
}

/** Tags are labels by lower-cased name; the one that holds a JSON text is left out. */
function labelsOf(bean: JmxBean): Record<string, string> {
  const tags = Object.entries(bean).flatMap(([attribute, value]) => {
    const tag = /^tag\.(\w+)$/.exec(attribute)?.[1]?.toLowerCase()
    return tag === undefined || tag === 'numopenconnectionsperuser' || typeof value !== 'string'
      ? []
      : [[tag, value] as const]
  })
  return Object.fromEntries(tags)
}

function recordLines(bean: JmxBean, record: string): MetricLine[] {
  const labels = labelsOf(bean)
  return Object.entries(bean).flatMap(([attribute, value]) =>
    typeof value === 'number'
      ? [
          {
            name: prometheusName(record, attribute),
            labels,
            value,
            attribute,
            type: isCounter(attribute) ? ('counter' as const) : ('gauge' as const),
          },
        ]
      : [],
  )
}

/** Each collector's own share of JvmMetrics, which /jmx does not show for G1: out of java.lang's beans. */
function collectorLines({ beans }: JmxDocument): MetricLine[] {
  const jvm = beans.find(({ name }) => name === namenodeBean('JvmMetrics'))
  if (jvm === undefined) return []
  const labels = labelsOf(jvm)
  return beans.flatMap((bean) => {
    const collector = /^java\.lang:(?=.*type=GarbageCollector).*name=([^,]+)/.exec(bean.name)?.[1]
    const [count, time] = [bean['CollectionCount'], bean['CollectionTime']]
    if (collector === undefined || typeof count !== 'number' || typeof time !== 'number') return []
    const line = (metric: string, value: number): MetricLine => ({
      name: prometheusName('JvmMetrics', `${metric}${collector}`),
      labels,
      value,
      attribute: metric,
      type: 'counter',
    })
    return [line('GcCount', count), line('GcTimeMillis', time)]
  })
}

const Top = z.object({
  windows: z.array(
    z.object({
      windowLenMs: z.number(),
      ops: z.array(
        z.object({
          opType: z.string(),
          totalCount: z.number(),
          topUsers: z.array(z.object({ user: z.string(), count: z.number() })),
        }),
      ),
    }),
  ),
})

/** Who called what (nntop), a series per operation and user. */
function topLines({ beans }: JmxDocument, generation: 'b' | 'c'): MetricLine[] {
  const text = beans.find(({ name }) => name === namenodeBean('FSNamesystemState'))?.['TopUserOpCounts']
  if (typeof text !== 'string') return []
  return Top.parse(JSON.parse(text)).windows.flatMap(({ windowLenMs, ops }) => {
    const window = String(windowLenMs)
    const [prefix, more] =
      generation === 'b'
        ? ['nn_top_user_op_counts_', { window: `windowms_${window}` }]
        : [`nn_top_user_op_counts_window_ms_${window}_`, {}]
    const line = (name: string, labels: Record<string, string>, value: number): MetricLine => ({
      name: `${prefix}${name}`,
      labels: { ...more, ...labels },
      value,
      attribute: 'TopUserOpCounts',
      type: 'counter',
    })
    return ops.flatMap(({ opType: op, totalCount, topUsers }): MetricLine[] => [
      line('total_count', { op }, totalCount),
      ...topUsers.map(({ user, count }) => line('count', { op, user }, count)),
    ])
  })
}

/** Lines of a document as its NameNode would serve them at /prom. */
export function promLines(document: JmxDocument, generation: PromGeneration): readonly MetricLine[] {
  const lines = document.beans.flatMap((bean) => {
    const record = recordOf(bean)
    return record === undefined ? [] : recordLines(bean, record)
  })
  const all = [...lines, ...collectorLines(document)]
  if (generation !== 'a') return [...all, ...topLines(document, generation)]
  return [...new Map(all.map((line) => [line.name, line])).values()]
}
