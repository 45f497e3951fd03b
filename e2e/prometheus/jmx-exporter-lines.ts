// What jmx_exporter makes of a NameNode's beans: its default names, the same in lower case, names by a site's rules.
import type { JmxBean, JmxDocument } from '../../src-main/core/etl/document.ts'
import type { MetricLine } from './exposition.ts'
import { type ObjectName, objectName } from './object-name.ts'

/** Its configuration: none, `lowercaseOutputName: true`, or that and the rules below. */
export type JmxExporterRules = 'default' | 'lowercase' | 'rules'

/** As jmx_exporter makes a name safe (io.prometheus.jmx.JmxCollector.safeName). */
const safeName = (text: string): string => text.replaceAll(/[^a-zA-Z0-9:_]/g, '_').replaceAll(/__+/g, '_')

type Named = Pick<MetricLine, 'name' | 'labels'>

/** `domain_firstProperty_attribute{secondProperty="…"}` (JmxCollector.defaultExport). */
function defaultName({ domain, properties }: ObjectName, attribute: string): Named {
  const [first, ...rest] = properties
  const labels = Object.fromEntries(rest.map(([key, value]) => [safeName(key), value]))
  return { name: safeName(`${domain}_${first?.[1] ?? ''}_${attribute}`), labels }
}

/**
 * Rules as sites write them, the first that fits:
 * `Hadoop<service=NameNode, name=(\w+)ForPort(\d+)><>(\w+)` → `hadoop_namenode_$1_$3{port="$2"}`,
 * `Hadoop<service=NameNode, name=(\w+)><>(\w+)` → `hadoop_namenode_$1_$2`; the others keep their default names.
 */
function ruledName(bean: ObjectName, attribute: string): Named {
  const name = bean.properties.find(([key]) => key === 'name')?.[1] ?? ''
  if (bean.domain !== 'Hadoop' || !/^\w+$/.test(name) || !/^\w+$/.test(attribute))
    return defaultName(bean, attribute)
  const [, kind, port] = /^(\w+)ForPort(\d+)$/.exec(name) ?? []
  return {
    name: `hadoop_namenode_${kind ?? name}_${attribute}`,
    labels: port === undefined ? {} : { port },
  }
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'number' ? value : undefined
}

function linesOf(bean: JmxBean, rules: JmxExporterRules): MetricLine[] {
  const parts = objectName(bean.name)
  return Object.entries(bean).flatMap(([attribute, served]) => {
    const value = numberOf(served)
    if (value === undefined) return []
    const { name, labels } = rules === 'rules' ? ruledName(parts, attribute) : defaultName(parts, attribute)
    const cased = rules === 'default' ? name : name.toLowerCase()
    return [{ name: cased, labels, value, attribute, type: rules === 'rules' ? 'untyped' : 'gauge' } as const]
  })
}

/** Lines of a document's numbers and truth values; texts and tags are nothing to jmx_exporter. */
export function jmxExporterLines(document: JmxDocument, rules: JmxExporterRules): readonly MetricLine[] {
  return document.beans.flatMap((bean) => linesOf(bean, rules))
}
