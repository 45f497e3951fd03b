// A report's note in the list: its first line, which opens for writing.
import { Popover, UnstyledButton } from '@mantine/core'
import type { ReportHead } from '../../../src-shared/contract/reports.ts'
import { ReportNote } from '../report/report-note.tsx'
import classes from './reports.module.css'

export function NoteCell({ report: { id, note } }: { readonly report: ReportHead }) {
  const [line = ''] = note.split('\n')
  return (
    <Popover position="bottom-start" width={420} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={line === '' ? `quiet ${classes['noteLine'] ?? ''}` : classes['noteLine']}
          aria-label={
            line === '' ? `Add a note to report ${String(id)}` : `Note of report ${String(id)}: ${line}`
          }
        >
          {line === '' ? 'Add a note' : line}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Note of report ${String(id)}`}>
        <ReportNote id={id} note={note} />
      </Popover.Dropdown>
    </Popover>
  )
}
