// Which metrics made the score: part, normal range, peak and when, how many times normal, what it means.
import { Table, UnstyledButton } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { figure, metricFigure, normalText } from '../../../src-shared/figures.ts'
import { columnIndex, columns } from '../../../src-shared/signals.ts'
import { hasFallen, hasRisen, timesNormal } from '../../../src-shared/summary/heights.ts'
import { Copyable } from '../../components/copyable.tsx'
import type { Sought } from './follow.ts'
import classes from './report.module.css'
import { ShareBar } from './share-bar.tsx'
import { shareText } from './share-text.ts'

type Part = Incident['metrics'][number]

/** Metrics with a smaller part are folded away. */
const leastPart = 0.01

interface RootCauseTableProps {
  readonly label: string
  readonly parts: readonly Part[]
  /** Writes a moment of the report's window. */
  readonly moment: (time: number) => string
  /** A metric that is looked for. */
  readonly sought?: Sought<string> | undefined
}

function timesOf(part: Part): string {
  const times = timesNormal(part)
  if (times !== null) return `${figure(times)}x`
  if (hasFallen(part)) return 'fell'
  if (part.normal === null && part.peak !== null) return 'new'
  return hasRisen(part) ? 'from 0' : part.peak === null ? '–' : 'within'
}

/** The arrow and what it says, where a metric left its normal. */
function Direction({ part }: { readonly part: Part }) {
  if (hasFallen(part)) return <span aria-label="fell below normal"> ▼</span>
  return hasRisen(part) && part.normal !== null ? <span aria-label="rose above normal"> ▲</span> : null
}

interface PartRowProps {
  readonly part: Part
  readonly moment: (time: number) => string
  /** Above 0 where it is looked for; rises with each search. */
  readonly soughtTurn: number
}

function PartRow({ part, moment, soughtTurn }: PartRowProps) {
  const { metric, contribution, normal, peak, peakAt } = part
  const row = useRef<HTMLTableRowElement>(null)
  const isOff = hasRisen(part) || hasFallen(part)
  useEffect(() => {
    if (soughtTurn === 0) return
    row.current?.scrollIntoView({ block: 'center' })
    row.current?.focus({ preventScroll: true })
  }, [soughtTurn])
  return (
    <Table.Tr ref={row} {...(soughtTurn > 0 ? { tabIndex: -1, className: classes['sought'] ?? '' } : {})}>
      <Table.Th scope="row" fw={400}>
        {metric}
      </Table.Th>
      <Table.Td ta="right">
        <ShareBar share={contribution} />
      </Table.Td>
      <Table.Td ta="right">{normalText(metric, normal)}</Table.Td>
      <Table.Td ta="right" className={isOff ? (classes['risen'] ?? '') : ''}>
        {peak === null ? (
          '–'
        ) : (
          <Copyable label={`Peak of ${metric}`} text={metricFigure(metric, peak)} value={String(peak)} />
        )}
        <Direction part={part} />
      </Table.Td>
      <Table.Td>{peakAt === null ? '–' : moment(peakAt)}</Table.Td>
      <Table.Td ta="right">{timesOf(part)}</Table.Td>
      <Table.Td className="quiet">{columns[columnIndex.get(metric) ?? -1]?.doc ?? ''}</Table.Td>
    </Table.Tr>
  )
}

export function RootCauseTable({ label, parts, moment, sought }: RootCauseTableProps) {
  const [isWhole, setWhole] = useState(false)
  const [turn, setTurn] = useState(0)
  const large = parts.filter(({ contribution }, rank) => rank === 0 || contribution >= leastPart)
  const folded = parts.slice(large.length)
  if (sought !== undefined && sought.turn !== turn) {
    setTurn(sought.turn)
    if (folded.some(({ metric }) => metric === sought.thing)) setWhole(true)
  }
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
            <PartRow
              key={part.metric}
              soughtTurn={sought?.thing === part.metric ? sought.turn : 0}
              {...{ part, moment }}
            />
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
