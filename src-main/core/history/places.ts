// What is wanted of a NameNode: every attribute that a column or its identity is read from, by bean.
import type { BeanRole } from '../../../src-shared/metrics.ts'
import { type Column, metrics } from '../../../src-shared/metrics.ts'
import { columns, signals } from '../../../src-shared/signals.ts'
import { roleSlots } from '../etl/slots.ts'
import type { Place } from './dialects.ts'

const namenode = 'Hadoop:service=NameNode,name='

/** Collectors whose beans are read, as etl/roles.ts knows them. */
export const collectors: Readonly<
  Record<'GarbageCollectorYoung' | 'GarbageCollectorOld', readonly string[]>
> = {
  GarbageCollectorYoung: ['G1 Young Generation', 'ParNew', 'PS Scavenge', 'Copy'],
  GarbageCollectorOld: ['G1 Old Generation', 'ConcurrentMarkSweep', 'PS MarkSweep', 'MarkSweepCompact'],
}

/** What tells who answered, and restarts: etl/identity.ts. */
const identity: readonly (readonly [bean: string, base: string, attribute: string])[] = [
  [`${namenode}FSNamesystem`, 'FSNamesystem', 'tag.HAState'],
  [`${namenode}NameNodeInfo`, 'NameNodeInfo', 'NNStartedTimeInMillis'],
  ['java.lang:type=Runtime', 'Runtime', 'StartTime'],
]

const attributesOf = (role: BeanRole): readonly string[] =>
  roleSlots.find((slots) => slots.role === role)?.attributes ?? []

function rpcPlaces(base: 'RpcActivity' | 'RpcDetailedActivity', port: string): Place[] {
  const attributes = new Set([...attributesOf(base), ...attributesOf(`${base}@service`)])
  const bean = `${namenode}${base}ForPort${port}`
  return [...attributes].map((attribute) => ({ bean, base, port, collector: null, attribute }))
}

function collectorPlaces(role: keyof typeof collectors): Place[] {
  return collectors[role].flatMap((collector) =>
    attributesOf(role).map((attribute) => ({
      bean: `java.lang:name=${collector},type=GarbageCollector`,
      base: 'GarbageCollector',
      port: null,
      collector,
      attribute,
    })),
  )
}

const plainRoles = [
  'JvmMetrics',
  'UgiMetrics',
  'NameNodeActivity',
  'FSNamesystem',
  'FSNamesystemState',
] as const

/** Every place of a NameNode with these RPC ports. */
export function placesOf(ports: readonly string[]): readonly Place[] {
  const plain = (bean: string, base: string, attribute: string): Place => ({
    bean,
    base,
    port: null,
    collector: null,
    attribute,
  })
  return [
    ...ports.flatMap((port) => [
      ...rpcPlaces('RpcActivity', port),
      ...rpcPlaces('RpcDetailedActivity', port),
    ]),
    ...plainRoles.flatMap((role) =>
      attributesOf(role).map((attribute) => plain(`${namenode}${role}`, role, attribute)),
    ),
    ...collectorPlaces('GarbageCollectorYoung'),
    ...collectorPlaces('GarbageCollectorOld'),
    ...attributesOf('OperatingSystem').map((attribute) =>
      plain('java.lang:type=OperatingSystem', 'OperatingSystem', attribute),
    ),
    ...identity.map(([bean, base, attribute]) => plain(bean, base, attribute)),
  ]
}

/** The role that a bean plays where `client` and `service` are the RPC ports; undefined for none. */
function roleOf(bean: string, client: string | undefined, service: string | undefined): BeanRole | undefined {
  const [, base, port] = /name=(Rpc(?:Detailed)?Activity)ForPort(\d+)$/.exec(bean) ?? []
  if (base === 'RpcActivity' || base === 'RpcDetailedActivity') {
    if (port === client) return base
    return port === service ? `${base}@service` : undefined
  }
  if (bean === 'java.lang:type=OperatingSystem') return 'OperatingSystem'
  const plain = plainRoles.find((role) => bean === `${namenode}${role}`)
  if (plain !== undefined) return plain
  if (!bean.startsWith('java.lang:') || !bean.includes('type=GarbageCollector')) return undefined
  const name = /name=([^,]+)/.exec(bean)?.[1] ?? ''
  if (collectors.GarbageCollectorYoung.includes(name)) return 'GarbageCollectorYoung'
  return collectors.GarbageCollectorOld.includes(name) ? 'GarbageCollectorOld' : undefined
}

const reads = ({ attribute, ops, joined }: Column, wanted: string): boolean =>
  [attribute, ops, joined?.attribute, joined?.ops].includes(wanted)

/** Ids of the columns that an attribute feeds. */
export function columnsFed(
  bean: string,
  attribute: string,
  { client, service }: RpcPorts,
): readonly string[] {
  const role = roleOf(bean, client, service)
  return columns.filter((column) => column.bean === role && reads(column, attribute)).map(({ id }) => id)
}

/** Which RPC port is whose. */
export interface RpcPorts {
  readonly client: string | undefined
  readonly service: string | undefined
}

/** How many columns of a kind have all that they need, and which have not. */
export interface Coverage {
  readonly metrics: { readonly mapped: number; readonly of: number }
  readonly signals: { readonly mapped: number; readonly of: number }
  readonly missing: string[]
}

/** `has`: whether an attribute of a role is read from something that is there. */
export function coverageBy(has: (role: BeanRole, attribute: string) => boolean): Coverage {
  const isFed = ({ bean, attribute, ops }: Column): boolean =>
    has(bean, attribute) && (ops === undefined || has(bean, ops))
  const count = (list: readonly Column[]): { mapped: number; of: number } => ({
    mapped: list.filter(isFed).length,
    of: list.length,
  })
  return {
    metrics: count(metrics),
    signals: count(signals),
    missing: columns.filter((column) => !isFed(column)).map(({ id }) => id),
  }
}

/** Whether rows (bean and attribute) feed an attribute of a role. */
export function rolesIn(
  rows: readonly { readonly bean: string; readonly attribute: string }[],
  { client, service }: RpcPorts,
): (role: BeanRole, attribute: string) => boolean {
  const fed = new Set(
    rows.map(({ bean, attribute }) => `${roleOf(bean, client, service) ?? ''} ${attribute}`),
  )
  return (role, attribute) => fed.has(`${role} ${attribute}`)
}
