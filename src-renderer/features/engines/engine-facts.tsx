// What an engine is asked as, and what is wrong with that: missing secrets, certificates that nobody checks.
import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { Engine } from '../../../src-shared/contract/engines.ts'
import { Tag } from '../../components/tag.tsx'
import classes from '../namenodes/namenodes.module.css'
import { isSecretMissing, loginText } from './engine-text.ts'

/** Address and log-in, in a line. */
export function EngineFacts({ engine }: { readonly engine: Engine }) {
  return (
    <>
      {engine.tls.insecure && (
        <Tag
          tone="bad"
          title="Any certificate is accepted: whoever is in between can read and change what is sent."
        >
          certificate not checked
        </Tag>
      )}
      <span className={`quiet ${classes['address'] ?? ''}`}>{`${engine.url}, ${loginText(engine)}`}</span>
    </>
  )
}

/** Where a secret is wanting: what that means and where to set it. */
export function MissingSecret({ engine }: { readonly engine: Engine }) {
  if (!isSecretMissing(engine)) return null
  return (
    <p className={classes['missing']} role="alert">
      <b>Its password, its token or the value of a header is not set, so it cannot be asked.</b>{' '}
      <Anchor component={Link} href={`/engines/${String(engine.id)}/edit`} inherit underline="always">
        Set it under Edit
      </Anchor>
    </p>
  )
}
