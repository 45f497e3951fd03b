// One NameNode of a run: how severe, what, when, who, how far above its threshold; or why it could not be judged.
import { Table } from '@mantine/core'
import type { FleetRow } from '../../../src-shared/contract/fleets.ts'
import { figure } from '../../../src-shared/figures.ts'
import { rangeText } from '../../../src-shared/zones.ts'
import { Tag } from '../../components/tag.tsx'
import { SeverityBadge } from '../report/severity-badge.tsx'
import { besideText, costText, heightText, peakText, sinceText, stepText, whatText } from './fleet-text.ts'
import classes from './fleet.module.css'
import { ReportCell } from './report-cell.tsx'

interface FleetTableRowProps {
  readonly fleetId: number
  readonly row: FleetRow
  /** IANA name. */
  readonly zone: string
}

function Name({ row: { instance, cluster } }: { readonly row: FleetRow }) {
  return (
    <>
      <Table.Th scope="row" className={classes['name']} title={instance}>
        {instance}
      </Table.Th>
      <Table.Td>{cluster ?? '–'}</Table.Td>
    </>
  )
}

function Warnings({ warnings }: Pick<FleetRow, 'warnings'>) {
  return warnings.map((warning) => (
    <p key={warning} className={classes['warning']}>
      {warning}
    </p>
  ))
}

/** A NameNode that is not judged: its step, or why not. */
function Unjudged({ row }: { readonly row: FleetRow }) {
  const { text, tone } = stepText(row)
  return (
    <Table.Tr>
      <Table.Td>
        <Tag tone={tone}>{text}</Tag>
      </Table.Td>
      <Name row={row} />
      <Table.Td colSpan={5} className={classes['reason']}>
        {row.error?.message}
        <Warnings warnings={row.warnings} />
      </Table.Td>
    </Table.Tr>
  )
}

export function FleetTableRow({ fleetId, row, zone }: FleetTableRowProps) {
  const { finding } = row
  if (finding === null) return <Unjudged row={row} />
  const { severity, incidents, worst } = finding
  return (
    <Table.Tr>
      <Table.Td>
        {incidents === 0 ? <Tag tone="good">quiet</Tag> : <SeverityBadge severity={severity} />}
      </Table.Td>
      <Name row={row} />
      <Table.Td className={worst === null ? `quiet ${classes['what'] ?? ''}` : classes['what']}>
        <span title={costText(row)}>{whatText(row)}</span>
        <span className="quiet">{besideText(row)}</span>
        <Warnings warnings={row.warnings} />
      </Table.Td>
      <Table.Td title={worst === null ? undefined : rangeText(worst.start, worst.end, zone)}>
        {sinceText(row, zone)}
      </Table.Td>
      <Table.Td ta="right">{figure(incidents)}</Table.Td>
      <Table.Td ta="right" title={heightText(finding)}>
        {peakText(row)}
      </Table.Td>
      <Table.Td>
        <ReportCell fleetId={fleetId} row={row} />
      </Table.Td>
    </Table.Tr>
  )
}
