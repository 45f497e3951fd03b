// One fleet run: how far it is, and its NameNodes, the most severe first.
import { Skeleton, Stack } from '@mantine/core'
import { Failed } from '../components/failed.tsx'
import { useFleet } from '../data/fleets.ts'
import { FleetTable } from '../features/fleet/fleet-table.tsx'
import { RunHead } from '../features/fleet/run-head.tsx'
import classes from '../features/namenodes/namenodes.module.css'
import { useZone } from '../state/use-zone.ts'

export function FleetRunPage({ id }: { readonly id: number }) {
  const { data: fleet, error, refetch } = useFleet(id)
  const zone = useZone()
  const title = `Fleet run ${String(id)}`
  if (fleet === undefined && error !== null)
    return (
      <Failed
        title={title}
        error={error}
        onRetry={() => void refetch()}
        back={{ to: '/fleet', label: 'All runs' }}
      />
    )
  if (fleet === undefined)
    return (
      <Stack gap="sm">
        <h1>{title}</h1>
        <Skeleton height={480} role="status" aria-busy="true" aria-label="Loading the run" />
      </Stack>
    )
  return (
    <div className={classes['page']}>
      <RunHead fleet={fleet} zone={zone} />
      <FleetTable key={id} fleet={fleet} zone={zone} />
    </div>
  )
}
