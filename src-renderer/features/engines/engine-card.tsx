// One engine in the list: its address, and what it has.
import { Anchor, Skeleton } from '@mantine/core'
import { Link } from 'wouter'
import type { Engine } from '../../../src-shared/contract/engines.ts'
import { failureOf } from '../../data/failure.ts'
import { useFoundNameNodes } from '../../data/engines.ts'
import classes from '../namenodes/namenodes.module.css'
import { EngineActions } from './engine-actions.tsx'
import { EngineFacts, MissingSecret } from './engine-facts.tsx'
import { foundText, isSecretMissing } from './engine-text.ts'

function Found({ engine }: { readonly engine: Engine }) {
  const { data, error } = useFoundNameNodes(isSecretMissing(engine) ? undefined : engine.id)
  if (isSecretMissing(engine)) return null
  if (error !== null && data === undefined)
    return (
      <p className={classes['failed']} role="alert">
        {failureOf(error).message}
      </p>
    )
  if (data === undefined)
    return <Skeleton height={20} width={320} role="status" aria-busy="true" aria-label="Asking what it has" />
  return (
    <p className="figures">
      <Anchor component={Link} href={`/engines/${String(engine.id)}`} size="sm" underline="always">
        {foundText(data)}
      </Anchor>
    </p>
  )
}

export function EngineCard({ engine }: { readonly engine: Engine }) {
  const headingId = `engine-${String(engine.id)}`
  return (
    <section className={`card ${classes['watch'] ?? ''}`} aria-labelledby={headingId}>
      <div className={classes['head']}>
        <h2 id={headingId}>
          <Anchor component={Link} href={`/engines/${String(engine.id)}`} inherit c="inherit">
            {engine.name}
          </Anchor>
        </h2>
        <EngineFacts engine={engine} />
        <EngineActions engine={engine} />
      </div>
      <MissingSecret engine={engine} />
      <Found engine={engine} />
    </section>
  )
}
