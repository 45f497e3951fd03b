// One incident that monitoring found.
import { Failed } from '../components/failed.tsx'
import { useIncident } from '../data/incidents.ts'
import { IncidentView } from '../features/incidents/incident-view.tsx'
import { ReportSkeleton } from '../features/report/report-skeleton.tsx'

export function IncidentPage({ id }: { readonly id: number }) {
  const { data: kept, error, refetch } = useIncident(id)
  if (kept !== undefined) return <IncidentView key={id} kept={kept} />
  if (error === null) return <ReportSkeleton />
  return (
    <Failed
      title={`Incident ${String(id)}`}
      error={error}
      onRetry={() => void refetch()}
      back={{ to: '/incidents', label: 'All incidents' }}
    />
  )
}
