// What a Grafana dashboard shows of nnad: its panels, section by section.
import { type Unplaced, chart, linkTo, seriesTable, severitySteps, stat } from './dashboard-panels.ts'

/** Where nnad's screens are, no slash at its end; undefined: no links. */
type Url = string | undefined

/** Labels of the source that the viewer has chosen, and of the node. */
export const ofSource = 'source=~"$source"'
export const ofNode = `${ofSource}, node=~"$node"`

/** Numbers of the process alone: every other job has metrics of these names too. */
const ofNnad = 'and on (instance, job) nnad_build_info'

const good = 'green'
const bad = 'red'

/** How things stand now, as numbers. */
export function overview(url: Url): Unplaced[] {
  const incidents = linkTo(url, 'Incidents', '/incidents?state=open')
  return [
    stat('Open incidents', 'Of all chosen sources.', `sum(nnad_incidents_open{${ofSource}})`, {
      steps: [
        [null, good],
        [1, bad],
      ],
      links: incidents,
    }),
    stat(
      'Worst severity',
      'Of open incidents, 0 to 100.',
      `max(nnad_incident_severity{${ofNode}}) or vector(0)`,
      {
        steps: severitySteps,
        links: incidents,
      },
    ),
    stat(
      'Anomalous now',
      'NameNodes whose latest score is above the threshold.',
      `count(nnad_score{${ofNode}} > nnad_threshold) or vector(0)`,
      {
        steps: [
          [null, good],
          [1, 'orange'],
        ],
      },
    ),
    stat('Unreachable', 'NameNodes whose last poll failed.', 'count(nnad_poll_up == 0) or vector(0)', {
      steps: [
        [null, good],
        [1, bad],
      ],
      links: linkTo(url, 'NameNodes', '/namenodes'),
    }),
    stat('Age of the latest row', 'Of the source that lags most.', `max(nnad_lag_seconds{${ofSource}})`, {
      unit: 's',
      steps: [
        [null, good],
        [300, 'orange'],
        [900, bad],
      ],
    }),
    stat('Collecting', '1: this nnad collects; 0: it does not.', 'max(nnad_up)', {
      steps: [
        [null, bad],
        [1, good],
      ],
    }),
  ]
}

// Tables merge rows of the same labels: the metric's name, which tells them apart, goes with "max without ()".

/** Open incidents and the latest reports, each with a link to its page. */
export function incidents(url: Url): Unplaced[] {
  const page = linkTo(url, 'Incident ${__value.raw} in nnad', '/incidents/${__value.raw}')
  return [
    seriesTable(
      'Open incidents',
      'Click the number of one for its causes, its evidence and who did it.',
      [
        `max without () (nnad_incident_severity{${ofNode}})`,
        `max without () (nnad_incident_peak_score{${ofNode}})`,
        `nnad_incident_start_timestamp_seconds{${ofNode}} * 1000`,
      ],
      [
        { field: 'incident', name: 'Incident', links: page },
        { field: 'Value #A', name: 'Severity', steps: severitySteps },
        { field: 'Value #C', name: 'Since', unit: 'dateTimeAsSystem' },
        { field: 'cause', name: 'Likeliest cause' },
        { field: 'source', name: 'Source' },
        { field: 'node', name: 'NameNode' },
        { field: 'ha_state', name: 'State' },
        { field: 'Value #B', name: 'Peak score' },
      ],
      'Severity',
    ),
    seriesTable(
      'Latest reports',
      'Click the number of one for the whole report.',
      ['nnad_report_created_timestamp_seconds * 1000', 'max without () (nnad_report_incidents)'],
      [
        {
          field: 'report',
          name: 'Report',
          links: linkTo(url, 'Report ${__value.raw} in nnad', '/reports/${__value.raw}'),
        },
        { field: 'Value #A', name: 'Made', unit: 'dateTimeAsSystem' },
        { field: 'source', name: 'Source' },
        { field: 'Value #B', name: 'Incidents' },
      ],
      'Made',
    ),
  ]
}

