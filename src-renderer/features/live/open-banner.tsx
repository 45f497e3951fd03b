// Something is wrong now: the open incidents of a source, the worst by name.
import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import { timeText } from '../../../src-shared/zones.ts'
import { useIncidents } from '../../data/incidents.ts'
import { SeverityBadge } from '../report/severity-badge.tsx'
import classes from './live.module.css'

interface OpenBannerProps {
  readonly source: number
  /** IANA name. */
  readonly zone: string
}

/** Nothing while nothing is open. */
export function OpenBanner({ source, zone }: OpenBannerProps) {
  const { data: open = [] } = useIncidents({ source, state: 'open' })
  const [worst] = open.toSorted((left, right) => (right.severity ?? 0) - (left.severity ?? 0))
  if (worst === undefined) return null
  return (
    <div className={`card problem ${classes['banner'] ?? ''}`} role="alert">
      <b>{open.length === 1 ? 'An incident is open' : `${String(open.length)} incidents are open`}</b>
      {worst.severity !== null && <SeverityBadge severity={worst.severity} />}
      <Anchor component={Link} href={`/incidents/${String(worst.id)}`} inherit underline="always">
        {worst.title}
      </Anchor>
      <span className="quiet figures">{`since ${timeText(worst.start, zone)}`}</span>
      {open.length > 1 && (
        <Anchor
          component={Link}
          href={`/incidents?source=${String(source)}&state=open`}
          inherit
          underline="always"
        >
          All open incidents
        </Anchor>
      )}
    </div>
  )
}
