// jmx_exporter with rules as sites write them: the bean's name within the metric's, the port as a label or within the name.
import type { Place, Source, Vocabulary } from './dialects.ts'
import { isJvm, jvmSources, namesystemPlace } from './dialects-jmx.ts'

/** Writing of bean and attribute: as Hadoop spells them, all lower case, or attributes in snake case (`attrNameSnakeCase`). */
type Spelling = 'mixed' | 'lower' | 'snake'

/** As the exporter writes it: a run of capitals, unlike in Hadoop's own `/prom`, is one word with what follows it. */
const snakeCase = (name: string): string => name.replaceAll(/(?<=[^A-Z_])(?=[A-Z])/g, '_').toLowerCase()

/** Names such as `hadoop_namenode_fsnamesystem_missingblocks`, behind a prefix. */
export function jmxRules(prefix: string, spelling: Spelling): Vocabulary {
  const spelt = (name: string): string => (spelling === 'mixed' ? name : name.toLowerCase())
  const metricOf = (bean: string, attribute: string): string =>
    `${prefix}${spelt(bean)}_${spelling === 'snake' ? snakeCase(attribute) : spelt(attribute)}`
  const hadoop = ({ base, port, attribute }: Place): readonly Source[] => {
    const plain = metricOf(base, attribute)
    if (port === null) return [{ metric: plain, labels: {} }]
    return [
      { metric: plain, labels: { port } },
      { metric: metricOf(`${base}ForPort${port}`, attribute), labels: {} },
    ]
  }
  return {
    dialect: 'jmx_exporter-rules',
    finders: [metricOf('NameNodeActivity', 'FilesCreated'), metricOf('FSNamesystem', 'FilesTotal')],
    sources: (place) => {
      if (place.attribute.startsWith('tag.')) return []
      if (isJvm(place)) return jvmSources(place, spelling === 'mixed' ? 'mixed' : 'lower')
      const also = namesystemPlace(place)
      return [...hadoop(place), ...(also === undefined ? [] : hadoop(also))]
    },
  }
}
