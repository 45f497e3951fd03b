// The client's RPC operations: which lock they hold, where their rate and time stand, what the audit log calls them.
import { columnIndex } from '../../../src-shared/signals.ts'
import type { Facts, Level } from './facts.ts'

/** How a call holds the namesystem: without a lock, beside other readers, alone. */
export type LockClass = 'none' | 'shared' | 'exclusive'

/** What a ms costs the others, as Hadoop's own scheduler counts it (WeightedTimeCostProvider: 1, 10, 100). */
export const lockWeights: Readonly<Record<LockClass, number>> = { none: 1, shared: 10, exclusive: 100 }

export interface Operation {
  /** The RPC's name, as its metrics spell it. */
  readonly rpc: string
  readonly lock: LockClass
  /** The audit log's command (and nntop's opType); empty for what is not audited. */
  readonly audit: string
  /** Column of its calls a second. */
  readonly rate: string
  /** Column of its mean time in ms; null where there is none: then it is told by its rate alone. */
  readonly time: string | null
}

type Row = readonly [rpc: string, lock: LockClass, audit: string]

/** FSNamesystem's own locking; audit names as NameNodes of 2.10, 3.3 and 3.4 gave them. */
const rows: readonly Row[] = [
  ['Create', 'exclusive', 'create'],
  ['Append', 'exclusive', 'append'],
  ['AddBlock', 'exclusive', ''],
  ['Complete', 'exclusive', ''],
  ['Fsync', 'exclusive', ''],
  ['Delete', 'exclusive', 'delete'],
  ['Rename', 'exclusive', 'rename'],
  ['Rename2', 'exclusive', 'rename (options=[OVERWRITE])'],
  ['Mkdirs', 'exclusive', 'mkdirs'],
  ['Concat', 'exclusive', 'concat'],
  ['SetPermission', 'exclusive', 'setPermission'],
  ['SetOwner', 'exclusive', 'setOwner'],
  ['SetTimes', 'exclusive', 'setTimes'],
  ['CreateSnapshot', 'exclusive', 'createSnapshot'],
  ['DeleteSnapshot', 'exclusive', 'deleteSnapshot'],
  ['RenameSnapshot', 'exclusive', 'renameSnapshot'],
  ['GetDelegationToken', 'exclusive', 'getDelegationToken'],
  ['GetFileInfo', 'shared', 'getfileinfo'],
  ['GetBlockLocations', 'shared', 'open'],
  ['GetListing', 'shared', 'listStatus'],
  ['GetContentSummary', 'shared', 'contentSummary'],
  ['GetSnapshotDiffReport', 'shared', 'computeSnapshotDiff'],
  ['GetSnapshotDiffReportListing', 'shared', 'computeSnapshotDiff'],
  ['GetSnapshottableDirListing', 'shared', 'listSnapshottableDirectory'],
  ['GetDatanodeReport', 'shared', 'datanodeReport'],
  ['GetDatanodeStorageReport', 'shared', 'getDatanodeStorageReport'],
  ['RenewLease', 'shared', ''],
  ['GetServerDefaults', 'none', ''],
]

function timeOf(rpc: string): string | null {
  // The column of Rename has both, weighted by their calls.
  const id = `${rpc === 'Rename2' ? 'Rename' : rpc}AvgTime`
  return columnIndex.has(id) ? id : null
}

/** Every operation that has a rate among the columns. */
export const operations: readonly Operation[] = rows.map(([rpc, lock, audit]) => ({
  rpc,
  lock,
  audit,
  rate: `${rpc}NumOps`,
  time: timeOf(rpc),
}))

/**
 * The operations that an audit name stands for: several where the log does not tell them apart (both snapshot diff
 * calls), none where the columns have no rate of it (setReplication, the calls of access lists).
 */
export function operationsOfAudit(audit: string): readonly Operation[] {
  // With other options rename2's name is another one: `rename (options=[TO_TRASH])`.
  const name = audit.startsWith('rename (options=') ? 'rename (options=[OVERWRITE])' : audit
  return operations.filter((operation) => operation.audit === name)
}

/** Audited commands that only look: of those that the columns do not have. */
const looks = /^(get|list|check|compute|content|quotaUsage|open|fsck|datanode|slowDatanodes)/i

/** The lock class of an audited command, of any: what the table does not have is judged by its verb. */
export function lockOfAudit(audit: string): LockClass {
  return operationsOfAudit(audit)[0]?.lock ?? (looks.test(audit) ? 'shared' : 'exclusive')
}

/**
 * A call's least cost in ms. Hadoop cuts each call to whole ms before it averages, so most calls of a healthy NameNode
 * show as 0; a tenth is what a call takes that touches one inode.
 */
export const leastMs = 0.1

/** An operation's calls in the incident beside the baseline. */
export interface Work {
  readonly operation: Operation
  /** Calls a second now and usually. */
  readonly perSecond: number
  readonly usual: number
  /** Time in handlers that was added, ms a second: calls x mean time now, less the same of the baseline. */
  readonly addedMs: number
  /** Its part in all that was added by client operations, 0 to 1. */
  readonly share: number
  /** The same with each ms weighted by its lock. */
  readonly costShare: number
}

/** Time of any call in its handler, lock wait left out: for operations that have no mean of their own. */
function anyCallMs(facts: Facts, value: (level: Level) => number | null): number {
  const of = (id: string): number => {
    const level = facts.level(id)
    return level === undefined ? 0 : (value(level) ?? 0)
  }
  return of('RpcProcessingTimeAvgTime') - of('RpcLockWaitTimeAvgTime')
}

function meanMs(facts: Facts, { time }: Operation): { now: number; usual: number } {
  const of = (value: (level: Level) => number | null): number | null => {
    if (time === null) return anyCallMs(facts, value)
    const level = facts.level(time)
    return level === undefined ? null : value(level)
  }
  const usual = Math.max(leastMs, of((level) => level.usual) ?? 0)
  return { now: Math.max(leastMs, of((level) => level.mean) ?? usual), usual }
}

/** What was added to the NameNode's work, by operation, most time first. Lock wait is not in it: that is others' doing. */
export function addedWork(facts: Facts): readonly Work[] {
  const added = operations.flatMap((operation) => {
    const rate = facts.level(operation.rate)
    if (rate === undefined) return []
    const ms = meanMs(facts, operation)
    const usual = rate.usual ?? 0
    const addedMs = Math.max(0, rate.mean * ms.now - usual * ms.usual)
    return [{ operation, perSecond: rate.mean, usual, addedMs }]
  })
  const total = added.reduce((sum, { addedMs }) => sum + addedMs, 0)
  const costOf = ({ operation, addedMs }: (typeof added)[number]): number =>
    addedMs * lockWeights[operation.lock]
  const cost = added.reduce((sum, one) => sum + costOf(one), 0)
  return added
    .map((one) => ({
      ...one,
      share: total > 0 ? one.addedMs / total : 0,
      costShare: cost > 0 ? costOf(one) / cost : 0,
    }))
    .toSorted((one, other) => other.addedMs - one.addedMs)
}
