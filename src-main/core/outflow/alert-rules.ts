// Alerting rules for Prometheus over nnad's own metrics.

/** A rule as a rule file has it. */
export interface AlertRule {
  readonly alert: string
  readonly expr: string
  /** How long it must hold, Prometheus' duration. */
  readonly for?: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/** From this severity on somebody should look now: the bands major and critical. */
const severe = 50

// An alert is told by its labels: the cause, which may be found later than the incident, is none of them.
const severityOf = 'max without (cause) (nnad_incident_severity)'
const startOf = 'max without (cause) (nnad_incident_start_timestamp_seconds)'

/** A label of the incident's own series, read when the alert is told. */
const causeNow =
  '{{ with printf "nnad_incident_start_timestamp_seconds{incident=%q,instance=%q}" $labels.incident $labels.instance | query }}{{ . | first | label "cause" }}{{ end }}'
const severityNow =
  '{{ with printf "nnad_incident_severity{incident=%q,instance=%q}" $labels.incident $labels.instance | query }}{{ . | first | value | printf "%.0f" }} of 100{{ else }}unknown{{ end }}'

function incidentRules(url: string | undefined): AlertRule[] {
  const annotations = {
    summary: 'Incident {{ $labels.incident }} on {{ $labels.node }} ({{ $labels.source }})',
    description: `Severity ${severityNow}, likeliest cause: ${causeNow}.`,
    ...(url === undefined ? {} : { url: `${url}/incidents/{{ $labels.incident }}` }),
  }
  return [
    {
      alert: 'NnadSevereIncident',
      expr: `${severityOf} >= ${String(severe)}`,
      labels: { severity: 'critical' },
      annotations,
    },
    {
      alert: 'NnadIncident',
      // One whose severity nobody knows has a start all the same.
      expr: `${startOf} unless (${severityOf} >= ${String(severe)})`,
      labels: { severity: 'warning' },
      annotations,
    },
  ]
}

interface OwnRule {
  readonly alert: string
  readonly expr: string
  readonly for: string
  readonly summary: string
  readonly description: string
  /** Page of the screens that tells more. */
  readonly page: string
}

/** What keeps nnad from seeing incidents. */
const ownRules: readonly OwnRule[] = [
  {
    alert: 'NnadGone',
    expr: 'absent(nnad_build_info)',
    for: '10m',
    summary: 'No metrics of nnad arrive',
    description: 'nnad does not run, or Prometheus cannot read its /metrics: no incident would be told.',
    page: '',
  },
  {
    alert: 'NnadNotCollecting',
    expr: 'nnad_up == 0',
    for: '10m',
    summary: 'nnad on {{ $labels.instance }} does not collect',
    description: 'Its monitoring is off, or another nnad collects into the same data.',
    page: '/live',
  },
  {
    alert: 'NnadNameNodeUnreachable',
    expr: 'nnad_poll_up == 0',
    for: '5m',
    summary: '{{ $labels.url }} does not answer nnad ({{ $labels.watch }})',
    description: 'Its polls fail: the page of the NameNode tells why.',
    page: '/namenodes/{{ $labels.id }}',
  },
  {
    alert: 'NnadStageFailing',
    expr: 'nnad_stage_failed == 1',
    for: '15m',
    summary: 'The stage {{ $labels.stage }} of nnad on {{ $labels.instance }} fails',
    description: 'Rows are not processed, scored, learned or removed as they should be: the page tells why.',
    page: '/live',
  },
  {
    alert: 'NnadDiskShort',
    expr: 'nnad_disk_ok == 0',
    for: '15m',
    summary: 'nnad on {{ $labels.instance }} runs out of disk',
    description: 'Its data nears its budget, or its disk is full or cannot be written.',
    page: '/settings',
  },
  {
    alert: 'NnadClockSkew',
    expr: 'abs(nnad_clock_skew_seconds) > 60',
    for: '15m',
    summary: 'Clocks of {{ $labels.url }} and nnad differ by {{ $value | humanizeDuration }}',
    description: 'Times of incidents and of logs do not fit together.',
    page: '/namenodes/{{ $labels.id }}',
  },
  {
    alert: 'NnadRemoteWriteDropping',
    expr: 'increase(nnad_remote_write_dropped_samples_total[30m]) > 0',
    for: '0m',
    summary: 'Remote write of nnad on {{ $labels.instance }} loses samples',
    description: 'The receiver refuses them or has been away for too long: the log of nnad tells why.',
    page: '/settings',
  },
]

/** All alerting rules; with links where nnad's screens are at a URL (no slash at its end). */
export function alertRules(url: string | undefined): AlertRule[] {
  const own = ownRules.map(({ summary, description, page, ...rule }): AlertRule => ({
    ...rule,
    labels: { severity: 'warning' },
    annotations: { summary, description, ...(url === undefined ? {} : { url: `${url}${page}` }) },
  }))
  return [...incidentRules(url), ...own]
}
