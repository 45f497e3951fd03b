// What can be done with a watch: look, edit, pause or resume, remove.
import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { Watch } from '../../../src-shared/contract/watches.ts'
import { tell, tellFailure } from '../../components/tell.tsx'
import { usePauseWatch } from '../../data/watches.ts'
import classes from './namenodes.module.css'
import { removeIt } from './remove-watch.ts'

const look = { size: 'compact-sm', variant: 'default' } as const

export function WatchActions({ watch }: { readonly watch: Watch }) {
  const { id, name, paused, sourceId } = watch
  const pause = usePauseWatch()
  const turn = (): void =>
    pause.mutate(
      { id, paused: !paused },
      {
        onSuccess: () => tell(paused ? `${name} is polled again` : `${name} is paused: nothing is polled`),
        onError: (error) => tellFailure(`${name} was not changed`, error),
      },
    )
  return (
    <div className={classes['actions']}>
      {sourceId !== null && (
        <>
          <Button
            {...look}
            component={Link}
            href={`/live/${String(sourceId)}`}
            aria-label={`Live charts of ${name}`}
          >
            Live
          </Button>
          <Button
            {...look}
            component={Link}
            href={`/live/${String(sourceId)}/models`}
            aria-label={`Baseline and models of ${name}`}
          >
            Baseline and models
          </Button>
        </>
      )}
      <Button
        {...look}
        loading={pause.isPending}
        onClick={turn}
        aria-label={`${paused ? 'Resume' : 'Pause'} ${name}`}
      >
        {paused ? 'Resume' : 'Pause'}
      </Button>
      <Button {...look} component={Link} href={`/namenodes/${String(id)}`} aria-label={`Edit ${name}`}>
        Edit
      </Button>
      <Button {...look} onClick={() => void removeIt(watch)} aria-label={`Remove ${name}`}>
        Remove
      </Button>
    </div>
  )
}
