// How many handlers a NameNode of a given size should have.

/** Beyond this more handlers wait for the same lock (NameNode RPC latency notes; Huawei's last step is 192). */
const most = 200
/** Hadoop's own dfs.namenode.handler.count. */
export const presetHandlers = 10

/**
 * 20 x log2(DataNodes), 200 at most: the rule of Cloudera's and Hortonworks' guides (250 nodes: 160), and not fewer than
 * Hadoop's own 10.
 */
export function advisedHandlers(dataNodes: number): number {
  return Math.min(most, Math.max(presetHandlers, Math.round(20 * Math.log2(Math.max(1, dataNodes)))))
}
