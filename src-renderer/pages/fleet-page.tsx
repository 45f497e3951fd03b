// Fleet: all NameNodes of an engine judged over one window; the form of a run, and the runs there were.
import { Skeleton } from '@mantine/core'
import { useSearch } from 'wouter'
import { Failed } from '../components/failed.tsx'
import { useEngines } from '../data/engines.ts'
import { useFleets } from '../data/fleets.ts'
import { fleetIn } from '../features/fleet/fleet-draft.ts'
import { FleetForm } from '../features/fleet/fleet-form.tsx'
import { FleetRuns } from '../features/fleet/fleet-runs.tsx'
import { NoEngine } from '../features/fleet/no-engine.tsx'
import classes from '../features/namenodes/namenodes.module.css'
import { useZone } from '../state/use-zone.ts'

export function FleetPage() {
  const asked = fleetIn(useSearch())
  const { data: engines, error, refetch } = useEngines()
  const { data: fleets, error: fleetsError, refetch: refetchFleets } = useFleets()
  const zone = useZone()
  const failure = (engines === undefined ? error : null) ?? (fleets === undefined ? fleetsError : null)
  if (failure !== null) {
    const again = (): void => {
      void refetch()
      void refetchFleets()
    }
    return <Failed title="Fleet" error={failure} onRetry={again} back={{ to: '/', label: 'Start' }} />
  }
  const engine = engines?.find(({ id }) => id === asked) ?? engines?.[0]
  return (
    <div className={classes['page']}>
      <h1>Fleet</h1>
      {engines === undefined || fleets === undefined ? (
        <Skeleton height={240} role="status" aria-busy="true" aria-label="Loading the fleet runs" />
      ) : (
        <>
          {engine === undefined ? (
            <NoEngine />
          ) : (
            <FleetForm key={engine.id} engines={engines} engine={engine.id} zone={zone} />
          )}
          {(engine !== undefined || fleets.length > 0) && <FleetRuns fleets={fleets} zone={zone} />}
        </>
      )}
    </div>
  )
}
