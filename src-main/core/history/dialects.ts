// Dialects of metric names: where an attribute of a NameNode's bean is found under each.
import type { Dialect } from '../../../src-shared/contract/engines.ts'
import { jmxDefault } from './dialects-jmx.ts'
import { prom } from './dialects-prom.ts'
import { jmxRules } from './dialects-rules.ts'

/** One attribute of one bean. */
export interface Place {
  /** The bean as /jmx names it. */
  readonly bean: string
  /** Its last name: `FSNamesystem`, `RpcActivity` (without its port), `GarbageCollector`, `OperatingSystem`, `Runtime`. */
  readonly base: string
  /** Of an RPC bean; null for others. For patterns a regular expression. */
  readonly port: string | null
  /** Of a garbage collector; null for others. For patterns a regular expression. */
  readonly collector: string | null
  readonly attribute: string
}

/** A selector without the NameNode's own matchers; `times`: its value is to be multiplied. */
export interface Source {
  readonly metric: string
  readonly labels: Readonly<Record<string, string>>
  readonly times?: number
}

/** One way of naming metrics. */
export interface Vocabulary {
  readonly dialect: Dialect
  /** Selectors that match series of NameNodes and nothing else, few of them and with labels that do not change. */
  readonly finders: readonly string[]
  /** Where the attribute is, the best first; empty where this vocabulary cannot have it. */
  sources(place: Place): readonly Source[]
}

/** All that are known; of those that see something of a NameNode the one that sees most of it is its. */
export const vocabularies: readonly Vocabulary[] = [
  jmxDefault('mixed'),
  jmxDefault('lower'),
  jmxRules('hadoop_namenode_', 'lower'),
  jmxRules('hadoop_namenode_', 'snake'),
  jmxRules('hadoop_NameNode_', 'mixed'),
  jmxRules('Hadoop_NameNode_', 'mixed'),
  prom,
]
