// Kept incidents: open ones first, then newest first.
import { Anchor, Table } from '@mantine/core'
import type { MouseEvent } from 'react'
import { Link, useLocation } from 'wouter'
import type { IncidentHead } from '../../../src-shared/contract/incidents.ts'
import { figure } from '../../../src-shared/figures.ts'
import { timeText } from '../../../src-shared/zones.ts'
import { Tag } from '../../components/tag.tsx'
import { RoleTag } from '../namenodes/role-tag.tsx'
import { SeverityBadge } from '../report/severity-badge.tsx'
import { handledTexts, lengthText } from './incident-text.ts'
import classes from './incidents.module.css'

interface RowProps {
  readonly incident: IncidentHead
  /** IANA name. */
  readonly zone: string
}

function IncidentRow({ incident, zone }: RowProps) {
  const [, go] = useLocation()
  const { id, title, severity, peak, threshold, source, node, haState, start, user, state } = incident
  const address = `/incidents/${String(id)}`
  const open = ({ target }: MouseEvent): void => {
    if (!(target instanceof Element) || target.closest('a, button') === null) go(address)
  }
  const handled = handledTexts(incident, zone)
  return (
    <Table.Tr className={classes['row'] ?? ''} onClick={open}>
      <Table.Td>
        <Tag tone={state === 'open' ? 'bad' : 'plain'}>{state}</Tag>
      </Table.Td>
      <Table.Td>
        {severity === null ? (
          `${figure(peak)} of ${figure(threshold)}`
        ) : (
          <SeverityBadge severity={severity} />
        )}
      </Table.Td>
      <Table.Td className={classes['title']}>
        <Anchor component={Link} href={address} inherit>
          {title}
        </Anchor>
      </Table.Td>
      <Table.Td title={node}>
        {source} <RoleTag haState={haState} />
      </Table.Td>
      <Table.Td>{timeText(start, zone)}</Table.Td>
      <Table.Td>{lengthText(incident)}</Table.Td>
      <Table.Td>{user ?? '–'}</Table.Td>
      <Table.Td className={classes['handled']}>{handled.length === 0 ? '–' : handled.join(', ')}</Table.Td>
    </Table.Tr>
  )
}

interface IncidentsTableProps {
  readonly incidents: readonly IncidentHead[]
  readonly zone: string
}

const columns = ['State', 'Severity', 'What', 'NameNode', 'Since', 'Lasts', 'Who', 'Handled'] as const

export function IncidentsTable({ incidents, zone }: IncidentsTableProps) {
  return (
    <Table
      className={`figures ${classes['table'] ?? ''}`}
      aria-label="Incidents"
      fz="sm"
      horizontalSpacing={8}
      highlightOnHover
    >
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Table.Th key={column} scope="col">
              {column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {incidents.map((incident) => (
          <IncidentRow key={incident.id} incident={incident} zone={zone} />
        ))}
      </Table.Tbody>
    </Table>
  )
}
