// Which columns the default profile looks at: the 28 metrics, and the signals that show what their means hide.
import { columnIndex } from '../../../src-shared/signals.ts'
import { metrics } from '../../../src-shared/metrics.ts'

/**
 * Signals beside the 28. A storm of one operation shows in its rate; waiting shows in queues and handlers; what is slow
 * without the clients' calls shows on the service port, in the edit log, in pauses. Not among them: counters that count
 * the same calls a second time, totals that grow with the day (FilesTotal), bytes, heap (a saw by nature), host load:
 * the rules of diagnosis read those.
 */
const signalsWatched = [
  'RpcProcessingTimeNumOps',
  ...metrics.flatMap(({ ops, joined, bean }) =>
    ops === undefined || bean === 'RpcActivity' ? [] : [ops, ...(joined === undefined ? [] : [joined.ops])],
  ),
  'AddBlockNumOps',
  'RenewLeaseNumOps',
  'GetServerDefaultsNumOps',
  'SetPermissionNumOps',
  'SetOwnerNumOps',
  'SetTimesNumOps',
  'AppendNumOps',
  'GetSnapshottableDirListingNumOps',
  'GetDelegationTokenNumOps',
  'RpcLockWaitTimeAvgTime',
  'NumInProcessHandler',
  'NumOpenConnections',
  'NumDroppedConnections',
  'RpcSlowCalls',
  'RpcClientBackoff',
  'RpcAuthenticationFailures',
  'RpcAuthorizationFailures',
  'RpcProcessingTimeAvgTime@service',
  'RpcQueueTimeAvgTime@service',
  'RpcLockWaitTimeAvgTime@service',
  'CallQueueLength@service',
  'BlockReportNumOps@service',
  'BlockReceivedAndDeletedNumOps@service',
  'BlockReceivedAndDeletedNumOps',
  'RegisterDatanodeNumOps@service',
  'RegisterDatanodeNumOps',
  'GetBlocksNumOps@service',
  'GetDatanodeStorageReportNumOps@service',
  'SyncsAvgTime',
  'StorageBlockReportAvgTime',
  'BlockReportAvgTime',
  'GenerateEDEKTimeAvgTime',
  'FilesDeleted',
  'FilesInGetListingOps',
  'PendingEditsCount',
  'PendingDeleteBlocksCount',
  'BlockOpsQueued',
  'FsLockQueueLength',
  'LockQueueLength',
  'PendingDeletionBlocks',
  'UnderReplicatedBlocks',
  'PostponedMisreplicatedBlocks',
  'MissingBlocks',
  'CorruptBlocks',
  'NumDeadDataNodes',
  'NumStaleDataNodes',
  'VolumeFailuresTotal',
  'ReadLockLongHoldCount',
  'WriteLockLongHoldCount',
  'ExpiredHeartbeats',
  'GcNumWarnThresholdExceeded',
  'GcNumInfoThresholdExceeded',
  'GcTotalExtraSleepTime',
  'LoginFailureNumOps',
] as const

/** One watched column. */
export interface Watched {
  readonly id: string
  /** Position among all columns of a sample. */
  readonly index: number
}

/** The watched columns, the 28 first and in their order. */
export const watched: readonly Watched[] = [...metrics.map(({ id }) => id), ...signalsWatched].flatMap(
  (id) => {
    const index = columnIndex.get(id)
    return index === undefined ? [] : [{ id, index }]
  },
)

/** Clients' calls a second: the throughput that falls when the NameNode cannot keep up. */
export const throughput = 'RpcProcessingTimeNumOps'

/** Work that waits: with one of these raised a lower throughput is no lack of demand. */
export const waiting: ReadonlySet<string> = new Set([
  'CallQueueLength',
  'RpcQueueTimeAvgTime',
  'NumInProcessHandler',
  'FsLockQueueLength',
  'LockQueueLength',
  'PendingEditsCount',
  'SyncsAvgTime',
])
