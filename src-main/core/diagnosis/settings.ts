// What would show a column that a dump does not have.
import { columnIndex, columns } from '../../../src-shared/signals.ts'

/** By the beginning of the column's id: Hadoop's own sources and core-default.xml. */
const shownBy: readonly (readonly [start: string, setting: string])[] = [
  ['RpcLockWaitTime', 'Hadoop 2.10, 3.1.3, 3.2.1 or later'],
  ['RpcResponseTime', 'Hadoop 3.4.1 or later'],
  ['NumInProcessHandler', 'Hadoop 3.4.1 or later'],
  ['RpcSlowCalls', 'ipc.server.log.slow.rpc=true'],
  ['PendingEditsCount', 'Hadoop 3.3 or later'],
  ['PendingDeleteBlocksCount', 'Hadoop 3.4 or later'],
  ['GcTimePercentage', 'dfs.namenode.gc.time.monitor.enable=true'],
  ['GenerateEDEKTime', 'hadoop.security.key.provider.path, where there are encryption zones'],
  ['GetSnapshotDiffReportListing', 'Hadoop 3.1 or later'],
  ['StorageBlockReport', 'Hadoop 3 or later'],
]

/** A configuration key with its value or a version; null where only a fuller dump would show it. */
export function settingFor(id: string): string | null {
  if (columns[columnIndex.get(id) ?? -1]?.bean.endsWith('@service') === true)
    return 'dfs.namenode.servicerpc-address'
  return shownBy.find(([start]) => id.startsWith(start))?.[1] ?? null
}
