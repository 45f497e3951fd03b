// Which metrics made the error: part, normal range, peak and when, how many times normal, what it means.
import { Table, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { figure, metricFigure, normalText } from '../../../src-shared/figures.ts'
import { columnIndex, columns } from '../../../src-shared/signals.ts'
import { hasRisen, timesNormal } from '../../../src-shared/summary.ts'
import { Copyable } from '../../components/copyable.tsx'
import classes from './report.module.css'
import { shareText } from './share-text.ts'

type Part = Incident['metrics'][number]

/** Metrics with a smaller part are folded away. */
const leastPart = 0.01

interface RootCauseTableProps {
  readonly label: string
  readonly parts: readonly Part[]
  /** Writes a moment of the report's window. */
  readonly moment: (time: number) => string
}

function timesOf(part: Part): string {
  const times = timesNormal(part)
  if (times !== null) return `${figure(times)}x`
  if (part.normal === null && part.peak !== null) return 'new'
  return hasRisen(part) ? 'from 0' : part.peak === null ? '–' : 'within'
}

function PartRow({ part, moment }: { readonly part: Part; readonly moment: (time: number) => string }) {
  const { metric, contribution, normal, peak, peakAt } = part
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {metric}
      </Table.Th>
      <Table.Td ta="right">
        <span className={classes['share']}>
          <span className={classes['bar']} aria-hidden>
            <span style={{ width: `${String(contribution * 100)}%` }} />
          </span>
          <span>{shareText(contribution)}</span>
        </span>
      </Table.Td>
      <Table.Td ta="right">{normalText(metric, normal)}</Table.Td>
      <Table.Td ta="right" className={hasRisen(part) ? (classes['risen'] ?? '') : ''}>
        {peak === null ? (
          '–'
        ) : (
          <Copyable label={`Peak of ${metric}`} text={metricFigure(metric, peak)} value={String(peak)} />
        )}
      </Table.Td>
      <Table.Td>{peakAt === null ? '–' : moment(peakAt)}</Table.Td>
      <Table.Td ta="right">{timesOf(part)}</Table.Td>
      <Table.Td className="quiet">{columns[columnIndex.get(metric) ?? -1]?.doc ?? ''}</Table.Td>
    </Table.Tr>
  )
}

export function RootCauseTable({ label, parts, moment }: RootCauseTableProps) {
  const [isWhole, setWhole] = useState(false)
  const large = parts.filter(({ contribution }, rank) => rank === 0 || contribution >= leastPart)
  const folded = parts.slice(large.length)
  const rest = folded.reduce((sum, { contribution }) => sum + contribution, 0)
  return (
    <>
      <Table className={`figures ${classes['parts'] ?? ''}`} aria-label={label} verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Metric</Table.Th>
            <Table.Th scope="col" ta="right">
              Contribution
            </Table.Th>
            <Table.Th scope="col" ta="right">
              Normal (p5 to p95)
            </Table.Th>
            <Table.Th scope="col" ta="right">
              Actual (peak)
            </Table.Th>
            <Table.Th scope="col">Peak at</Table.Th>
            <Table.Th scope="col" ta="right">
              Times normal
            </Table.Th>
            <Table.Th scope="col">What it means</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(isWhole ? parts : large).map((part) => (
            <PartRow key={part.metric} part={part} moment={moment} />
          ))}
        </Table.Tbody>
      </Table>
      {folded.length > 0 && (
        <UnstyledButton
          className={`quiet ${classes['fold'] ?? ''}`}
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole
            ? 'only those of 1 % and more'
            : `and ${String(folded.length)} more, ${shareText(rest)} together`}
        </UnstyledButton>
      )}
    </>
  )
}
