// Incidents that monitoring found: open ones first, then newest first.
import { Group, Skeleton, Stack } from '@mantine/core'
import { useLocation, useSearch } from 'wouter'
import { Failed } from '../components/failed.tsx'
import { useIncidents } from '../data/incidents.ts'
import { useMonitoring } from '../data/monitoring.ts'
import { useSources } from '../data/sources.ts'
import { filterAddress, filterIn, isUnhandled } from '../features/incidents/incident-text.ts'
import { IncidentsFilter } from '../features/incidents/incidents-filter.tsx'
import { IncidentsTable } from '../features/incidents/incidents-table.tsx'
import { NoIncidents } from '../features/incidents/no-incidents.tsx'
import { useZone } from '../state/use-zone.ts'

export function IncidentsPage() {
  const [, go] = useLocation()
  const filter = filterIn(useSearch())
  const { source, state } = filter
  const { data, error, refetch } = useIncidents({ source, ...(state === 'all' ? {} : { state }) })
  const { data: sources = [] } = useSources()
  const { data: monitoring } = useMonitoring()
  const zone = useZone()
  if (data === undefined && error !== null)
    return (
      <Failed
        title="Incidents"
        error={error}
        onRetry={() => void refetch()}
        back={{ to: '/', label: 'Start' }}
      />
    )
  const incidents = filter.isUnhandled ? data?.filter(isUnhandled) : data
  const isFiltered = state !== 'all' || source !== undefined || filter.isUnhandled
  return (
    <Stack gap="sm">
      <h1>Incidents</h1>
      <Group justify="space-between">
        <IncidentsFilter
          filter={filter}
          sources={sources}
          onChange={(next) => go(filterAddress(next), { replace: true })}
        />
        {incidents !== undefined && incidents.length > 0 && (
          <span className="quiet figures" role="status">
            {`${String(incidents.length)} ${incidents.length === 1 ? 'incident' : 'incidents'}; times in ${zone.label}`}
          </span>
        )}
      </Group>
      {incidents === undefined ? (
        <Skeleton height={240} role="status" aria-busy="true" aria-label="Loading the incidents" />
      ) : incidents.length > 0 ? (
        <div className="card">
          <IncidentsTable incidents={incidents} zone={zone.name} />
        </div>
      ) : isFiltered ? (
        <p className="card">No incident is so. Choose All to see the others.</p>
      ) : (
        <NoIncidents monitoring={monitoring} />
      )}
    </Stack>
  )
}
