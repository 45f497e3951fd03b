// Hadoop's own /prom (HADOOP-16398, 3.3.0 and later): record and metric in snake case, tags as labels in lower case.
import type { Place, Source, Vocabulary } from './dialects.ts'
import { namesystemPlace } from './dialects-jmx.ts'

const capitalized = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/** Words of a name as PrometheusMetricsSink.prometheusName cuts them, joined by underscores. */
export function snakeCase(name: string): string {
  return capitalized(name)
    .split(/(?<!(?:^|[A-Z_]))(?=[A-Z])|(?<!^)(?=[A-Z][a-z])/)
    .join('_')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
}

/** Names of the metrics records behind the beans; MXBeans have none. */
const records: Readonly<Record<string, readonly string[]>> = {
  RpcActivity: ['rpc'],
  RpcDetailedActivity: ['rpcdetailed'],
  // By the name of its registry; by that of the source where a build has no registry.
  NameNodeActivity: ['namenode', 'NameNodeActivity'],
  JvmMetrics: ['JvmMetrics'],
  UgiMetrics: ['UgiMetrics'],
  FSNamesystem: ['FSNamesystem'],
}

const metricOf = (record: string, attribute: string): string =>
  snakeCase(`${capitalized(record)}${capitalized(attribute)}`)

/** JvmMetrics counts each collector, also those that /jmx does not show for their names with blanks. */
const collectorAttributes: Readonly<Record<string, string>> = {
  CollectionTime: 'GcTimeMillis',
  CollectionCount: 'GcCount',
}

function sources(place: Place): readonly Source[] {
  const { base, port, collector, attribute } = place
  if (collector !== null) {
    const metric = collectorAttributes[attribute]
    return metric === undefined
      ? []
      : [{ metric: metricOf('JvmMetrics', `${metric}${collector}`), labels: {} }]
  }
  // The state is a tag of this record, and so a label of all its metrics.
  if (attribute === 'tag.HAState') return [{ metric: metricOf('FSNamesystem', 'FilesTotal'), labels: {} }]
  const also = namesystemPlace(place)
  if (also !== undefined) return sources(also)
  return (records[base] ?? []).map((record) => ({
    metric: metricOf(record, attribute),
    labels: port === null ? {} : { port },
  }))
}

/** All three generations of its sink; which one it is shows in the names of nntop's figures. */
export const prom: Vocabulary = {
  dialect: 'prom-a',
  finders: ['namenode_files_created', 'jvm_metrics_threads_runnable{processname="NameNode"}'],
  sources,
}
