// The 28 metrics of the model, one row each. This table drives ETL, store, UI, OpenAPI and the README's table.

/** Where an attribute lives; the RPC beans are those of the client port unless `@service` says otherwise. */
export type BeanRole =
  | 'RpcActivity'
  | 'RpcDetailedActivity'
  | 'RpcActivity@service'
  | 'RpcDetailedActivity@service'
  | 'JvmMetrics'
  | 'UgiMetrics'
  | 'NameNodeActivity'
  | 'FSNamesystem'
  | 'FSNamesystemState'
  | 'GarbageCollectorYoung'
  | 'GarbageCollectorOld'
  | 'OperatingSystem'

/**
 * gauge: the value now. mean: average over one metrics interval, only meaningful where its NumOps grew.
 * counter: total since the JVM started, read as a rate per second.
 */
export type ColumnKind = 'gauge' | 'mean' | 'counter'

export type Unit =
  'ms' | 'ms/s' | '/s' | 'calls' | 'threads' | 'MB' | 'blocks' | 'files' | 'nodes' | '%' | '' | 'txns'

/** One column of a sample: an attribute of a bean and how to read it. */
export interface Column {
  /** The attribute's own name, as Hadoop spells it; `@service` appended for the service port. */
  readonly id: string
  readonly label: string
  readonly bean: BeanRole
  readonly attribute: string
  readonly kind: ColumnKind
  /** Unit of the value in a sample (a counter's is already per second). */
  readonly unit: Unit
  /** The counter that gates a mean: no growth, no value. */
  readonly ops?: string
  /** A second mean of the same meaning, joined by weight of its own operations (Rename2). */
  readonly joined?: { readonly attribute: string; readonly ops: string }
  readonly doc: string
}

export const metricGroups = [
  'RPC latency',
  'File operations',
  'Snapshots',
  'DataNode reports',
  'JVM threads',
  'Garbage collection',
  'Identity and queue',
] as const
export type MetricGroup = (typeof metricGroups)[number]

export interface Metric extends Column {
  readonly group: MetricGroup
}

function rpcMean(name: string, label: string, doc: string): Metric {
  return {
    id: `${name}AvgTime`,
    label,
    group: 'RPC latency',
    bean: 'RpcActivity',
    attribute: `${name}AvgTime`,
    ops: `${name}NumOps`,
    kind: 'mean',
    unit: 'ms',
    doc,
  }
}

function operation(group: MetricGroup, name: string, label: string, doc: string): Metric {
  return {
    id: `${name}AvgTime`,
    label,
    group,
    bean: 'RpcDetailedActivity',
    attribute: `${name}AvgTime`,
    ops: `${name}NumOps`,
    kind: 'mean',
    unit: 'ms',
    doc,
  }
}

function threads(state: string, doc: string): Metric {
  const attribute = `Threads${state}`
  return {
    id: attribute,
    label: `Threads ${state === 'TimedWaiting' ? 'timed waiting' : state.toLowerCase()}`,
    group: 'JVM threads',
    bean: 'JvmMetrics',
    attribute,
    kind: 'gauge',
    unit: 'threads',
    doc,
  }
}

function gcTime(suffix: string, label: string, doc: string): Metric {
  const attribute = `GcTimeMillis${suffix}`
  return {
    id: attribute,
    label,
    group: 'Garbage collection',
    bean: 'JvmMetrics',
    attribute,
    kind: 'counter',
    unit: 'ms/s',
    doc,
  }
}

const renameAvgTime: Metric = {
  ...operation('File operations', 'Rename', 'Rename', 'rename and rename2 together, weighted by their calls'),
  joined: { attribute: 'Rename2AvgTime', ops: 'Rename2NumOps' },
}

/** The 28, in the order of the model's input columns. Changing the order or the number makes old models unreadable. */
export const metrics: readonly Metric[] = [
  rpcMean(
    'RpcProcessingTime',
    'RPC processing time',
    'time in the handler, wait for the namesystem lock included',
  ),
  rpcMean('RpcQueueTime', 'RPC queue time', 'wait in the call queue before a handler takes the call'),
  operation(
    'File operations',
    'Create',
    'Create',
    'create a file; lock wait not included since 2.10, 3.1.3, 3.2.1',
  ),
  operation('File operations', 'Delete', 'Delete', 'delete a file or a tree; lock wait not included'),
  renameAvgTime,
  operation('File operations', 'Mkdirs', 'Mkdirs', 'make directories'),
  operation('File operations', 'Complete', 'Complete', 'close a written file'),
  operation('File operations', 'GetFileInfo', 'Get file info', 'status of one path'),
  operation('File operations', 'GetBlockLocations', 'Get block locations', 'open for reading'),
  operation(
    'File operations',
    'GetListing',
    'Get listing',
    'one page of a directory, dfs.ls.limit entries at most',
  ),
  operation(
    'File operations',
    'GetContentSummary',
    'Get content summary',
    'du and count: walks the whole tree',
  ),
  operation('File operations', 'Fsync', 'Fsync', 'hsync and hflush that update the length'),
  operation('File operations', 'Concat', 'Concat', 'join files'),
  operation('Snapshots', 'CreateSnapshot', 'Create snapshot', 'take a snapshot'),
  operation('Snapshots', 'DeleteSnapshot', 'Delete snapshot', 'drop a snapshot'),
  operation('Snapshots', 'RenameSnapshot', 'Rename snapshot', 'rename a snapshot'),
  operation(
    'Snapshots',
    'GetSnapshotDiffReport',
    'Snapshot diff report',
    'difference of two snapshots in one call',
  ),
  operation(
    'Snapshots',
    'GetSnapshotDiffReportListing',
    'Snapshot diff listing',
    'difference of two snapshots, page by page; Hadoop 3.1 and later only',
  ),
  operation('DataNode reports', 'GetDatanodeReport', 'DataNode report', 'list of DataNodes (dfsadmin, UIs)'),
  operation(
    'DataNode reports',
    'GetDatanodeStorageReport',
    'DataNode storage report',
    'list of storages (Balancer, Mover)',
  ),
  threads('Blocked', 'waiting for a Java monitor; since 3.3 only the threads of the main group are counted'),
  threads('Waiting', 'parked without a time limit, handlers that wait for the namesystem lock among them'),
  threads('TimedWaiting', 'parked or asleep with a time limit'),
  gcTime('ParNew', 'GC time ParNew', 'young collections under CMS; missing under other collectors'),
  gcTime('ConcurrentMarkSweep', 'GC time CMS', 'old collections under CMS; missing under other collectors'),
  gcTime('', 'GC time', 'all collectors together; the one to read where the JVM runs neither ParNew nor CMS'),
  {
    id: 'GetGroupsAvgTime',
    label: 'Get groups',
    group: 'Identity and queue',
    bean: 'UgiMetrics',
    attribute: 'GetGroupsAvgTime',
    ops: 'GetGroupsNumOps',
    kind: 'mean',
    unit: 'ms',
    doc: 'look-ups of a user’s groups that missed the cache',
  },
  {
    id: 'CallQueueLength',
    label: 'Call queue length',
    group: 'Identity and queue',
    bean: 'RpcActivity',
    attribute: 'CallQueueLength',
    kind: 'gauge',
    unit: 'calls',
    doc: 'calls that wait for a handler at the moment of the poll',
  },
]

/** How many columns the model reads: 28. */
export const metricCount = metrics.length
