// What diagnosis reads beyond the 28 metrics: rates per operation, lock, sync, heap, pauses, blocks, handlers, service port.
import { type BeanRole, type Column, type Unit, metrics } from './metrics.ts'
import { signalLabel } from './signal-labels.ts'

type Row = readonly [attribute: string, unit: Unit, doc: string]

const suffixOf = (bean: BeanRole): string => (bean.endsWith('@service') ? '@service' : '')

function column(
  bean: BeanRole,
  attribute: string,
  rest: Pick<Column, 'kind' | 'unit' | 'doc' | 'ops'>,
): Column {
  const suffix = suffixOf(bean)
  const label = `${signalLabel(attribute)}${suffix === '' ? '' : ' (service port)'}`
  return { id: `${attribute}${suffix}`, label, bean, attribute, ...rest }
}

const gauges = (bean: BeanRole, rows: readonly Row[]): Column[] =>
  rows.map(([attribute, unit, doc]) => column(bean, attribute, { kind: 'gauge', unit, doc }))

const counters = (bean: BeanRole, rows: readonly Row[]): Column[] =>
  rows.map(([attribute, unit, doc]) => column(bean, attribute, { kind: 'counter', unit, doc }))

/** Means in ms with the rate of their operations beside them. */
const meansWithRates = (bean: BeanRole, names: readonly (readonly [name: string, doc: string])[]): Column[] =>
  names.flatMap(([name, doc]) => [
    column(bean, `${name}AvgTime`, { kind: 'mean', unit: 'ms', ops: `${name}NumOps`, doc }),
    column(bean, `${name}NumOps`, { kind: 'counter', unit: '/s', doc: `${doc}: how many a second` }),
  ])

/** The rates of the operations whose means are among the 28. */
const operationRates: Column[] = metrics
  .filter((metric) => metric.ops !== undefined)
  .flatMap((metric) =>
    [metric.ops, metric.joined?.ops].flatMap((ops) => (ops === undefined ? [] : [{ metric, ops }])),
  )
  .map(({ metric, ops }) => ({
    ...column(metric.bean, ops, { kind: 'counter', unit: '/s', doc: `calls a second; ${metric.doc}` }),
    ...(metric.bean === 'RpcActivity' || ops === 'Rename2NumOps' ? {} : { label: `${metric.label} calls` }),
  }))

