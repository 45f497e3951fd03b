// What an incident is, in its head, and what can be done about it.
import { Button } from '@mantine/core'
import type { IncidentHead } from '../../../src-shared/contract/incidents.ts'
import { figure } from '../../../src-shared/figures.ts'
import { timesText } from '../../../src-shared/summary/heights.ts'
import { rangeText, timeText } from '../../../src-shared/zones.ts'
import { Tag } from '../../components/tag.tsx'
import { tellFailure } from '../../components/tell.tsx'
import { navigate } from '../../state/address.ts'
import { useInvestigation } from '../../state/investigation.ts'
import type { Zone } from '../../state/use-zone.ts'
import { useCommands } from '../commands/use-commands.ts'
import { useAnalyze } from '../investigate/use-analyze.ts'
import { RoleTag } from '../namenodes/role-tag.tsx'
import { SeverityBadge } from '../report/severity-badge.tsx'
import { lengthText, reportWindow } from './incident-text.ts'
import classes from './incidents.module.css'
import { MuteButton } from './mute-button.tsx'
import type { useIncidentChange } from './use-incident-change.ts'

interface HeadProps {
  readonly incident: IncidentHead
  readonly zone: Zone
  readonly change: ReturnType<typeof useIncidentChange>
}

function Facts({ incident, zone }: Pick<HeadProps, 'incident' | 'zone'>) {
  const { id, state, start, end, openedAt, closedAt, severity, source, node, haState } = incident
  const { peak, threshold, windows } = incident
  return (
    <ul className={`figures ${classes['facts'] ?? ''}`} aria-label="Facts">
      <li>
        {`Incident ${String(id)} `}
        <Tag tone={state === 'open' ? 'bad' : 'plain'}>{state}</Tag>
      </li>
      <li>{`${rangeText(start, end, zone.name)}, ${lengthText(incident)}, times in ${zone.label}`}</li>
      {severity !== null && (
        <li>
          severity <SeverityBadge severity={severity} />
        </li>
      )}
      <li>{`peak ${figure(peak)}, ${timesText(peak, threshold)} the threshold; ${figure(windows)} windows above it`}</li>
      <li>
        {node.startsWith(source) ? node : `${source}, ${node}`} <RoleTag haState={haState} />
      </li>
      <li>
        {`found ${timeText(openedAt, zone.name)}`}
        {closedAt === null ? '' : `, closed ${timeText(closedAt, zone.name)}`}
      </li>
    </ul>
  )
}

/** Puts an incident with its surroundings on Investigate. */
function investigate({ sourceId, node, start, end }: IncidentHead): void {
  const { open, setActive } = useInvestigation.getState()
  const suspect = { from: start, to: end }
  open({ source: sourceId, node, suspect, view: reportWindow({ start, end }) })
  setActive('suspect')
  navigate('/investigate')
}

export function IncidentHeadRow({ incident, zone, change }: HeadProps) {
  const { title, acknowledgedAt, sourceId, node } = incident
  const analyze = useAnalyze({ source: sourceId, node })
  const isAcknowledged = acknowledgedAt !== null
  const acknowledge = (): void => change.acknowledge(!isAcknowledged)
  const report = (): void =>
    analyze.mutate(reportWindow(incident), {
      onError: (error) => tellFailure('No analysis was started', error),
    })
  useCommands([
    {
      id: 'incident-acknowledge',
      label: isAcknowledged ? 'Take the acknowledgement back' : 'Acknowledge incident',
      group: 'Incident',
      keys: 'K',
      run: acknowledge,
    },
    {
      id: 'incident-report',
      label: 'Analyze incident as a report',
      group: 'Incident',
      keys: 'A',
      run: report,
    },
    {
      id: 'incident-investigate',
      label: 'Show incident on Investigate',
      group: 'Incident',
      keys: 'I',
      run: () => investigate(incident),
    },
  ])
  return (
    <header>
      <Facts incident={incident} zone={zone} />
      <div className={classes['headRow']}>
        <h1>{title}</h1>
        <div className={classes['actions']}>
          <Button
            size="xs"
            variant={isAcknowledged ? 'default' : 'filled'}
            title={acknowledgedAt === null ? '' : `Acknowledged ${timeText(acknowledgedAt, zone.name)}`}
            disabled={change.isPending}
            onClick={acknowledge}
          >
            {isAcknowledged ? 'Acknowledged: take it back' : 'Acknowledge'}
          </Button>
          <MuteButton incident={incident} zone={zone} onMute={change.mute} />
          <Button size="xs" variant="default" onClick={() => investigate(incident)}>
            Show on Investigate
          </Button>
          <Button
            size="xs"
            variant="default"
            title="From half an hour before it to ten minutes after"
            loading={analyze.isPending}
            onClick={report}
          >
            Make a report
          </Button>
        </div>
      </div>
    </header>
  )
}
