// What a watch's source is judged by, per HA role, how old its latest row is, and its open incidents.
import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { SourceStatus } from '../../../src-shared/contract/monitoring.ts'
import { figure } from '../../../src-shared/figures.ts'
import { clockText, timeText } from '../../../src-shared/zones.ts'
import classes from './namenodes.module.css'
import { RoleTag } from './role-tag.tsx'
import { roleText } from './role-text.ts'
import { shortTime } from './watch-text.ts'

interface SourceLineProps {
  readonly source: SourceStatus
  readonly everySeconds: number
  /** IANA name. */
  readonly zone: string
  /** Open incidents are told of nearby. */
  readonly hideIncidents?: boolean
}

function rowText({ lagMs, lastRowAt }: SourceStatus, zone: string): string {
  if (lastRowAt === null) return 'no rows yet: the first are processed a minute after the first answer'
  const age = lagMs === null ? '' : `, ${shortTime(lagMs)} old`
  return `latest row ${clockText(lastRowAt, zone)}${age}`
}

/** A time without its date is one of the last hours, ms. */
const clockIsEnough = 12 * 3_600_000

/** The date is said where it is not the latest row's hours. */
function scoredText(scoredTo: number, lastRowAt: number | null, zone: string): string {
  const isRecent = lastRowAt === null || lastRowAt - scoredTo < clockIsEnough
  return isRecent ? clockText(scoredTo, zone) : timeText(scoredTo, zone)
}

export function SourceLine({ source, everySeconds, zone, hideIncidents = false }: SourceLineProps) {
  const { sourceId, openIncidents, roles } = source
  return (
    <ul className={`figures ${classes['facts'] ?? ''}`} aria-label={`Model and rows of ${source.name}`}>
      {openIncidents > 0 && !hideIncidents && (
        <li>
          <Anchor
            component={Link}
            href={`/incidents?source=${String(sourceId)}`}
            className={classes['open']}
            inherit
          >
            {openIncidents === 1 ? '1 open incident' : `${figure(openIncidents)} open incidents`}
          </Anchor>
        </li>
      )}
      {roles.map((role) => {
        const { haState, node } = role
        const { text, tone } = roleText(role, everySeconds)
        const isOneOfSeveral = roles.filter((one) => one.haState === haState).length > 1
        return (
          <li key={`${haState} ${node ?? ''}`}>
            <RoleTag haState={haState} /> {isOneOfSeveral && `${node ?? ''} `}
            <span data-tone={tone}>{text}</span>
            {role.scoredTo !== null && (
              <span className="quiet" title={timeText(role.scoredTo, zone)}>
                , scored to {scoredText(role.scoredTo, source.lastRowAt, zone)}
              </span>
            )}
          </li>
        )
      })}
      <li className="quiet">{rowText(source, zone)}</li>
    </ul>
  )
}