/** Every signal, in the order in which a sample keeps them. New ones are appended: the store keeps values by position. */
export const signals: readonly Column[] = [
  ...operationRates,
  ...counters('RpcDetailedActivity', [
    ['AddBlockNumOps', '/s', 'new blocks asked for'],
    ['RenewLeaseNumOps', '/s', 'lease renewals of writing clients'],
    ['GetServerDefaultsNumOps', '/s', 'clients starting up'],
    ['SetPermissionNumOps', '/s', 'chmod'],
    ['SetOwnerNumOps', '/s', 'chown'],
    ['SetTimesNumOps', '/s', 'touch'],
    ['AppendNumOps', '/s', 'appends'],
    ['GetSnapshottableDirListingNumOps', '/s', 'listings of snapshottable directories'],
    ['GetDelegationTokenNumOps', '/s', 'new delegation tokens'],
  ]),
  ...meansWithRates('RpcActivity', [['RpcLockWaitTime', 'wait of handlers for the namesystem lock']]),
  ...meansWithRates('RpcActivity', [['RpcResponseTime', 'building and sending responses (3.4.1 and later)']]),
  ...gauges('RpcActivity', [
    ['NumInProcessHandler', 'calls', 'handlers at work now (3.4.1 and later)'],
    ['NumOpenConnections', '', 'open client connections'],
    ['NumDroppedConnections', '', 'connections refused at the limit'],
  ]),
  ...counters('RpcActivity', [
    ['RpcSlowCalls', '/s', 'calls far slower than their kind; needs ipc.server.log.slow.rpc'],
    ['RpcClientBackoff', '/s', 'clients told to back off'],
    ['RpcAuthenticationFailures', '/s', 'failed authentications'],
    ['RpcAuthorizationFailures', '/s', 'refused authorisations'],
    ['ReceivedBytes', '/s', 'bytes received'],
    ['SentBytes', '/s', 'bytes sent'],
  ]),
  ...meansWithRates('RpcActivity@service', [
    ['RpcProcessingTime', 'calls of DataNodes in the handler'],
    ['RpcQueueTime', 'calls of DataNodes in the queue'],
    ['RpcLockWaitTime', 'calls of DataNodes waiting for the lock'],
  ]),
  ...gauges('RpcActivity@service', [['CallQueueLength', 'calls', 'DataNode calls that wait for a handler']]),
  ...counters('RpcDetailedActivity@service', [
    ['SendHeartbeatNumOps', '/s', 'heartbeats'],
    ['BlockReportNumOps', '/s', 'full block reports'],
    ['BlockReceivedAndDeletedNumOps', '/s', 'incremental block reports'],
    ['RegisterDatanodeNumOps', '/s', 'DataNodes that registered'],
    ['GetBlocksNumOps', '/s', 'the Balancer asking for blocks'],
    ['GetDatanodeStorageReportNumOps', '/s', 'storage reports on the service port'],
  ]),
  ...counters('RpcDetailedActivity', [
    ['SendHeartbeatNumOps', '/s', 'heartbeats, where there is no service port'],
    ['BlockReceivedAndDeletedNumOps', '/s', 'incremental block reports, where there is no service port'],
    ['RegisterDatanodeNumOps', '/s', 'DataNodes that registered, where there is no service port'],
  ]),
  ...meansWithRates('NameNodeActivity', [
    ['Syncs', 'syncs of the edit log'],
    ['Transactions', 'edit-log transactions'],
    ['StorageBlockReport', 'processing of block reports, one storage each (3.x)'],
    ['BlockReport', 'processing of block reports (2.x)'],
    ['GenerateEDEKTime', 'encrypted keys from the KMS'],
    ['PutImage', 'fsimages received from the standby'],
  ]),
  ...counters('NameNodeActivity', [
    ['TransactionsBatchedInSync', '/s', 'transactions that another one’s sync carried along'],
    ['CreateFileOps', '/s', 'files created, calls'],
    ['FilesCreated', '/s', 'files and directories created'],
    ['DeleteFileOps', '/s', 'delete calls'],
    ['FilesDeleted', '/s', 'files and directories deleted'],
    ['FilesRenamed', '/s', 'renames'],
    ['FilesInGetListingOps', '/s', 'entries that listings returned'],
    ['GetListingOps', '/s', 'listing calls'],
    ['FileInfoOps', '/s', 'file info calls'],
    ['AddBlockOps', '/s', 'blocks added'],
    ['TotalFileOps', '/s', 'file operations together'],
    ['BlockReceivedAndDeletedOps', '/s', 'incremental block reports'],
  ]),
  ...gauges('NameNodeActivity', [
    ['PendingEditsCount', 'txns', 'edits waiting for the asynchronous log (3.3 and later)'],
    ['PendingDeleteBlocksCount', 'blocks', 'blocks of deleted trees not yet taken apart (3.4)'],
    ['BlockOpsQueued', '', 'block reports waiting to be processed'],
  ]),
  ...gauges('FSNamesystemState', [
    ['FsLockQueueLength', 'threads', 'threads waiting for the namesystem lock, at the moment of the poll'],
    ['FilesTotal', 'files', 'inodes'],
    ['BlocksTotal', 'blocks', 'blocks'],
    ['PendingDeletionBlocks', 'blocks', 'blocks to be deleted on DataNodes'],
    ['UnderReplicatedBlocks', 'blocks', 'blocks with too few replicas'],
    ['NumLiveDataNodes', 'nodes', 'live DataNodes'],
    ['NumDeadDataNodes', 'nodes', 'dead DataNodes'],
    ['NumStaleDataNodes', 'nodes', 'DataNodes without heartbeat for 30 s'],
    ['NumStaleStorages', '', 'storages that have not reported since the last failover'],
    ['NumDecommissioningDataNodes', 'nodes', 'DataNodes being decommissioned'],
    ['VolumeFailuresTotal', '', 'failed disks of DataNodes'],
    ['TotalLoad', '', 'transfer threads of all DataNodes'],
  ]),
  ...gauges('FSNamesystem', [
    ['LockQueueLength', 'threads', 'threads waiting for the namesystem lock, at the last metrics sample'],
    ['MissingBlocks', 'blocks', 'blocks without any replica'],
    ['CorruptBlocks', 'blocks', 'corrupt blocks'],
    ['PostponedMisreplicatedBlocks', 'blocks', 'blocks whose excess replicas wait for block reports'],
    ['PendingDataNodeMessageCount', '', 'DataNode messages that a standby keeps for later'],
    ['TransactionsSinceLastCheckpoint', 'txns', 'edits since the last checkpoint'],
    ['LastCheckpointTime', 'ms', 'time of the last checkpoint, epoch ms'],
    ['NumFilesUnderConstruction', 'files', 'files being written'],
    ['NumActiveClients', '', 'clients that hold leases'],
    ['Snapshots', '', 'snapshots'],
    ['MillisSinceLastLoadedEdits', 'ms', 'how far a standby lags'],
  ]),
  ...counters('FSNamesystem', [
    [
      'ReadLockLongHoldCount',
      '/s',
      'shared lock held longer than dfs.namenode.read-lock-reporting-threshold-ms',
    ],
    [
      'WriteLockLongHoldCount',
      '/s',
      'exclusive lock held longer than dfs.namenode.write-lock-reporting-threshold-ms',
    ],
    ['ExpiredHeartbeats', '/s', 'DataNodes given up for lack of heartbeats'],
  ]),
  ...counters('JvmMetrics', [
    ['GcCount', '/s', 'collections'],
    ['GcNumWarnThresholdExceeded', '/s', 'pauses over 10 s'],
    ['GcNumInfoThresholdExceeded', '/s', 'pauses from 1 to 10 s'],
    ['GcTotalExtraSleepTime', 'ms/s', 'time that the whole process stood still, collections or not'],
    ['LogError', '/s', 'errors logged (2.x)'],
    ['LogWarn', '/s', 'warnings logged (2.x)'],
  ]),
  ...gauges('JvmMetrics', [
    ['MemHeapUsedM', 'MB', 'heap in use'],
    ['MemHeapCommittedM', 'MB', 'heap committed'],
    ['MemHeapMaxM', 'MB', 'heap at most'],
    ['GcTimePercentage', '%', 'share of the last minute spent in collections (3.3 and later)'],
    ['ThreadsRunnable', 'threads', 'runnable threads'],
  ]),
  ...counters('UgiMetrics', [
    ['LoginFailureNumOps', '/s', 'failed Kerberos log-ins'],
    ['RenewalFailuresTotal', '/s', 'failed ticket renewals'],
  ]),
  column('GarbageCollectorYoung', 'CollectionTime', {
    kind: 'counter',
    unit: 'ms/s',
    doc: 'young collections',
  }),
  column('GarbageCollectorOld', 'CollectionTime', { kind: 'counter', unit: 'ms/s', doc: 'old collections' }),
  column('GarbageCollectorOld', 'CollectionCount', { kind: 'counter', unit: '/s', doc: 'old collections' }),
  ...gauges('OperatingSystem', [
    ['SystemCpuLoad', '', 'busy share of all processors, 0 to 1'],
    ['ProcessCpuLoad', '', 'busy share of all processors by the NameNode, 0 to 1'],
    ['SystemLoadAverage', '', 'load average of the last minute'],
  ]),
].map(named)

/** The collectors' attributes have the same names in both beans: the id says which. */
function named(signal: Column): Column {
  const prefix = { GarbageCollectorYoung: 'Young', GarbageCollectorOld: 'Old' }[signal.bean as string]
  return prefix === undefined
    ? signal
    : {
        ...signal,
        id: `${prefix}${signal.attribute}`,
        label: `${prefix} ${signalLabel(signal.attribute).toLowerCase()}`,
      }
}

/** All columns of a sample: the 28 metrics, then the signals. */
export const columns: readonly Column[] = [...metrics, ...signals]

/** Position of each column by id. */
export const columnIndex: ReadonlyMap<string, number> = new Map(columns.map((one, index) => [one.id, index]))
