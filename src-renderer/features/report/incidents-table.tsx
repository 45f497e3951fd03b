// Incidents, the worst first; a row opens into its root cause.
import { Table } from '@mantine/core'
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { IncidentRow } from './incident-row.tsx'

interface IncidentsTableProps {
  readonly incidents: readonly Incident[]
  readonly moment: (time: number) => string
  /** Zooms the charts to it. */
  readonly onShow: (incident: Incident) => void
}

export function IncidentsTable({ incidents, moment, onShow }: IncidentsTableProps) {
  const has = {
    causes: incidents.some(({ causes }) => causes.length > 0),
    users: incidents.some(({ users }) => users.length > 0),
  }
  return (
    <Table className="figures" verticalSpacing={6} aria-label="Incidents, worst first">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">#</Table.Th>
          <Table.Th scope="col">Time</Table.Th>
          <Table.Th scope="col" ta="right">
            Length
          </Table.Th>
          <Table.Th scope="col" ta="right">
            Peak score
          </Table.Th>
          {has.causes && <Table.Th scope="col">Cause</Table.Th>}
          {has.users && <Table.Th scope="col">User, operation</Table.Th>}
          <Table.Th scope="col">Leading metrics (part of the error)</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {incidents.map((incident, index) => (
          <IncidentRow
            key={incident.start}
            rank={index + 1}
            isOpenAtFirst={index === 0}
            {...{ incident, has, moment, onShow }}
          />
        ))}
      </Table.Tbody>
    </Table>
  )
}
