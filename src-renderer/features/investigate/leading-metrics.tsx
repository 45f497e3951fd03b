// What led the worst incident: normal range, peak, when, and how many times normal.
import { Table, Text } from '@mantine/core'
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { metricFigure, metricLabel, normalText } from '../../../src-shared/figures.ts'
import { clockText } from '../../../src-shared/zones.ts'
import { useZone } from '../../state/use-zone.ts'
import classes from './investigate.module.css'
import { timesText } from './effect-text.ts'

export function LeadingMetrics({ incident }: { readonly incident: Incident | undefined }) {
  const zone = useZone()
  if (incident === undefined) return null
  return (
    <Table
      fz="xs"
      verticalSpacing={3}
      horizontalSpacing={6}
      className={`figures ${classes['tight'] ?? ''}`}
      aria-label="Leading metrics of the worst incident"
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Metric</Table.Th>
          <Table.Th scope="col" ta="right">
            Normal, p5 to p95
          </Table.Th>
          <Table.Th scope="col" ta="right">
            Peak here
          </Table.Th>
          <Table.Th scope="col" ta="right">
            At
          </Table.Th>
          <Table.Th scope="col" ta="right">
            Times
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {incident.metrics.map(({ metric, normal, peak, peakAt, fell }) => (
          <Table.Tr key={metric}>
            <Table.Th scope="row" fw={400} title={`${metric}: ${metricLabel(metric)}`}>
              {metric}
            </Table.Th>
            <Table.Td ta="right">{normalText(metric, normal)}</Table.Td>
            <Table.Td ta="right">
              <Text
                span
                fz="inherit"
                {...(fell || (peak ?? 0) > (normal?.[1] ?? 0) ? { c: 'var(--nnad-broken)', fw: 600 } : {})}
              >
                {metricFigure(metric, peak)}
                {fell && <span aria-label="fell below normal"> ▼</span>}
              </Text>
            </Table.Td>
            <Table.Td ta="right">{peakAt === null ? '–' : clockText(peakAt, zone.name)}</Table.Td>
            <Table.Td ta="right">{fell ? 'fell' : timesText(peak, normal)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
