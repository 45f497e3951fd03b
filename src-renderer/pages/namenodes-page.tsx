// NameNodes: what is watched live, how each address answers, and what its source is judged by.
import { Button, Skeleton } from '@mantine/core'
import { Link } from 'wouter'
import { Failed } from '../components/failed.tsx'
import { useMonitoring } from '../data/monitoring.ts'
import { useWatches } from '../data/watches.ts'
import { MonitoringLine } from '../features/namenodes/monitoring-line.tsx'
import classes from '../features/namenodes/namenodes.module.css'
import { NoWatches } from '../features/namenodes/no-watches.tsx'
import { WatchList } from '../features/namenodes/watch-list.tsx'
import { useZone } from '../state/use-zone.ts'

export function NameNodesPage() {
  const { data: watches, error, refetch } = useWatches()
  const { data: monitoring } = useMonitoring()
  const zone = useZone()
  if (watches === undefined && error !== null)
    return (
      <Failed
        title="NameNodes"
        error={error}
        onRetry={() => void refetch()}
        back={{ to: '/', label: 'Start' }}
      />
    )
  const hasWatches = watches !== undefined && watches.length > 0
  return (
    <div className={classes['page']}>
      <div className={classes['top']}>
        <h1>NameNodes</h1>
        {hasWatches && (
          <Button component={Link} href="/namenodes/add" size="xs">
            Add a NameNode
          </Button>
        )}
      </div>
      {watches === undefined ? (
        <Skeleton height={160} role="status" aria-busy="true" aria-label="Loading the NameNodes" />
      ) : hasWatches ? (
        <>
          {monitoring !== undefined && <MonitoringLine monitoring={monitoring} zone={zone.name} />}
          <WatchList watches={watches} monitoring={monitoring} zone={zone} />
        </>
      ) : (
        <>
          <NoWatches />
          {monitoring !== undefined && <MonitoringLine monitoring={monitoring} zone={zone.name} />}
        </>
      )}
    </div>
  )
}
