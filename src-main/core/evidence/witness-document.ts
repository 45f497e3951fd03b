// One raw document → what causes need of it beyond the columns.
import { contextOf, topWindows } from '../etl/context.ts'
import { type Beans, type JmxBean, type JmxDocument, beansByName, numberOf, textOf } from '../etl/document.ts'
import { identityOf } from '../etl/identity.ts'
import { beansByRole, choosePorts } from '../etl/roles.ts'
import type { Attributes } from '../diagnosis/facts.ts'
import type { DocumentWitness } from '../diagnosis/witness.ts'

const namenode = 'Hadoop:service=NameNode,name='

/** Null for NaN and for 0, which Hadoop gives for a time that never was. */
const instantOf = (value: number): number | null => (value > 0 ? value : null)
const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value)

/** Attributes that rules look at: those of the beans' own that are no columns, by bean and pattern. */
const wanted: readonly (readonly [bean: string, attribute: RegExp])[] = [
  // Only with dfs.namenode.lock.detailed-metrics.enabled (FSNamesystemLock): ns.
  ['FSNamesystem', /^FSN(Read|Write)Lock.*Nanos(NumOps|AvgTime)$/],
  ['FSNamesystem', /^(MissingReplOneBlocks|TransactionsSinceLastLogRoll)$/],
  ['NameNodeInfo', /^(SoftwareVersion|Threads|NumberOfMissingBlocks)$/],
  ['NameNodeStatus', /^(State|SlowPeersReport|SecurityEnabled)$/],
  ['StartupProgress', /^(PercentComplete|SafeModePercentComplete|SafeModeCount|SafeModeTotal)$/],
  ['NameNodeActivity', /^(SafeModeTime|FsImageLoadTime)$/],
]

/** Beans of the client port's call queue, there where FairCallQueue is configured. */
const queueBeans = ['FairCallQueue', 'DecayRpcScheduler'] as const

type Value = number | string

/** A list of numbers (`OverflowedCalls: [0, 3]`) counts as one attribute each: `OverflowedCalls.1`. */
function valuesOf(attribute: string, value: unknown): readonly (readonly [string, Value])[] {
  if (typeof value === 'number' || typeof value === 'string') return [[attribute, value]]
  if (!Array.isArray(value)) return []
  return value.flatMap((one: unknown, index) => valuesOf(`${attribute}.${String(index)}`, one))
}

function attributesOf(beans: Beans, port: string): Attributes {
  const found = new Map<string, Map<string, Value>>()
  const add = (name: string, bean: JmxBean | undefined, isWanted: (attribute: string) => boolean): void => {
    const values = Object.entries(bean ?? {})
      .filter(([attribute]) => isWanted(attribute))
      .flatMap(([attribute, value]) => valuesOf(attribute, value))
    if (values.length > 0) found.set(name, new Map([...(found.get(name) ?? []), ...values]))
  }
  for (const [name, pattern] of wanted)
    add(name, beans.get(namenode + name), (attribute) => pattern.test(attribute))
  for (const name of queueBeans)
    add(
      name,
      beans.get(`Hadoop:service=ipc.${port},name=${name}`),
      (attribute) => attribute !== 'name' && attribute !== 'modelerType',
    )
  // Hadoop's quantiles are named by their interval: RpcProcessingTime60s99thPercentileLatency.
  add('RpcActivity', beans.get(`${namenode}RpcActivityForPort${port}`), (attribute) =>
    /^Rpc(Queue|Processing)Time\d+s\d+thPercentileLatency$/.test(attribute),
  )
  return found
}

/** `Caller(etl).Volume` and `Caller(etl).Priority` of the metrics source, the top ten callers. */
function callersOf(beans: Beans, port: string): DocumentWitness['callers'] {
  const bean = beans.get(`Hadoop:service=NameNode,name=DecayRpcSchedulerMetrics2.ipc.${port}`)
  return Object.entries(bean ?? {}).flatMap(([attribute, volume]) => {
    const caller = /^Caller\((.*)\)\.Volume$/.exec(attribute)?.[1]
    if (caller === undefined || typeof volume !== 'number') return []
    return [{ caller, volume, priority: orNull(numberOf(bean, `Caller(${caller}).Priority`)) }]
  })
}

/** Calls of DataNodes, health checks and failovers, which come to the client port where there is no other. */
const ofServers =
  /^(SendHeartbeat|SendLifeline|RegisterDatanode|BlockReport|BlockReceivedAndDeleted|CacheReport|VersionRequest|ErrorReport|MonitorHealth|GetServiceStatus|TransitionTo\w+)NumOps$/

function hasClientCalls(detailed: JmxBean | undefined): boolean {
  return Object.entries(detailed ?? {}).some(
    ([name, count]) => name.endsWith('NumOps') && count !== 0 && !ofServers.test(name),
  )
}

/** What a document tells. Never throws: what is absent is null or empty. */
export function witnessOf(document: JmxDocument, time: number): DocumentWitness {
  const beans = beansByName(document)
  const identity = identityOf(beans)
  const { client, service } = choosePorts(beans, identity.clientPort)
  const roles = beansByRole(beans, identity.clientPort)
  const state = roles.FSNamesystemState
  const top = textOf(state, 'TopUserOpCounts')
  const { exceptions, connections } = contextOf(document)
  return {
    time,
    version: identity.version ?? null,
    clientPort: client ?? null,
    hasServicePort: service !== undefined,
    haState: identity.haState,
    safeModeText: textOf(beans.get(`${namenode}NameNodeInfo`), 'Safemode') ?? '',
    startedAt: instantOf(identity.namenodeStartTime) ?? instantOf(identity.startTime),
    haTransitionAt: instantOf(numberOf(beans.get(`${namenode}NameNodeStatus`), 'LastHATransitionTime')),
    checkpointAt: instantOf(numberOf(roles.FSNamesystem, 'LastCheckpointTime')),
    files: orNull(numberOf(state, 'FilesTotal')),
    blocks: orNull(numberOf(state, 'BlocksTotal')),
    liveDataNodes: orNull(numberOf(state, 'NumLiveDataNodes')),
    hasOperations: hasClientCalls(roles.RpcDetailedActivity),
    top: top === undefined ? null : topWindows(top, 'allUsers'),
    exceptions,
    connections,
    callers: callersOf(beans, client ?? ''),
    attributes: attributesOf(beans, client ?? ''),
  }
}
