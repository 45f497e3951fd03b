// Incidents, the worst first; a row opens into its root cause.
import { Table } from '@mantine/core'
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import type { Sought } from './follow.ts'
import { IncidentRow } from './incident-row.tsx'

interface IncidentsTableProps {
  readonly incidents: readonly Incident[]
  readonly moment: (time: number) => string
  /** A metric of an incident that is looked for. */
  readonly sought: Sought<{ readonly incident: number; readonly metric: string }> | undefined
  /** Zooms the charts to it. */
  readonly onShow: (incident: Incident) => void
}

export function IncidentsTable({ incidents, moment, sought, onShow }: IncidentsTableProps) {
  const has = {
    severity: incidents.some(({ severity }) => severity !== null),
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
          {has.severity && <Table.Th scope="col">Severity</Table.Th>}
          <Table.Th scope="col" ta="right">
            Peak score
          </Table.Th>
          {has.causes && <Table.Th scope="col">Probable cause</Table.Th>}
          {has.users && <Table.Th scope="col">User, operation</Table.Th>}
          <Table.Th scope="col">Leading metrics (part of the score)</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {incidents.map((incident, index) => (
          <IncidentRow
            key={incident.start}
            rank={index + 1}
            isOpenAtFirst={index === 0}
            sought={
              sought?.thing.incident === index ? { thing: sought.thing.metric, turn: sought.turn } : undefined
            }
            {...{ incident, has, moment, onShow }}
          />
        ))}
      </Table.Tbody>
    </Table>
  )
}
