// A rule file for Prometheus: what is worth recording of nnad's metrics, and when somebody should be told.
import { stringify } from 'yaml'
import { alertRules } from './alert-rules.ts'

/** Recorded under names that stay: level, metric, operation, as Prometheus' manual advises. */
export const recordingRules = [
  // 1 is the threshold, on every NameNode alike.
  { record: 'node:nnad_score:ratio', expr: 'nnad_score / (nnad_threshold > 0)' },
  // Share of an hour that was anomalous, 0 to 1.
  {
    record: 'node:nnad_anomalous:avg1h',
    expr: 'avg_over_time((nnad_score > bool nnad_threshold)[1h:1m])',
  },
  { record: 'source_cause:nnad_incidents:sum', expr: 'sum by (source, cause, severity) (nnad_incidents)' },
  { record: 'node:nnad_incident_severity:max', expr: 'max by (source, id, node) (nnad_incident_severity)' },
] as const

const intro = ` Recording and alerting rules over the metrics of nnad, written by "nnad rules".
 Add the file to rule_files of Prometheus. Prometheus gets the metrics from nnad serve:
   scrape_configs: [{ job_name: nnad, static_configs: [{ targets: ['127.0.0.1:8000'] }] }]
 (beyond loopback with authorization: { credentials_file: … }), or nnad pushes them: remote_write.url of its settings.`

/** The file's text. `url`: where nnad's screens are, no slash at its end; by default no links. */
export function ruleFile(url?: string): string {
  const groups = [
    { name: 'nnad-recording', interval: '1m', rules: recordingRules },
    { name: 'nnad-alerts', rules: alertRules(url) },
  ]
  const comment = intro.replaceAll(/^/gm, '#')
  return `${comment}\n${stringify({ groups }, { lineWidth: 0, aliasDuplicateObjects: false })}`
}
