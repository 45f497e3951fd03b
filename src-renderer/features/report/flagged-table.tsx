// Flagged windows, the highest score first, in pages; a row opens into its own root cause.
import { Group, Pagination, Table } from '@mantine/core'
import { useState } from 'react'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { FlaggedRow } from './flagged-row.tsx'

interface FlaggedTableProps {
  readonly report: SavedReport
  readonly moment: (time: number) => string
}

const perPage = 20

export function FlaggedTable({ report, moment }: FlaggedTableProps) {
  const [page, setPage] = useState(1)
  const { anomalies, analysis } = report
  const flagged = analysis.windows.filter((window) => window.flagged).length
  const first = (page - 1) * perPage
  const shown = anomalies.slice(first, first + perPage)
  const kept =
    flagged > anomalies.length
      ? `; the report keeps the root cause of the highest ${String(anomalies.length)}`
      : ''
  return (
    <>
      <Table className="figures" verticalSpacing={4} aria-label="Flagged windows, highest score first">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">#</Table.Th>
            <Table.Th scope="col">Timestamp (last row)</Table.Th>
            <Table.Th scope="col">First row</Table.Th>
            <Table.Th scope="col" ta="right">
              Score
            </Table.Th>
            <Table.Th scope="col" ta="right">
              By threshold
            </Table.Th>
            <Table.Th scope="col">Top metric (part of the score)</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((anomaly, index) => (
            <FlaggedRow
              key={anomaly.start}
              rank={first + index + 1}
              threshold={analysis.model.threshold}
              {...{ anomaly, moment }}
            />
          ))}
        </Table.Tbody>
      </Table>
      <Group justify="space-between" mt="xs">
        <span className="quiet figures" role="status">
          {`${String(first + 1)} to ${String(first + shown.length)} of ${flagged.toLocaleString('en-US')} flagged windows${kept}`}
        </span>
        <Pagination
          size="sm"
          total={Math.ceil(anomalies.length / perPage)}
          value={page}
          onChange={setPage}
          getControlProps={(control) => ({ 'aria-label': `${control} page` })}
          getItemProps={(number) => ({ 'aria-label': `Page ${String(number)} of flagged windows` })}
          hideWithOnePage
        />
      </Group>
    </>
  )
}
