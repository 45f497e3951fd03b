// What can be done with an engine.
import { Button } from '@mantine/core'
import { Link, useLocation } from 'wouter'
import type { Engine } from '../../../src-shared/contract/engines.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { tell } from '../../components/tell.tsx'
import { useRemoveEngine } from '../../data/engines.ts'
import classes from '../namenodes/namenodes.module.css'

const look = { size: 'compact-xs', variant: 'default' } as const

export function EngineActions({ engine }: { readonly engine: Engine }) {
  const [, go] = useLocation()
  const { id, name } = engine
  const remove = useRemoveEngine()
  const onSuccess = (): void => {
    tell(`${name} was removed; what was fetched stays`)
    go('/engines')
  }
  return (
    <div className={classes['actions']}>
      <Button
        {...look}
        component={Link}
        href={`/fleet?engine=${String(id)}`}
        aria-label={`Fleet run on ${name}`}
      >
        Fleet run
      </Button>
      <Button {...look} component={Link} href={`/engines/${String(id)}/edit`} aria-label={`Edit ${name}`}>
        Edit
      </Button>
      <ConfirmButton
        label="Remove"
        name={`Remove ${name}`}
        title={`Remove ${name}?`}
        keep="Keep it"
        state={remove}
        onConfirm={() => remove.mutate(id, { onSuccess })}
      >
        Its address, its secrets and its own rows of the mapping go, and cannot be brought back. What was
        fetched out of it stays, as do fleet runs and reports.
      </ConfirmButton>
    </div>
  )
}
