// Live: a watched source as it stands now, and what it is judged by.
import { Anchor, SegmentedControl, Skeleton } from '@mantine/core'
import { Link, useLocation } from 'wouter'
import { Failed } from '../components/failed.tsx'
import { useMonitoring } from '../data/monitoring.ts'
import { useSources } from '../data/sources.ts'
import { SourceChoice } from '../features/live/live-bar.tsx'
import { LiveSource } from '../features/live/live-view.tsx'
import classes from '../features/live/live.module.css'
import { SourceModels } from '../features/live/source-models.tsx'
import { useZone } from '../state/use-zone.ts'

interface LivePageProps {
  /** undefined: the first watched source. */
  readonly source?: number
  readonly part?: 'charts' | 'models'
}

const parts = [
  { value: 'charts', label: 'Charts' },
  { value: 'models', label: 'Baseline and models' },
] as const

function NothingLive() {
  return (
    <div className="card">
      <p>
        Nothing to see live yet: watch a NameNode first, and its charts begin with its first rows.{' '}
        <Anchor component={Link} href="/namenodes" inherit underline="always">
          Go to NameNodes
        </Anchor>
      </p>
    </div>
  )
}

export function LivePage({ source: chosen, part = 'charts' }: LivePageProps) {
  const [, go] = useLocation()
  const { data: monitoring, error, refetch } = useMonitoring()
  const { data: sources } = useSources()
  const zone = useZone()
  if (monitoring === undefined && error !== null)
    return (
      <Failed
        title="Live"
        error={error}
        onRetry={() => void refetch()}
        back={{ to: '/namenodes', label: 'NameNodes' }}
      />
    )
  const status =
    chosen === undefined
      ? monitoring?.sources[0]
      : monitoring?.sources.find(({ sourceId }) => sourceId === chosen)
  const source = sources?.find(({ id }) => id === (chosen ?? status?.sourceId))
  return (
    <div className={classes['page']}>
      <div className={classes['top']}>
        <h1>Live</h1>
        {status !== undefined && (
          <div>
            <SourceChoice
              sources={monitoring?.sources ?? []}
              chosen={status.sourceId}
              part={part === 'models' ? '/models' : ''}
            />
            <SegmentedControl
              size="xs"
              aria-label="What is shown of it"
              transitionDuration={0}
              data={[...parts]}
              value={part}
              onChange={(next) => go(`/live/${String(status.sourceId)}${next === 'models' ? '/models' : ''}`)}
            />
          </div>
        )}
      </div>
      {monitoring === undefined ? (
        <Skeleton height={420} role="status" aria-busy="true" aria-label="Loading the live charts" />
      ) : part === 'models' && source !== undefined ? (
        <SourceModels source={source} zone={zone} />
      ) : status === undefined ? (
        <NothingLive />
      ) : (
        <LiveSource key={status.sourceId} status={status} source={source} zone={zone} />
      )}
    </div>
  )
}
