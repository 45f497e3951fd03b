// A chart as a table: for screen readers, for copying, for exact values.
import { ScrollArea, Table } from '@mantine/core'
import { figure } from '../../src-shared/figures.ts'
import type { TimeRange } from '../../src-shared/time.ts'
import { timeText } from '../../src-shared/zones.ts'
import type { ChartLine } from './chart-lines.ts'
import type { ChartRow } from './chart-rows.ts'

interface ChartTableProps {
  readonly title: string
  readonly rows: readonly ChartRow[]
  readonly lines: readonly ChartLine[]
  readonly range: TimeRange
  readonly unit: string
  readonly zone: string
  readonly zoneLabel: string
  readonly height: number
}

export function ChartTable({ title, rows, lines, range, unit, zone, zoneLabel, height }: ChartTableProps) {
  const shown = rows.filter(
    (row) => row.time >= range.from && row.time <= range.to && lines.some(({ id }) => row[id] !== null),
  )
  return (
    <ScrollArea h={height} viewportProps={{ tabIndex: 0, 'aria-label': `${title}, table` }}>
      <Table stickyHeader fz="xs" verticalSpacing={2} className="figures">
        <Table.Caption>{`${String(shown.length)} rows; times in ${zoneLabel}`}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Time</Table.Th>
            {lines.map(({ id, label }) => (
              <Table.Th key={id} scope="col" ta="right">
                {unit === '' ? label : `${label}, ${unit}`}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((row) => (
            <Table.Tr key={row.time}>
              <Table.Td>{timeText(row.time, zone)}</Table.Td>
              {lines.map(({ id }) => (
                <Table.Td key={id} ta="right">
                  {figure(row[id])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}
