// Something that cannot be shown: why, and what to do.
import { Anchor, Button, Group, Stack, Title } from '@mantine/core'
import { Link } from 'wouter'
import { failureOf } from '../data/failure.ts'

interface FailedProps {
  readonly title: string
  readonly error: unknown
  readonly onRetry: () => void
  /** Where the others of its kind are; by default the reports. */
  readonly back?: { readonly to: string; readonly label: string }
}

const reports = { to: '/reports', label: 'All reports' } as const

/** Why something cannot be shown, and what to do. */
export function Failed({ title, error, onRetry, back = reports }: FailedProps) {
  const { code, message } = failureOf(error)
  const isGone = code === 'NOT_FOUND' || code === 'BAD_INPUT'
  return (
    <Stack gap="sm" maw={640}>
      <Title order={1}>{title}</Title>
      <p className="card" role="alert">
        {isGone ? 'There is none: it was deleted, or the address is wrong.' : message}
      </p>
      <Group gap="sm">
        {!isGone && (
          <Button variant="default" size="xs" onClick={onRetry}>
            Try again
          </Button>
        )}
        <Anchor component={Link} href={back.to}>
          {back.label}
        </Anchor>
      </Group>
    </Stack>
  )
}
