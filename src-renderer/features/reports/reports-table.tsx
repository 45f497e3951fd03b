// Saved reports as a table that sorts.
import { Table, VisuallyHidden } from '@mantine/core'
import type { ReportHead } from '../../../src-shared/contract/reports.ts'
import { SortableHeader } from '../../components/sortable-header.tsx'
import { type Sort, type SortKey, nextSort } from './report-order.ts'
import classes from './reports.module.css'
import { ReportsRow } from './reports-row.tsx'

interface ReportsTableProps {
  readonly reports: readonly ReportHead[]
  readonly zone: string
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
  /** Ids chosen for comparing, two at most. */
  readonly chosen: readonly number[]
  readonly onChoose: (id: number) => void
}

export function ReportsTable({ reports, zone, sort, onSort, chosen, onChoose }: ReportsTableProps) {
  const head = { sort, onSort: (by: SortKey) => onSort(nextSort(sort, by)) }
  return (
    <Table
      className={`figures ${classes['table'] ?? ''}`}
      aria-label="Reports"
      fz="sm"
      horizontalSpacing={7}
      highlightOnHover
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">
            <VisuallyHidden>Choose for comparing</VisuallyHidden>
          </Table.Th>
          <SortableHeader by="id" label="#" isRight {...head} />
          <SortableHeader by="title" label="Title and note" {...head} />
          <SortableHeader by="sourceName" label="NameNode" {...head} />
          <SortableHeader by="from" label="Window" {...head} />
          <SortableHeader by="incidents" label="Incidents" isRight {...head} />
          <SortableHeader by="leading" label="Leading metric" {...head} />
          <SortableHeader by="createdAt" label="Made" {...head} />
          <Table.Th scope="col">
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {reports.map((report) => (
          <ReportsRow
            key={report.id}
            report={report}
            zone={zone}
            isChosen={chosen.includes(report.id)}
            isFull={chosen.length >= 2 && !chosen.includes(report.id)}
            onChoose={() => onChoose(report.id)}
          />
        ))}
      </Table.Tbody>
    </Table>
  )
}
