// One incident in the table, and what it opens into.
import { Button, Table } from '@mantine/core'
import { useId, useState } from 'react'
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { figure } from '../../../src-shared/figures.ts'
import { causePositions } from '../../../src-shared/summary/cause-sentences.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import { Copyable } from '../../components/copyable.tsx'
import { Expander } from './expander.tsx'
import type { Sought } from './follow.ts'
import classes from './report.module.css'
import { RootCauseTable } from './root-cause-table.tsx'
import { SeverityBadge } from './severity-badge.tsx'
import { shareText } from './share-text.ts'

interface IncidentRowProps {
  readonly incident: Incident
  /** 1 for the worst. */
  readonly rank: number
  /** Columns that the table has. */
  readonly has: { readonly severity: boolean; readonly causes: boolean; readonly users: boolean }
  readonly isOpenAtFirst: boolean
  /** A metric of this incident that is looked for. */
  readonly sought: Sought<string> | undefined
  readonly moment: (time: number) => string
  readonly onShow: (incident: Incident) => void
}

/** Metrics named in the row. */
const named = 3
const leastPart = 0.01

const leadingText = ({ metrics }: Incident): string =>
  metrics
    .slice(0, named)
    .filter(({ contribution }, rank) => rank === 0 || contribution >= leastPart)
    .map(({ metric, contribution }) => `${metric} ${shareText(contribution)}`)
    .join(', ')

export function IncidentRow(props: IncidentRowProps) {
  const { incident, rank, has, isOpenAtFirst, sought, moment, onShow } = props
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const [turn, setTurn] = useState(0)
  if (sought !== undefined && sought.turn !== turn) {
    setTurn(sought.turn)
    setOpen(true)
  }
  const detail = useId()
  const { start, end, peak, severity, causes, users, metrics } = incident
  const cause = causes[causePositions(incident)[0] ?? -1]
  const label = `Incident ${String(rank)}, from ${moment(start)}: root cause per metric`
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <Expander {...{ isOpen, label }} controls={detail} onToggle={() => setOpen(!isOpen)}>
            {rank}
          </Expander>
        </Table.Td>
        <Table.Td>
          <span className={classes['whole'] ?? ''}>{`${moment(start)} to`}</span>{' '}
          <span className={classes['whole'] ?? ''}>{moment(end)}</span>
        </Table.Td>
        <Table.Td ta="right">{formatDuration(end - start)}</Table.Td>
        {has.severity && (
          <Table.Td>
            <SeverityBadge severity={severity} />
          </Table.Td>
        )}
        <Table.Td ta="right" className={classes['risen'] ?? ''}>
          <Copyable label="Peak score" text={figure(peak)} value={String(peak)} />
        </Table.Td>
        {has.causes && <Table.Td>{cause?.title ?? 'no known cause fits'}</Table.Td>}
        {has.users && (
          <Table.Td>{users[0] === undefined ? '–' : `${users[0].user}, ${users[0].operation}`}</Table.Td>
        )}
        <Table.Td>{leadingText(incident)}</Table.Td>
      </Table.Tr>
      <Table.Tr id={detail} hidden={!isOpen}>
        <Table.Td colSpan={5 + Object.values(has).filter(Boolean).length} className={classes['detail'] ?? ''}>
          {isOpen && (
            <>
              <RootCauseTable parts={metrics} {...{ label, moment, sought }} />
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Show in charts: incident ${String(rank)}`}
                onClick={() => onShow(incident)}
              >
                Show in charts
              </Button>
            </>
          )}
        </Table.Td>
      </Table.Tr>
    </>
  )
}
