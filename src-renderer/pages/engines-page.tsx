// Engines: Prometheus-compatible servers whose series are read as the history of NameNodes.
import { Button, Skeleton } from '@mantine/core'
import { Link } from 'wouter'
import { Failed } from '../components/failed.tsx'
import { useEngines } from '../data/engines.ts'
import { EngineCard } from '../features/engines/engine-card.tsx'
import { NoEngines } from '../features/engines/no-engines.tsx'
import classes from '../features/namenodes/namenodes.module.css'

export function EnginesPage() {
  const { data: engines, error, refetch } = useEngines()
  if (engines === undefined && error !== null)
    return (
      <Failed
        title="Engines"
        error={error}
        onRetry={() => void refetch()}
        back={{ to: '/', label: 'Start' }}
      />
    )
  return (
    <div className={classes['page']}>
      <div className={classes['top']}>
        <h1>Engines</h1>
        {engines !== undefined && engines.length > 0 && (
          <Button component={Link} href="/engines/add" size="xs">
            Add an engine
          </Button>
        )}
      </div>
      {engines === undefined ? (
        <Skeleton height={90} role="status" aria-busy="true" aria-label="Loading the engines" />
      ) : engines.length === 0 ? (
        <NoEngines />
      ) : (
        engines.map((engine) => <EngineCard key={engine.id} engine={engine} />)
      )}
    </div>
  )
}
