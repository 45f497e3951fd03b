// Levels of the metrics on both sides, the largest change first.
import { Table } from '@mantine/core'
import type { Comparison } from '../../../src-shared/contract/reports.ts'
import { figure, metricUnit } from '../../../src-shared/figures.ts'
import { ChangeCell } from './change-cell.tsx'
import { metricChangeText } from './change-text.ts'
import classes from './compare.module.css'

type Row = Comparison['metrics'][number]

function MetricRow({ row }: { readonly row: Row }) {
  const { metric, left, right, change } = row
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {metric}
      </Table.Th>
      <Table.Td>{metricUnit(metric)}</Table.Td>
      <Table.Td ta="right">{figure(left?.median)}</Table.Td>
      <Table.Td ta="right">{figure(left?.peak)}</Table.Td>
      <Table.Td ta="right">{figure(right?.median)}</Table.Td>
      <Table.Td ta="right">{figure(right?.peak)}</Table.Td>
      <Table.Td>
        <ChangeCell change={change} text={metricChangeText(row)} />
      </Table.Td>
    </Table.Tr>
  )
}

export function MetricsTable({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <Table className={`figures ${classes['table'] ?? ''}`} aria-label="Metrics" fz="sm" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Metric</Table.Th>
          <Table.Th scope="col">Unit</Table.Th>
          <Table.Th scope="col" ta="right">
            Left median
          </Table.Th>
          <Table.Th scope="col" ta="right">
            Left peak
          </Table.Th>
          <Table.Th scope="col" ta="right">
            Right median
          </Table.Th>
          <Table.Th scope="col" ta="right">
            Right peak
          </Table.Th>
          <Table.Th scope="col">Change</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <MetricRow key={row.metric} row={row} />
        ))}
      </Table.Tbody>
    </Table>
  )
}
