// One flagged window in the table, and its root cause.
import { Table } from '@mantine/core'
import { useId, useState } from 'react'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { figure } from '../../../src-shared/figures.ts'
import { Copyable } from '../../components/copyable.tsx'
import { Expander } from './expander.tsx'
import classes from './report.module.css'
import { RootCauseTable } from './root-cause-table.tsx'
import { shareText } from './share-text.ts'

interface FlaggedRowProps {
  readonly anomaly: SavedReport['anomalies'][number]
  readonly rank: number
  readonly threshold: number
  readonly moment: (time: number) => string
}

export function FlaggedRow({ anomaly, rank, threshold, moment }: FlaggedRowProps) {
  const [isOpen, setOpen] = useState(false)
  const detail = useId()
  const { start, end, score, metrics } = anomaly
  const [top] = metrics
  const label = `Window of ${moment(end)}: root cause per metric`
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <Expander
            isOpen={isOpen}
            label={`${String(rank)}: ${label}`}
            controls={detail}
            onToggle={() => setOpen(!isOpen)}
          >
            {rank}
          </Expander>
        </Table.Td>
        <Table.Td>{moment(end)}</Table.Td>
        <Table.Td>{moment(start)}</Table.Td>
        <Table.Td ta="right" className={classes['risen'] ?? ''}>
          <Copyable label={`Score of ${moment(end)}`} text={figure(score)} value={String(score)} />
        </Table.Td>
        <Table.Td ta="right">{`${figure(score / threshold)}x`}</Table.Td>
        <Table.Td>{top === undefined ? '–' : `${top.metric} ${shareText(top.contribution)}`}</Table.Td>
      </Table.Tr>
      <Table.Tr id={detail} hidden={!isOpen}>
        <Table.Td colSpan={6} className={classes['detail'] ?? ''}>
          {isOpen && <RootCauseTable label={label} parts={metrics} moment={moment} />}
        </Table.Td>
      </Table.Tr>
    </>
  )
}
