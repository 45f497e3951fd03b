// One report in the list.
import { ActionIcon, Anchor, Checkbox, Table, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import { Link, useLocation } from 'wouter'
import type { ReportHead } from '../../../src-shared/contract/reports.ts'
import { rangeText, timeText } from '../../../src-shared/zones.ts'
import { EditableTitle } from '../report/editable-title.tsx'
import { deleteReport } from './delete-report.ts'
import { NoteCell } from './note-cell.tsx'
import classes from './reports.module.css'
import { RowExport } from './row-export.tsx'

interface ReportsRowProps {
  readonly report: ReportHead
  readonly zone: string
  readonly isChosen: boolean
  /** Two others are chosen already. */
  readonly isFull: boolean
  readonly onChoose: () => void
}

/** What takes a click for itself. */
const controls = 'a, button, input, label, textarea, [role=menu], [role=dialog]'

export function ReportsRow({ report, zone, isChosen, isFull, onChoose }: ReportsRowProps) {
  const [, go] = useLocation()
  const { id, title, sourceName, from, to, incidents, leading, createdAt, receivedAt } = report
  const address = `/reports/${String(id)}`
  const open = ({ target, currentTarget }: MouseEvent<HTMLElement>): void => {
    const isOutside = !(target instanceof Element) || !currentTarget.contains(target)
    if (!isOutside && target.closest(controls) === null) go(address)
  }
  return (
    <Table.Tr className={classes['row'] ?? ''} onClick={open}>
      <Table.Td>
        <Checkbox
          size="xs"
          aria-label={`Choose report ${String(id)} for comparing`}
          checked={isChosen}
          disabled={isFull}
          onChange={onChoose}
        />
      </Table.Td>
      <Table.Td ta="right">{id}</Table.Td>
      <Table.Td className={classes['titleCell'] ?? ''}>
        <EditableTitle id={id} title={title} size="xs">
          <Anchor component={Link} href={address} size="sm">
            {title}
          </Anchor>
        </EditableTitle>
        <NoteCell report={report} />
      </Table.Td>
      <Table.Td className={classes['line'] ?? ''}>
        {sourceName}
        {receivedAt !== null && <span className="quiet">, from a file</span>}
      </Table.Td>
      <Table.Td className={classes['line'] ?? ''}>{rangeText(from, to, zone)}</Table.Td>
      <Table.Td ta="right" className={incidents > 0 ? (classes['some'] ?? '') : ''}>
        {incidents}
      </Table.Td>
      <Table.Td className={classes['leading'] ?? ''} title={leading ?? ''}>
        {leading ?? '–'}
      </Table.Td>
      <Table.Td className={classes['line'] ?? ''} title={timeText(createdAt, zone)}>
        {timeText(createdAt, zone).slice(0, -':00'.length)}
      </Table.Td>
      <Table.Td className={classes['actions'] ?? ''}>
        <RowExport id={id} />
        <Tooltip label="Delete; can be undone" openDelay={400}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Delete report ${String(id)}`}
            onClick={() => void deleteReport(id)}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </Tooltip>
      </Table.Td>
    </Table.Tr>
  )
}
