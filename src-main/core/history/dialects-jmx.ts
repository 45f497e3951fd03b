// jmx_exporter without rules: `domain_firstProperty_attribute{secondProperty="…"}`, and what its JVM collectors add.
import type { Place, Source, Vocabulary } from './dialects.ts'

/** Writing of names: as Hadoop spells them, or under `lowercaseOutputName`. */
export type Spelling = 'mixed' | 'lower'

/** As jmx_exporter makes a name safe (io.prometheus.jmx.JmxCollector.safeName). */
const safeName = (text: string): string => text.replaceAll(/[^a-zA-Z0-9:_]/g, '_').replaceAll(/__+/g, '_')

/** jmx_exporter's collectors of the JVM itself (simpleclient hotspot) have seconds. */
const collectorMetrics: Readonly<Record<string, readonly [metric: string, times: number]>> = {
  CollectionTime: ['jvm_gc_collection_seconds_sum', 1000],
  CollectionCount: ['jvm_gc_collection_seconds_count', 1],
}

/**
 * Sources of attributes of the JVM's own beans: by jmx_exporter's default names, which rules for Hadoop's beans leave as they
 * are, else by its collectors of the JVM.
 */
export function jvmSources({ base, collector, attribute }: Place, spelling: Spelling): readonly Source[] {
  const spelt = (name: string): string => (spelling === 'lower' ? name.toLowerCase() : name)
  if (collector !== null) {
    const [metric, times] = collectorMetrics[attribute] ?? []
    return [
      {
        metric: spelt(`java_lang_GarbageCollector_${attribute}`),
        labels: { name: collector },
      },
      {
        // By Java's version the bean's properties come in the other order.
        metric: spelt(`java_lang_${safeName(collector)}_${attribute}`),
        labels: { type: 'GarbageCollector' },
      },
      ...(metric === undefined || times === undefined
        ? []
        : [{ metric, labels: { gc: collector }, ...(times !== 1 && { times }) }]),
    ]
  }
  const own: Source = { metric: spelt(`java_lang_${base}_${attribute}`), labels: {} }
  return base === 'Runtime' && attribute === 'StartTime'
    ? [own, { metric: 'process_start_time_seconds', labels: {}, times: 1000 }]
    : [own]
}

/** Attributes that FSNamesystem has as well, some under another name. */
const stateAliases: Readonly<Record<string, string>> = {
  FsLockQueueLength: 'LockQueueLength',
  NumStaleDataNodes: 'StaleDataNodes',
}

/** The same figure in FSNamesystem, for sites and dialects that leave FSNamesystemState out. */
export function namesystemPlace(place: Place): Place | undefined {
  if (place.base !== 'FSNamesystemState') return undefined
  const { attribute } = place
  return {
    ...place,
    bean: place.bean.replace('FSNamesystemState', 'FSNamesystem'),
    base: 'FSNamesystem',
    attribute: stateAliases[attribute] ?? attribute,
  }
}

/** Whether a bean is the JVM's own. */
export const isJvm = ({ bean }: Place): boolean => bean.startsWith('java.lang:')

export function jmxDefault(spelling: Spelling): Vocabulary {
  const spelt = (name: string): string => (spelling === 'lower' ? name.toLowerCase() : name)
  const hadoop = ({ base, port, attribute }: Place): Source => ({
    metric: spelt(safeName(`Hadoop_NameNode_${attribute}`)),
    labels: { name: port === null ? base : `${base}ForPort${port}` },
  })
  return {
    dialect: spelling === 'lower' ? 'jmx_exporter-lowercase' : 'jmx_exporter',
    finders: [
      `${spelt('Hadoop_NameNode_FilesCreated')}{name="NameNodeActivity"}`,
      `${spelt('Hadoop_NameNode_FilesTotal')}{name="FSNamesystem"}`,
    ],
    sources: (place) => {
      if (place.attribute.startsWith('tag.')) return []
      if (isJvm(place)) return jvmSources(place, spelling)
      const also = namesystemPlace(place)
      return [hadoop(place), ...(also === undefined ? [] : [hadoop(also)])]
    },
  }
}
