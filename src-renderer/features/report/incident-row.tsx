// One incident in the table, and what it opens into.
import { Button, Table } from '@mantine/core'
import { useId, useState } from 'react'
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { figure } from '../../../src-shared/figures.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import { Copyable } from '../../components/copyable.tsx'
import { Expander } from './expander.tsx'
import classes from './report.module.css'
import { RootCauseTable } from './root-cause-table.tsx'
import { shareText } from './share-text.ts'

interface IncidentRowProps {
  readonly incident: Incident
  /** 1 for the worst. */
  readonly rank: number
  /** Columns that the table has. */
  readonly has: { readonly causes: boolean; readonly users: boolean }
  readonly isOpenAtFirst: boolean
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

export function IncidentRow({ incident, rank, has, isOpenAtFirst, moment, onShow }: IncidentRowProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const detail = useId()
  const { start, end, peak, causes, users, metrics } = incident
  const label = `Incident ${String(rank)}, from ${moment(start)}: root cause per metric`
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <Expander {...{ isOpen, label }} controls={detail} onToggle={() => setOpen(!isOpen)}>
            {rank}
          </Expander>
        </Table.Td>
        <Table.Td>{`${moment(start)} to ${moment(end)}`}</Table.Td>
        <Table.Td ta="right">{formatDuration(end - start)}</Table.Td>
        <Table.Td ta="right" className={classes['risen'] ?? ''}>
          <Copyable label="Peak score" text={figure(peak)} value={String(peak)} />
        </Table.Td>
        {has.causes && <Table.Td>{causes[0]?.title ?? ''}</Table.Td>}
        {has.users && (
          <Table.Td>{users[0] === undefined ? '' : `${users[0].user}, ${users[0].operation}`}</Table.Td>
        )}
        <Table.Td>{leadingText(incident)}</Table.Td>
      </Table.Tr>
      <Table.Tr id={detail} hidden={!isOpen}>
        <Table.Td colSpan={5 + Number(has.causes) + Number(has.users)} className={classes['detail'] ?? ''}>
          {isOpen && (
            <>
              <RootCauseTable label={label} parts={metrics} moment={moment} />
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
