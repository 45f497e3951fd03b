// Who answered: the cluster, the node, its version and state, read from NameNodeInfo, NameNodeStatus and tags.
import { isZone } from '../../../src-shared/zones.ts'
import { type Beans, type JmxBean, numberOf, textOf } from './document.ts'

const namenode = 'Hadoop:service=NameNode,name='
/** The bean of documents that were rebuilt from an engine's series; no NameNode has one. */
const rebuilt = 'nnad:type=Engine'

/** What NameNodeStatus.State may say, and `unknown` where the dump does not say. */
export const haStates = ['active', 'standby', 'observer', 'initializing', 'stopping', 'unknown'] as const
export type HaState = (typeof haStates)[number]

const servingStates: readonly string[] = ['active', 'standby', 'observer', 'unknown'] satisfies HaState[]

/** Whether a NameNode serves in a state, and stays in it: what there are models of. */
export const isServing = (haState: string): boolean => servingStates.includes(haState)

export interface Identity {
  /** One for all nodes of a cluster (`ClusterId/BlockPoolId`), or undefined while a NameNode starts. */
  readonly source: string | undefined
  /** `host:port` of the client RPC server, or undefined while a NameNode starts. */
  readonly node: string | undefined
  /** For example `3.4.3`. */
  readonly version: string | undefined
  readonly haState: HaState
  readonly safeMode: boolean
  /** Start of the JVM by its Runtime bean, epoch ms; NaN where unknown. A change is a restart. */
  readonly startTime: number
  /** Start of the NameNode by its own bean, a little later; NaN where unknown. A change is a restart as well. */
  readonly namenodeStartTime: number
  /** Port of the client RPC server as NameNodeStatus gives it. */
  readonly clientPort: string | undefined
  /** Zone of the JVM (its property `user.timezone`), an IANA name; undefined where the dump names none that there is. */
  readonly zone: string | undefined
}

const isHaState = (text: string): text is HaState => haStates.some((state) => state === text)

const isProperty = (value: unknown): value is { readonly key: string; readonly value: string } =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  'value' in value &&
  typeof value.key === 'string' &&
  typeof value.value === 'string'

function haStateOf(beans: Beans): HaState {
  const state =
    textOf(beans.get(`${namenode}NameNodeStatus`), 'State') ??
    textOf(beans.get(`${namenode}FSNamesystem`), 'tag.HAState')
  return state !== undefined && isHaState(state) ? state : 'unknown'
}

/** Whose series a document was rebuilt from. */
export interface RebuiltFrom {
  /** Name of the engine. */
  readonly engine: string
  /** The cluster, or the node where the engine names none. */
  readonly source: string
  /** What the engine calls the NameNode: its label `instance`. */
  readonly node: string
}

/** The bean that tells whose a rebuilt document is. */
export function engineBean({ engine, source, node }: RebuiltFrom): JmxBean {
  return { name: rebuilt, Engine: engine, Source: source, Node: node }
}

/** The key of the source that rebuilt documents belong to. */
export function engineKey({ engine, source }: Pick<RebuiltFrom, 'engine' | 'source'>): string {
  return `engine ${engine} ${source}`
}

function rebuiltFrom(beans: Beans): RebuiltFrom | undefined {
  const bean = beans.get(rebuilt)
  const [engine, source, node] = [textOf(bean, 'Engine'), textOf(bean, 'Source'), textOf(bean, 'Node')]
  return engine === undefined || source === undefined || node === undefined
    ? undefined
    : { engine, source, node }
}

/** The node's name: NameNodeStatus.HostAndPort, its host taken from the metrics' tags where it is only "localhost". */
function nodeOf(beans: Beans): { node: string | undefined; clientPort: string | undefined } {
  const hostAndPort = textOf(beans.get(`${namenode}NameNodeStatus`), 'HostAndPort')
  const match = hostAndPort === undefined ? null : /^(.*):(\d+)$/.exec(hostAndPort)
  const tagged =
    textOf(beans.get(`${namenode}JvmMetrics`), 'tag.Hostname') ??
    textOf(beans.get(`${namenode}FSNamesystem`), 'tag.Hostname')
  if (match === null) return { node: tagged, clientPort: undefined }
  const [, host = '', port = ''] = match
  const isLoopback = host === 'localhost' || host.startsWith('127.') || host === '0.0.0.0' || host === ''
  return { node: `${isLoopback ? (tagged ?? host) : host}:${port}`, clientPort: port }
}

/** The JVM's zone, out of the system properties of its Runtime bean: a list of `{key, value}`. */
function zoneOf(beans: Beans): string | undefined {
  const properties: unknown = beans.get('java.lang:type=Runtime')?.['SystemProperties']
  if (!Array.isArray(properties)) return undefined
  const property = (properties as readonly unknown[]).find(
    (one) => isProperty(one) && one.key === 'user.timezone',
  )
  return isProperty(property) && isZone(property.value) ? property.value : undefined
}

/** Reads who answered out of a document's beans. Never throws: what is absent is undefined, `unknown` or NaN. */
export function identityOf(beans: Beans): Identity {
  const info = beans.get(`${namenode}NameNodeInfo`)
  const cluster = textOf(info, 'ClusterId')
  const pool = textOf(info, 'BlockPoolId')
  const engine = rebuiltFrom(beans)
  const named = cluster === undefined && pool === undefined ? undefined : `${cluster ?? ''}/${pool ?? ''}`
  return {
    source: engine === undefined ? named : engineKey(engine),
    // A port tells two NameNodes of one host apart; whether it is one of their RPC ports is found out from the beans.
    ...(engine === undefined
      ? nodeOf(beans)
      : { node: engine.node, clientPort: /:(\d+)$/.exec(engine.node)?.[1] }),
    version: textOf(info, 'SoftwareVersion') ?? textOf(info, 'Version')?.split(',')[0],
    haState: haStateOf(beans),
    safeMode: (textOf(info, 'Safemode') ?? '') !== '',
    startTime: numberOf(beans.get('java.lang:type=Runtime'), 'StartTime'),
    namenodeStartTime: numberOf(info, 'NNStartedTimeInMillis'),
    zone: zoneOf(beans),
  }
}
