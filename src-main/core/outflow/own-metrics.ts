// What nnad says of itself and of what it watches, as Prometheus reads it.
import type { Monitoring } from '../../../src-shared/contract/monitoring.ts'
import type { Watch } from '../../../src-shared/contract/watches.ts'
import { type MetricFamily, type MetricSample, counter, gauge } from './metric-family.ts'

/** What the process itself is doing. */
export interface ProcessFacts {
  readonly version: string
  readonly node: string
  /** CPU time so far, seconds. */
  readonly cpuSeconds: number
  /** Memory, bytes. */
  readonly residentBytes: number
  readonly uptimeSeconds: number
}

/** This process, now. */
export function processFacts(version: string): ProcessFacts {
  const { user, system } = process.cpuUsage()
  return {
    version,
    node: process.versions.node,
    cpuSeconds: (user + system) / 1e6,
    residentBytes: process.memoryUsage.rss(),
    uptimeSeconds: process.uptime(),
  }
}

const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000)
const flag = (isSet: boolean): number => (isSet ? 1 : 0)

function ofProcess({
  version,
  node,
  cpuSeconds,
  residentBytes,
  uptimeSeconds,
}: ProcessFacts): MetricFamily[] {
  return [
    gauge('nnad_build_info', 'Version of nnad and of Node; always 1.', [[{ version, node }, 1]]),
    counter('process_cpu_seconds_total', 'CPU time that nnad has used, seconds.', [[{}, cpuSeconds]]),
    gauge('process_resident_memory_bytes', 'Memory that nnad uses.', [[{}, residentBytes]]),
    gauge('nnad_uptime_seconds', 'Since nnad was started.', [[{}, uptimeSeconds]]),
  ]
}

function ofStages(monitoring: Monitoring): MetricFamily[] {
  const { state } = monitoring
  // Collecting fails NameNode by NameNode, never as a whole: `ofWatches` tells.
  const stages = monitoring.stages.filter(({ stage }) => stage !== 'collect')
  return [
    gauge('nnad_up', 'Whether this nnad collects: 1 yes, 0 monitoring is off or another nnad does it.', [
      [{}, flag(state === 'on')],
    ]),
    gauge(
      'nnad_stage_last_success_timestamp_seconds',
      'When a stage (process, score, retrain, retain) last ended well; none after a failure, which nnad_stage_failed tells.',
      stages.map(({ stage, lastAt, error }) => [{ stage }, error === null ? seconds(lastAt) : null]),
    ),
    gauge(
      'nnad_stage_failed',
      'Whether a stage failed when it last ran.',
      stages.map(({ stage, error }) => [{ stage }, flag(error !== null)]),
    ),
    gauge(
      'nnad_stage_last_duration_seconds',
      'How long a stage took when it last ran.',
      stages.map(({ stage, lastMs }) => [{ stage }, seconds(lastMs)]),
    ),
  ]
}

function ofSources({ sources }: Monitoring): MetricFamily[] {
  // Names may be the same, ids never are.
  const own = ({ sourceId, name }: Monitoring['sources'][number]) => ({ source: name, id: String(sourceId) })
  const byRole = (
    value: (role: Monitoring['sources'][number]['roles'][number]) => number | null,
  ): MetricSample[] =>
    sources.flatMap((source) =>
      source.roles.map((role): MetricSample => {
        const { haState, node } = role
        return [{ ...own(source), ha_state: haState, ...(node === null ? {} : { node }) }, value(role)]
      }),
    )
  return [
    gauge(
      'nnad_score',
      'Score of the latest window that was scored, per HA state and node that is in it.',
      byRole(({ score }) => score),
    ),
    gauge(
      'nnad_threshold',
      'Score above which a window is anomalous.',
      byRole(({ threshold }) => threshold),
    ),
    gauge(
      'nnad_scored_timestamp_seconds',
      'Last row of the latest window that was scored, per HA state and node that is in it.',
      byRole(({ scoredTo }) => seconds(scoredTo)),
    ),
    gauge(
      'nnad_rows_needed',
      'Rows still missing before a model can be trained; 0: enough.',
      byRole(({ rowsNeeded }) => rowsNeeded),
    ),
    gauge(
      'nnad_incidents_open',
      'Incidents that are open.',
      sources.map((source) => [own(source), source.openIncidents]),
    ),
    gauge(
      'nnad_lag_seconds',
      'Age of the latest row.',
      sources.map((source) => [own(source), seconds(source.lagMs)]),
    ),
  ]
}

function ofWatches(watches: readonly Watch[]): MetricFamily[] {
  const byNode = (value: (node: Watch['nodes'][number]) => number | null): MetricSample[] =>
    watches.flatMap(({ id, name, nodes }) =>
      nodes.map((node): MetricSample => [{ watch: name, id: String(id), url: node.url }, value(node)]),
    )
  return [
    gauge(
      'nnad_poll_up',
      'Whether the last poll of a NameNode was answered well; none while it is paused or waits for its first.',
      byNode(({ state }) => (state === 'paused' || state === 'waiting' ? null : flag(state === 'ok'))),
    ),
    gauge(
      'nnad_poll_last_success_timestamp_seconds',
      'When a NameNode last answered well.',
      byNode(({ lastGoodAt }) => seconds(lastGoodAt)),
    ),
    gauge(
      'nnad_poll_failures',
      'Polls of a NameNode that failed in a row.',
      byNode(({ failures }) => failures),
    ),
    gauge(
      'nnad_answer_seconds',
      'How long the last good answer took.',
      byNode(({ answerMs }) => seconds(answerMs)),
    ),
    gauge(
      'nnad_answer_bytes',
      'How large the last good answer was.',
      byNode(({ answerBytes }) => answerBytes),
    ),
    gauge(
      'nnad_clock_skew_seconds',
      "The NameNode's clock minus this one's.",
      byNode(({ skewMs }) => seconds(skewMs)),
    ),
  ]
}

function ofDisk({ disk }: Monitoring): MetricFamily[] {
  return [
    gauge('nnad_disk_bytes', 'What the data takes.', [[{}, disk.bytes]]),
    gauge('nnad_disk_budget_bytes', 'What the data may take.', [[{}, disk.budgetBytes]]),
    gauge('nnad_disk_free_bytes', "Free on the data's disk.", [[{}, disk.freeBytes]]),
    gauge('nnad_disk_ok', 'Whether there is room and it can be written.', [[{}, flag(disk.state === 'ok')]]),
  ]
}

/** All families. */
export function ownMetrics(
  facts: ProcessFacts,
  monitoring: Monitoring,
  watches: readonly Watch[],
): readonly MetricFamily[] {
  return [
    ...ofProcess(facts),
    ...ofStages(monitoring),
    ...ofSources(monitoring),
    ...ofWatches(watches),
    ...ofDisk(monitoring),
  ]
}
