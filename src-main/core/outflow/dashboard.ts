// A Grafana dashboard over nnad's metrics, whose values lead to the incident, the report and the window in nnad's screens.
import { type Panel, datasource, heading, linkTo, placed } from './dashboard-panels.ts'
import {
  collection,
  fleet,
  incidents,
  ofNode,
  ofProcess,
  ofSource,
  overview,
  scores,
} from './dashboard-sections.ts'

function choice(name: string, label: string, query: string): object {
  return {
    type: 'query',
    name,
    label,
    datasource,
    query: { query, refId: name },
    refresh: 2,
    multi: true,
    includeAll: true,
    // Also what has no such label.
    allValue: '.*',
    current: { text: ['All'], value: ['$__all'] },
    sort: 1,
  }
}

export interface Dashboard {
  readonly uid: string
  readonly title: string
  readonly panels: readonly Panel[]
  readonly [more: string]: unknown
}

/** The dashboard's JSON, to be imported into Grafana. `url`: where nnad's screens are, no slash at its end; by default no links. */
export function dashboard(url?: string): Dashboard {
  const pages = [
    ['nnad', '/'],
    ['Incidents', '/incidents'],
    ['Reports', '/reports'],
  ] as const
  return {
    uid: 'nnad-namenodes',
    title: 'NameNodes (nnad)',
    description: 'Scores, incidents and reports of nnad, the NameNode anomaly detector.',
    tags: ['hdfs', 'namenode', 'nnad'],
    schemaVersion: 39,
    version: 1,
    editable: true,
    graphTooltip: 1,
    time: { from: 'now-24h', to: 'now' },
    refresh: '1m',
    timezone: '',
    links: pages.flatMap(([title, page]) =>
      linkTo(url, title, page).map((link) => ({ ...link, type: 'link', icon: 'external link' })),
    ),
    templating: {
      list: [
        { type: 'datasource', name: 'datasource', label: 'Prometheus', query: 'prometheus', refresh: 1 },
        choice('source', 'Source', 'label_values(nnad_lag_seconds, source)'),
        choice('node', 'NameNode', `label_values(nnad_score{${ofSource}}, node)`),
      ],
    },
    annotations: {
      list: [
        {
          name: 'Incidents',
          datasource,
          enable: true,
          iconColor: 'red',
          expr: `nnad_incident_start_timestamp_seconds{${ofNode}} * 1000`,
          useValueForTime: true,
          titleFormat: 'Incident {{incident}}',
          textFormat: '{{node}}: {{cause}}',
        },
      ],
    },
    panels: placed([
      ...overview(url),
      heading('Incidents and reports'),
      ...incidents(url),
      heading('Fleet'),
      ...fleet(url),
      heading('Scores'),
      ...scores(url),
      heading('Collection'),
      ...collection(url),
      heading('nnad itself'),
      ...ofProcess(),
    ]),
  }
}
