// Documents of a recording as other NameNodes would serve them: one of an HA pair, one that starts, one that started again.
import type { JmxDocument } from '../../src-main/core/etl/document.ts'
import { columns } from '../../src-shared/signals.ts'
import { namenodeBean, withAttributes, withoutBeans } from '../recordings.ts'

/** What the NameNodes of a nameservice share. */
export class HaPair {
  /** Name of the active one; undefined while both are standby. */
  active: string | undefined

  constructor(active: string) {
    this.active = active
  }
}

const has = (document: JmxDocument, bean: string): boolean => document.beans.some(({ name }) => name === bean)

function edited(
  document: JmxDocument,
  bean: string,
  changes: Readonly<Record<string, unknown>>,
): JmxDocument {
  return has(document, bean) ? withAttributes(document, bean, changes) : document
}

/** The document as the NameNode of that name serves it; its numbers stay as recorded. */
export function asNode(document: JmxDocument, name: string, pair: HaPair): JmxDocument {
  const state = pair.active === name ? 'active' : 'standby'
  const status = document.beans.find((bean) => bean.name === namenodeBean('NameNodeStatus'))
  const port = /:(\d+)$/.exec(String(status?.['HostAndPort']))?.[1] ?? '8020'
  let own = edited(document, namenodeBean('NameNodeStatus'), { State: state, HostAndPort: `${name}:${port}` })
  own = edited(own, namenodeBean('FSNamesystem'), { 'tag.HAState': state, 'tag.Hostname': name })
  return edited(own, namenodeBean('JvmMetrics'), { 'tag.Hostname': name })
}

/** Beans that are there before the namesystem is. */
const early = /name=(JvmMetrics|StartupProgress|MetricsSystem,.*|HttpServer2-.*|UgiMetrics)$/

/** The document of a NameNode that has just started: no RPC, no namesystem. */
export function asStarting(document: JmxDocument): JmxDocument {
  return withoutBeans(document, (name) => name.startsWith('Hadoop:') && !early.test(name))
}

const counters: ReadonlySet<string> = new Set(
  columns.flatMap(({ kind, attribute, ops, joined }) => [
    ...(kind === 'counter' ? [attribute] : []),
    ...(ops === undefined ? [] : [ops]),
    ...(joined === undefined ? [] : [joined.ops]),
  ]),
)

/** The document with each counter changed; `of` gets the values that two other documents have of it. */
function recounted(
  document: JmxDocument,
  [one, other]: readonly [JmxDocument, JmxDocument],
  of: (value: number, one: number, other: number) => number,
): JmxDocument {
  const ones = new Map(one.beans.map((bean) => [bean.name, bean]))
  const others = new Map(other.beans.map((bean) => [bean.name, bean]))
  const beans = document.beans.map((bean) => {
    const changes = Object.entries(bean).flatMap(([attribute, value]) => {
      const first = ones.get(bean.name)?.[attribute]
      const second = others.get(bean.name)?.[attribute]
      return counters.has(attribute) &&
        typeof value === 'number' &&
        typeof first === 'number' &&
        typeof second === 'number'
        ? [[attribute, of(value, first, second)] as const]
        : []
    })
    return { ...bean, ...Object.fromEntries(changes), name: bean.name }
  })
  return { beans }
}

/** The document when the recording is played once more: its counters go on from where they were at the end. */
export function inRound(
  document: JmxDocument,
  ends: readonly [first: JmxDocument, last: JmxDocument],
  round: number,
): JmxDocument {
  if (round === 0) return document
  return recounted(document, ends, (value, first, last) => value + round * Math.max(0, last - first))
}

/** The document of a NameNode that started again when `base` was served: its counters count from there. */
export function sinceRestart(document: JmxDocument, base: JmxDocument, startedAt: number): JmxDocument {
  const fromZero = recounted(document, [base, base], (value, was) => Math.max(0, value - was))
  const counted = edited(fromZero, 'java.lang:type=Runtime', { StartTime: startedAt })
  return edited(counted, namenodeBean('NameNodeInfo'), { NNStartedTimeInMillis: startedAt + 900 })
}
