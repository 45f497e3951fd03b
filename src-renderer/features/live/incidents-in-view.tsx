// The incidents of the stretch shown, by name: the bands of the charts lead there.
import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { IncidentHead } from '../../../src-shared/contract/incidents.ts'
import { clockText } from '../../../src-shared/zones.ts'
import classes from './live.module.css'

interface IncidentsInViewProps {
  readonly incidents: readonly IncidentHead[]
  /** IANA name. */
  readonly zone: string
}

/** Named; the others are counted. */
const most = 4

export function IncidentsInView({ incidents, zone }: IncidentsInViewProps) {
  if (incidents.length === 0) return null
  const others = incidents.length - most
  return (
    <ul className={`figures ${classes['incidents'] ?? ''}`} aria-label="Incidents in this stretch">
      {incidents.slice(0, most).map(({ id, title, start, state }) => (
        <li key={id}>
          {`#${String(id)} ${clockText(start, zone)} `}
          <Anchor component={Link} href={`/incidents/${String(id)}`} inherit underline="always">
            {title}
          </Anchor>
          {state === 'open' && ' (open)'}
        </li>
      ))}
      {others > 0 && (
        <li>
          <Anchor component={Link} href="/incidents" inherit underline="always">
            {`and ${String(others)} more`}
          </Anchor>
        </li>
      )}
    </ul>
  )
}