/** The latest fleet run, the most severe NameNode first. */
export function fleet(url: Url): Unplaced[] {
  return [
    seriesTable(
      'Latest fleet run',
      'All NameNodes of an engine over one window; click the number of the run for all that was found.',
      [
        'max without () (nnad_fleet_severity)',
        'max without () (nnad_fleet_incidents)',
        'nnad_fleet_peak_score / (nnad_fleet_threshold > 0)',
      ],
      [
        { field: 'namenode', name: 'NameNode' },
        { field: 'cluster', name: 'Cluster' },
        { field: 'Value #A', name: 'Severity', steps: severitySteps },
        { field: 'Value #B', name: 'Incidents' },
        { field: 'Value #C', name: 'Peak score, in thresholds' },
        { field: 'engine', name: 'Engine' },
        {
          field: 'fleet',
          name: 'Run',
          links: linkTo(url, 'Run ${__value.raw} in nnad', '/fleet/${__value.raw}'),
        },
      ],
      'Severity',
    ),
  ]
}

/** Scores and incidents over time. */
export function scores(url: Url): Unplaced[] {
  const links = linkTo(
    url,
    'Investigate this time in nnad',
    '/investigate?source=${__field.labels.id}&suspect=${__from}..${__to}',
  )
  const legend = '{{source}} {{node}} ({{ha_state}})'
  return [
    chart(
      'Score, in thresholds',
      'Above 1 a window is anomalous, on every NameNode alike.',
      [[`nnad_score{${ofNode}} / (nnad_threshold > 0)`, legend]],
      {
        links,
        steps: [
          [null, good],
          [1, bad],
        ],
      },
    ),
    chart(
      'Score and threshold',
      'As the model of each NameNode has them.',
      [
        [`nnad_score{${ofNode}}`, legend],
        [`nnad_threshold{${ofNode}}`, `threshold ${legend}`],
      ],
      { links },
    ),
    chart(
      'Open incidents by cause',
      'The likeliest cause of each.',
      [[`sum by (cause) (nnad_incidents{${ofNode}})`, '{{cause}}']],
      { isStacked: true },
    ),
    chart(
      'Severity of open incidents',
      '0 to 100: minor from 25, major from 50, critical above 75.',
      [[`max without (cause) (nnad_incident_severity{${ofNode}})`, '{{incident}}: {{node}}']],
      {
        steps: severitySteps,
        links: linkTo(
          url,
          'Incident ${__field.labels.incident} in nnad',
          '/incidents/${__field.labels.incident}',
        ),
      },
    ),
  ]
}

/** How NameNodes answer. */
export function collection(url: Url): Unplaced[] {
  const links = linkTo(url, 'NameNode in nnad', '/namenodes/${__field.labels.id}')
  return [
    chart(
      'Answers of NameNodes',
      'How long the last good answer took.',
      [['nnad_answer_seconds', '{{url}}']],
      {
        unit: 's',
        w: 8,
        links,
      },
    ),
    chart(
      'Polls that failed in a row',
      'A NameNode that does not answer.',
      [['nnad_poll_failures', '{{url}}']],
      {
        w: 8,
        links,
      },
    ),
    chart('Age of the latest row', 'Per source.', [[`nnad_lag_seconds{${ofSource}}`, '{{source}}']], {
      unit: 's',
      w: 8,
    }),
  ]
}

/** How nnad itself does. */
export function ofProcess(): Unplaced[] {
  return [
    chart(
      'Stages',
      'How long each took when it last ran.',
      [['nnad_stage_last_duration_seconds', '{{stage}} {{instance}}']],
      { unit: 's', w: 6 },
    ),
    chart(
      'Processor and failures',
      'Cores in use; stages that failed; samples that remote write gave up.',
      [
        [`rate(process_cpu_seconds_total[5m]) ${ofNnad}`, 'cores {{instance}}'],
        ['sum(nnad_stage_failed)', 'failed stages'],
        ['sum(increase(nnad_remote_write_dropped_samples_total[5m]))', 'dropped samples'],
      ],
      { w: 6 },
    ),
    chart('Memory', 'Of nnad.', [[`process_resident_memory_bytes ${ofNnad}`, '{{instance}}']], {
      unit: 'bytes',
      w: 6,
    }),
    chart(
      'Disk',
      'What the data takes and may take.',
      [
        ['nnad_disk_bytes', '{{instance}}'],
        ['nnad_disk_budget_bytes', 'budget {{instance}}'],
      ],
      { unit: 'bytes', w: 6 },
    ),
  ]
}
