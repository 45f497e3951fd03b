// Investigate without anything to look at: still loading, nothing there, or an error.
import { Button, Skeleton } from '@mantine/core'
import { Link } from 'wouter'
import { failureOf } from '../../data/failure.ts'
import { useInvestigation } from '../../state/investigation.ts'
import classes from './investigate.module.css'
import { Note } from './note.tsx'

/** The page's outline while it loads. */
export function LoadingInvestigation() {
  return (
    <div className={classes['page']} aria-busy="true" aria-label="Loading">
      <Skeleton height={312} />
      <div className={classes['steps']}>
        <Skeleton height={340} />
        <Skeleton height={340} />
      </div>
    </div>
  )
}

/** No source, or one without rows. */
export function NothingThere({ name }: { readonly name: string | undefined }) {
  return (
    <section className={`card ${classes['nothing'] ?? ''}`}>
      <p>
        {name === undefined
          ? 'There is nothing to investigate yet: no dump has been imported.'
          : `${name} has no rows yet: its documents hold no NameNode metrics.`}
      </p>
      <Button component={Link} href="/" size="xs">
        {name === undefined ? 'Open a dump or the sample' : 'Import more'}
      </Button>
    </section>
  )
}

interface FailedProps {
  readonly error: Error
  readonly onRetry: () => void
}

export function FailedInvestigation({ error, onRetry }: FailedProps) {
  const open = useInvestigation((state) => state.open)
  const { code, message } = failureOf(error)
  return (
    <section className={`card ${classes['nothing'] ?? ''}`}>
      <Note tone="bad">{message}</Note>
      {code === 'NOT_FOUND' ? (
        <Button size="xs" onClick={() => open({ source: undefined, node: undefined })}>
          Show the latest source
        </Button>
      ) : (
        <Button size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </section>
  )
}
