// The form of one watch: a new one, or one that is there.
import { Anchor, Skeleton, Stack } from '@mantine/core'
import { Link } from 'wouter'
import { Failed } from '../components/failed.tsx'
import { useWatches } from '../data/watches.ts'
import { WatchForm } from '../features/namenodes/watch-form.tsx'

/** `id` is undefined for a new watch. */
export function NameNodePage({ id }: { readonly id: number | undefined }) {
  const { data: watches, error, refetch } = useWatches()
  const watch = watches?.find((one) => one.id === id)
  if (id !== undefined && watches === undefined && error !== null)
    return (
      <Failed
        title="NameNode"
        error={error}
        onRetry={() => void refetch()}
        back={{ to: '/namenodes', label: 'All NameNodes' }}
      />
    )
  if (id === undefined)
    return (
      <Stack gap="sm">
        <h1>Add a NameNode</h1>
        <WatchForm watch={undefined} />
      </Stack>
    )
  return (
    <Stack gap="sm">
      <h1>{watch === undefined ? 'Edit a NameNode' : `Edit ${watch.name}`}</h1>
      {watch !== undefined ? (
        <WatchForm key={id} watch={watch} />
      ) : watches === undefined ? (
        <Skeleton height={420} role="status" aria-busy="true" aria-label="Loading the NameNode" />
      ) : (
        <p className="card">
          There is none: it was removed, or the address is wrong.{' '}
          <Anchor component={Link} href="/namenodes" inherit underline="always">
            All NameNodes
          </Anchor>
        </p>
      )}
    </Stack>
  )
}
