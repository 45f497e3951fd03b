// All families of now, gathered from the services: what /metrics shows and what remote write sends.
import type { Host } from '../host.ts'
import type { Incidents } from '../monitoring/incidents.ts'
import type { Monitoring } from '../monitoring/monitoring.ts'
import type { Reports } from '../report/reports.ts'
import type { Watches } from '../watches/watches.ts'
import type { LatestFleet } from './fleet-metrics.ts'
import { incidentMetrics, mostReports, reportMetrics } from './incident-metrics.ts'
import type { MetricFamily } from './metric-family.ts'
import { ownMetrics, processFacts } from './own-metrics.ts'

export interface Gathered {
  readonly host: Host
  readonly monitoring: Monitoring
  readonly watches: Watches
  readonly incidents: Incidents
  readonly reports: Reports
  readonly latestFleet: LatestFleet
}

/** Incidents that are told of at most: each is some series of its own. */
const mostIncidents = 500

/** The numbers of now. Throws what the services throw. */
export async function gatherFamilies({
  host,
  monitoring,
  watches,
  incidents,
  reports,
  latestFleet,
}: Gathered): Promise<MetricFamily[]> {
  const any = { source: undefined, from: undefined, to: undefined }
  return [
    ...ownMetrics(processFacts(host.version), monitoring.status(), await watches.list()),
    ...incidentMetrics(incidents.list({ ...any, state: 'open', limit: mostIncidents })),
    ...reportMetrics(reports.list(mostReports)),
    ...latestFleet.families(),
  ]
}
