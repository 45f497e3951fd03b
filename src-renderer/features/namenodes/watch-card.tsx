// One watch: its name, how it is asked, what needs a look, its addresses, its model.
import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { SourceStatus } from '../../../src-shared/contract/monitoring.ts'
import type { Watch } from '../../../src-shared/contract/watches.ts'
import { Tag } from '../../components/tag.tsx'
import { AddressRows } from './address-rows.tsx'
import classes from './namenodes.module.css'
import { SourceLine } from './source-line.tsx'
import { WatchActions } from './watch-actions.tsx'
import { everyText, loginText } from './watch-text.ts'

interface WatchCardProps {
  readonly watch: Watch
  /** Where its samples are, as monitoring sees it. */
  readonly source: SourceStatus | undefined
  /** The setting that counts where the watch has no interval of its own, s. */
  readonly usualSeconds: number
  /** IANA name. */
  readonly zone: string
}

function MissingSecret({ watch }: { readonly watch: Watch }) {
  if (watch.secret?.isSet !== false) return null
  return (
    <p className={classes['missing']} role="alert">
      <b>Its password or token is not set, so it cannot log in.</b>{' '}
      <Anchor component={Link} href={`/namenodes/${String(watch.id)}`} inherit underline="always">
        Set it under Edit
      </Anchor>
    </p>
  )
}

export function WatchCard({ watch, source, usualSeconds, zone }: WatchCardProps) {
  const { id, name, paused, tls, urls, authentication, pollSeconds } = watch
  const headingId = `watch-${String(id)}`
  return (
    <section className={`card ${classes['watch'] ?? ''}`} aria-labelledby={headingId}>
      <div className={classes['head']}>
        <h2 id={headingId}>{name}</h2>
        {paused && <Tag>paused</Tag>}
        {tls.insecure && (
          <Tag
            tone="bad"
            title="Any certificate is accepted: whoever is in between can read and change what is sent."
          >
            certificate not checked
          </Tag>
        )}
        <span className="quiet">
          {[
            ...(urls.length > 1 ? [`HA, ${String(urls.length)} addresses`] : []),
            everyText(pollSeconds, usualSeconds),
            loginText(authentication),
          ].join(', ')}
        </span>
        <WatchActions watch={watch} />
      </div>
      <MissingSecret watch={watch} />
      <AddressRows watch={watch} zone={zone} />
      {source !== undefined && (
        <SourceLine source={source} zone={zone} everySeconds={pollSeconds ?? usualSeconds} />
      )}
    </section>
  )
}
