// What can be wrong with a NameNode: the stable ids of causes, in the API, in reports, in the benchmark.

/**
 * cause: a change of state that explains the rest. symptom: what it looked like from inside. impact: what clients and
 * DataNodes had of it. Latency is never a cause.
 */
export const causeRoles = ['cause', 'symptom', 'impact'] as const
export type CauseRole = (typeof causeRoles)[number]

/** How the sentence of a story begins that tells what other calls had of it. */
export const impactWord = 'Impact: '

/** Every id; the catalogue of core/diagnosis/rules has an entry for each, and only for these. */
export const causeIds = [
  'too-few-handlers',
  'handlers-stuck',
  'client-flood',
  'rpc-latency-over-limits',
  'call-queue-throttling',
  'service-port-overload',
  'metrics-quantiles-contention',
  'long-lock-hold',
  'mass-delete',
  'content-summary-scan',
  'large-directory-listing',
  'access-time-writes',
  'snapshot-diff-scan',
  'snapshot-churn',
  'slow-edit-sync',
  'checkpoint-transfer',
  'synchronous-logging',
  'gc-pressure',
  'long-jvm-pauses',
  'host-pause',
  'namespace-growth',
  'small-file-storm',
  'blocked-threads',
  'slow-group-lookup',
  'cpu-saturation',
  'datanodes-lost',
  'datanodes-falsely-dead',
  'under-replication',
  'block-report-storm',
  'incremental-block-report-flood',
  'datanode-report-polling',
  'safe-mode',
] as const
export type CauseId = (typeof causeIds)[number]
