// Open incidents and the latest reports as metrics: with ids, so that a dashboard can lead to their pages.
import type { IncidentHead } from '../../../src-shared/contract/incidents.ts'
import type { ReportHead } from '../../../src-shared/contract/reports.ts'
import { severityBand } from '../../../src-shared/summary/grades.ts'
import { type Labels, type MetricFamily, gauge } from './metric-family.ts'

/** Reports that are told of at most, the latest. */
export const mostReports = 20

/** Of a cause, a band or a source that is not known. */
const unknown = 'unknown'

function placeOf({ source, sourceId, node }: IncidentHead): Labels {
  return { source, id: String(sourceId), node }
}

function whatOf({ cause, severity }: IncidentHead): Labels {
  return { cause: cause ?? unknown, severity: severity === null ? unknown : severityBand(severity) }
}

/** An incident by itself. The band of its severity is no label here: it changes while the incident lasts. */
function ownLabels(incident: IncidentHead): Labels {
  const { id, haState, cause } = incident
  return { ...placeOf(incident), ha_state: haState, cause: cause ?? unknown, incident: String(id) }
}

function countsOf(open: readonly IncidentHead[]): MetricFamily['samples'] {
  const labelled = open.map((incident) => ({ ...placeOf(incident), ...whatOf(incident) }))
  const groups = Map.groupBy(labelled, (labels) => JSON.stringify(labels))
  return [...groups.values()].map((group) => [group[0] ?? {}, group.length])
}

/** Families of the incidents that are open. */
export function incidentMetrics(open: readonly IncidentHead[]): MetricFamily[] {
  return [
    gauge(
      'nnad_incidents',
      'Open incidents by NameNode, cause and band of severity (warning, minor from 25, major from 50, critical above 75).',
      countsOf(open),
    ),
    gauge(
      'nnad_incident_severity',
      'Severity of an open incident, 0 to 100; its page is /incidents/ and the label incident.',
      open.map((incident) => [ownLabels(incident), incident.severity]),
    ),
    gauge(
      'nnad_incident_peak_score',
      'Highest score of an open incident so far.',
      open.map((incident) => [ownLabels(incident), incident.peak]),
    ),
    gauge(
      'nnad_incident_start_timestamp_seconds',
      'First bad row of an open incident.',
      open.map((incident) => [ownLabels(incident), incident.start / 1000]),
    ),
  ]
}

/** Families of the latest reports, the newest first. */
export function reportMetrics(latest: readonly ReportHead[]): MetricFamily[] {
  const labels = ({ id, sourceName }: ReportHead): Labels => ({
    source: sourceName === '' ? unknown : sourceName,
    report: String(id),
  })
  const heads = latest.slice(0, mostReports)
  return [
    gauge(
      'nnad_report_created_timestamp_seconds',
      `When one of the latest ${String(mostReports)} reports was made; its page is /reports/ and the label report.`,
      heads.map((head) => [labels(head), head.createdAt / 1000]),
    ),
    gauge(
      'nnad_report_incidents',
      `Incidents in one of the latest ${String(mostReports)} reports.`,
      heads.map((head) => [labels(head), head.incidents]),
    ),
  ]
}
