// What people call the signals: where their attribute, taken apart into words, says too little or reads badly.

const labels: Readonly<Record<string, string>> = {
  RpcProcessingTimeNumOps: 'RPC calls',
  RpcQueueTimeNumOps: 'RPC calls taken from the queue',
  RpcLockWaitTimeAvgTime: 'Wait for the namesystem lock',
  RpcLockWaitTimeNumOps: 'RPC calls that took the namesystem lock',
  RpcResponseTimeAvgTime: 'RPC response time',
  RpcResponseTimeNumOps: 'RPC responses',
  NumInProcessHandler: 'Handlers at work',
  NumOpenConnections: 'Open connections',
  NumDroppedConnections: 'Connections refused',
  RpcSlowCalls: 'Calls far slower than their kind',
  RpcClientBackoff: 'Calls told to back off',
  RpcAuthenticationFailures: 'Failed authentications',
  RpcAuthorizationFailures: 'Refused authorisations',
  ReceivedBytes: 'Bytes received',
  SentBytes: 'Bytes sent',
  SendHeartbeatNumOps: 'Heartbeats',
  BlockReportNumOps: 'Full block reports',
  BlockReceivedAndDeletedNumOps: 'Incremental block reports',
  RegisterDatanodeNumOps: 'DataNode registrations',
  GetBlocksNumOps: 'Balancer calls for blocks',
  GetDatanodeStorageReportNumOps: 'Get DataNode storage report calls',
  SyncsAvgTime: 'Edit-log sync time',
  SyncsNumOps: 'Edit-log syncs',
  TransactionsAvgTime: 'Edit-log transaction time',
  TransactionsNumOps: 'Edit-log transactions',
  TransactionsBatchedInSync: 'Transactions carried by another sync',
  StorageBlockReportAvgTime: 'Block report time per storage',
  StorageBlockReportNumOps: 'Block reports of storages',
  BlockReportAvgTime: 'Block report time',
  GenerateEDEKTimeAvgTime: 'Encrypted key time',
  GenerateEDEKTimeNumOps: 'Encrypted keys',
  PutImageAvgTime: 'Fsimage upload time',
  PutImageNumOps: 'Fsimage uploads',
  CreateFileOps: 'Create calls (NameNode)',
  DeleteFileOps: 'Delete calls (NameNode)',
  GetListingOps: 'Listing calls (NameNode)',
  FileInfoOps: 'File info calls (NameNode)',
  AddBlockOps: 'Blocks added',
  TotalFileOps: 'File operations together',
  FilesInGetListingOps: 'Entries returned by listings',
  BlockReceivedAndDeletedOps: 'Incremental block reports (NameNode)',
  PendingEditsCount: 'Edits waiting for the edit log',
  PendingDeleteBlocksCount: 'Blocks of deleted trees not yet taken apart',
  BlockOpsQueued: 'Block reports waiting',
  FsLockQueueLength: 'Threads waiting for the namesystem lock',
  LockQueueLength: 'Threads waiting for the namesystem lock, sampled',
  FilesTotal: 'Files and directories',
  BlocksTotal: 'Blocks',
  PendingDeletionBlocks: 'Blocks to be deleted on DataNodes',
  UnderReplicatedBlocks: 'Blocks with too few replicas',
  NumLiveDataNodes: 'Live DataNodes',
  NumDeadDataNodes: 'Dead DataNodes',
  NumStaleDataNodes: 'Stale DataNodes',
  NumStaleStorages: 'Stale storages',
  NumDecommissioningDataNodes: 'DataNodes being decommissioned',
  VolumeFailuresTotal: 'Failed disks of DataNodes',
  TotalLoad: 'Transfer threads of all DataNodes',
  PendingDataNodeMessageCount: 'DataNode messages kept for later',
  NumFilesUnderConstruction: 'Files being written',
  NumActiveClients: 'Clients that hold leases',
  MillisSinceLastLoadedEdits: 'Lag of the standby',
  ReadLockLongHoldCount: 'Long holds of the shared lock',
  WriteLockLongHoldCount: 'Long holds of the exclusive lock',
  ExpiredHeartbeats: 'DataNodes given up for lack of heartbeats',
  GcCount: 'Collections',
  GcNumWarnThresholdExceeded: 'Pauses over 10 s',
  GcNumInfoThresholdExceeded: 'Pauses of 1 to 10 s',
  GcTotalExtraSleepTime: 'Time in which the process stood still',
  GcTimePercentage: 'Share of time in collections',
  LogError: 'Errors logged',
  LogWarn: 'Warnings logged',
  MemHeapUsedM: 'Heap in use',
  MemHeapCommittedM: 'Heap committed',
  MemHeapMaxM: 'Heap at most',
  LoginFailureNumOps: 'Failed log-ins',
  RenewalFailuresTotal: 'Failed ticket renewals',
  SystemCpuLoad: 'Load of all processors',
  ProcessCpuLoad: 'Load of all processors by the NameNode',
}

/** `GetDelegationToken` as words of a sentence: `Get delegation token`. */
function words(name: string): string {
  const [first = '', ...rest] = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(' ')
  return [first, ...rest.map((word) => word.toLowerCase())].join(' ').replace(/^Rpc\b/, 'RPC')
}

/** A signal's label by its attribute, in sentence case: `Get delegation token calls`. */
export function signalLabel(attribute: string): string {
  const given = labels[attribute]
  if (given !== undefined) return given
  const [, operation, kind] = /^(.+?)(AvgTime|NumOps)$/.exec(attribute) ?? []
  if (operation === undefined) return words(attribute)
  if (kind === 'NumOps') return `${words(operation)} calls`
  return operation.endsWith('Time') ? words(operation) : `${words(operation)} time`
}
