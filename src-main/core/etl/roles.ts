// Which bean of a document plays which role: the client's RPC port, the service port, the collectors.
import type { BeanRole } from '../../../src-shared/metrics.ts'
import { type Beans, type JmxBean, numberOf } from './document.ts'

const namenode = 'Hadoop:service=NameNode,name='
const rpcActivity = `${namenode}RpcActivityForPort`
const rpcDetailed = `${namenode}RpcDetailedActivityForPort`

export type BeanByRole = Readonly<Record<BeanRole, JmxBean | undefined>>

const operations = (beans: Beans, port: string): number => {
  const detailed = beans.get(rpcDetailed + port)
  const count = (attribute: string): number => numberOf(detailed, attribute) || 0
  return count('GetFileInfoNumOps') + count('GetBlockLocationsNumOps')
}

const calls = (beans: Beans, port: string): number =>
  numberOf(beans.get(rpcActivity + port), 'RpcProcessingTimeNumOps') || 0

const largest = (ports: readonly string[], weight: (port: string) => number): string | undefined =>
  ports.toSorted((left, right) => weight(right) - weight(left) || Number(left) - Number(right))[0]

/**
 * The client port is the one in NameNodeStatus.HostAndPort, else the one that serves the most GetFileInfo and
 * GetBlockLocations calls. Of the others (service, lifeline) the busiest is the service port.
 */
export function choosePorts(
  beans: Beans,
  clientPort: string | undefined,
): { client: string | undefined; service: string | undefined } {
  const ports = [...beans.keys()]
    .filter((name) => name.startsWith(rpcActivity))
    .map((name) => name.slice(rpcActivity.length))
  const client =
    clientPort !== undefined && ports.includes(clientPort)
      ? clientPort
      : largest(ports, (port) => operations(beans, port))
  const others = ports.filter((port) => port !== client)
  return { client, service: largest(others, (port) => calls(beans, port)) }
}

const firstOf = (beans: Beans, collectors: readonly string[]): JmxBean | undefined =>
  collectors
    .map(
      (name) =>
        beans.get(`java.lang:name=${name},type=GarbageCollector`) ??
        beans.get(`java.lang:type=GarbageCollector,name=${name}`),
    )
    .find((bean) => bean !== undefined)

/** The bean of each role, undefined where the document has none. */
export function beansByRole(beans: Beans, clientPort: string | undefined): BeanByRole {
  const { client, service } = choosePorts(beans, clientPort)
  const ofPort = (prefix: string, port: string | undefined): JmxBean | undefined =>
    port === undefined ? undefined : beans.get(prefix + port)
  return {
    RpcActivity: ofPort(rpcActivity, client),
    RpcDetailedActivity: ofPort(rpcDetailed, client),
    'RpcActivity@service': ofPort(rpcActivity, service),
    'RpcDetailedActivity@service': ofPort(rpcDetailed, service),
    JvmMetrics: beans.get(`${namenode}JvmMetrics`),
    UgiMetrics: beans.get(`${namenode}UgiMetrics`),
    NameNodeActivity: beans.get(`${namenode}NameNodeActivity`),
    FSNamesystem: beans.get(`${namenode}FSNamesystem`),
    FSNamesystemState: beans.get(`${namenode}FSNamesystemState`),
    GarbageCollectorYoung: firstOf(beans, ['G1 Young Generation', 'ParNew', 'PS Scavenge', 'Copy']),
    GarbageCollectorOld: firstOf(beans, [
      'G1 Old Generation',
      'ConcurrentMarkSweep',
      'PS MarkSweep',
      'MarkSweepCompact',
    ]),
    OperatingSystem: beans.get('java.lang:type=OperatingSystem'),
  }
}

/** Time spent in all collectors by java.lang's own beans, ms; NaN where there are none. */
export function collectorsTime(beans: Beans): number {
  let sum = Number.NaN
  for (const [name, bean] of beans) {
    if (!name.startsWith('java.lang:') || !name.includes('type=GarbageCollector')) continue
    const time = numberOf(bean, 'CollectionTime')
    if (!Number.isNaN(time)) sum = (Number.isNaN(sum) ? 0 : sum) + time
  }
  return Number.isFinite(sum) ? sum : Number.NaN
}
