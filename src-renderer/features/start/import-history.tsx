// Past imports.
import { Table } from '@mantine/core'
import type { Import } from '../../../src-shared/contract/imports.ts'
import { figure } from '../../../src-shared/figures.ts'
import { timeText } from '../../../src-shared/zones.ts'
import { useZone } from '../../state/use-zone.ts'
import { OpenedReports } from './opened-reports.tsx'
import { Skipped } from './skipped.tsx'

export function ImportHistory({ imports }: { readonly imports: readonly Import[] }) {
  const zone = useZone()
  return (
    <section className="card" aria-labelledby="import-history">
      <h2 id="import-history">Imports</h2>
      <Table className="figures" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>When ({zone.name})</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th className="number">Documents</Table.Th>
            <Table.Th className="number">Known before</Table.Th>
            <Table.Th className="number">Rows</Table.Th>
            <Table.Th>Skipped</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {imports.map(({ id, startedAt, finishedAt, summary }) => (
            <Table.Tr key={id}>
              <Table.Td>{timeText(startedAt, zone.name)}</Table.Td>
              <Table.Td>
                {summary.inputs.join(', ')}
                <OpenedReports reports={summary.reports} />
                {finishedAt === null && <span className="quiet"> (running, or ended before its end)</span>}
              </Table.Td>
              <Table.Td className="number">{figure(summary.found)}</Table.Td>
              <Table.Td className="number">{figure(summary.duplicates)}</Table.Td>
              <Table.Td className="number">{figure(summary.rows)}</Table.Td>
              <Table.Td>
                {summary.skippedCount === 0 ? (
                  <span className="quiet">none</span>
                ) : (
                  <Skipped summary={summary} />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
