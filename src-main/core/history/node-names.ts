// Whose a series is: the labels that name a NameNode, and the text that singles it out.
import type { Engine } from '../../../src-shared/contract/engines.ts'
import { vocabularies } from './dialects.ts'
import { matchersText, plainSelector, withoutNode } from './mapping.ts'
import type { LabelSet } from './series.ts'

type EngineNames = Pick<Engine, 'clusterLabel' | 'mapping'>

/** One NameNode among the others. */
export interface NodeName {
  readonly key: string
  /** The value of its label instance; where several have the same, with what tells them apart: `nn1:9404{cluster="b"}`. */
  readonly instance: string
  /** Labels that single it out. */
  readonly labels: LabelSet
  readonly cluster: string | null
}

const clusterLabelOf = ({ clusterLabel }: EngineNames): string => clusterLabel ?? 'cluster'

/** Labels by which series are grouped into NameNodes. */
export const nodeLabels = (engine: EngineNames): readonly string[] => [
  'instance',
  clusterLabelOf(engine),
  'job',
]

/** Tells whose a series is, by a text that `nodesIn` reads. */
export function nodeKey(engine: EngineNames): (labels: LabelSet) => string {
  const names = nodeLabels(engine)
  return (labels) => JSON.stringify(names.map((name) => labels[name] ?? ''))
}

function valuesIn(key: string): string[] {
  const parsed: unknown = JSON.parse(key)
  return Array.isArray(parsed) ? parsed.map(String) : []
}

/** The NameNodes behind keys. Series without the label instance belong to nobody. */
export function nodesIn(keys: readonly string[], engine: EngineNames): NodeName[] {
  const names = nodeLabels(engine)
  const all = keys.flatMap((key) => {
    const values = valuesIn(key)
    const labels = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))
    return labels['instance'] === '' ? [] : [{ key, values, labels }]
  })
  return all.map(({ key, values, labels }) => {
    // As few labels as single it out: others may have been changed over the years.
    const same = all.filter((other) => other.values[0] === values[0])
    const [instance = '', cluster = ''] = values
    const sameCluster = same.filter((other) => other.values[1] === cluster)
    const more = same.length === 1 ? [] : sameCluster.length === 1 ? names.slice(1, 2) : names.slice(1)
    const rest = Object.fromEntries(more.map((name) => [name, labels[name] ?? '']))
    return {
      key,
      instance: more.length === 0 ? instance : `${instance}{${matchersText(rest)}}`,
      labels: { instance, ...rest },
      cluster: cluster === '' ? null : cluster,
    }
  })
}

/** The labels behind a name as `nodesIn` gives it. */
export function parsedInstance(name: string): LabelSet {
  const brace = name.endsWith('}') ? name.indexOf('{') : -1
  if (brace < 0) return { instance: name }
  const rest = plainSelector(`x${name.slice(brace)}`)?.labels
  return rest === undefined ? { instance: name } : { instance: name.slice(0, brace), ...rest }
}

/** Own rows by which NameNodes are looked for where no dialect is known. */
const mostOwnFinders = 20

/** Beans that nothing but a NameNode has: by others any JVM or Hadoop daemon would be taken for one. */
const namenodeOnly = /^Hadoop:service=NameNode,name=(?:FSNamesystem|FSNamesystemState|NameNodeActivity)$/

/** Selectors of series that only NameNodes have, those of one alone where its labels are given. */
export function finders(engine: EngineNames, labels: LabelSet = {}): string[] {
  const own = engine.mapping
    .filter(({ bean }) => namenodeOnly.test(bean))
    .map(({ query }) => plainSelector(withoutNode(query)))
    .filter((selector) => selector !== undefined)
    .slice(0, mostOwnFinders)
  const known = vocabularies.flatMap((vocabulary) => vocabulary.finders).map(plainSelector)
  return [...known, ...own].flatMap((selector) => {
    if (selector === undefined) return []
    return [`${selector.metric}{${matchersText({ ...selector.labels, ...labels })}}`]
  })
}
