// What people add to a report: saved when they leave the field or press Ctrl+Enter.
import { Text, Textarea } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { failureOf } from '../../data/failure.ts'
import { useUpdateReport } from '../../data/reports.ts'
import classes from './report.module.css'

const longest = 10_000

interface ReportNoteProps {
  readonly id: number
  readonly note: string
}

export function ReportNote({ id, note }: ReportNoteProps) {
  const [draft, setDraft] = useState(note)
  const update = useUpdateReport()
  const isChanged = draft.trim() !== note.trim()
  const save = (): void => {
    if (isChanged) update.mutate({ id, note: draft.trim() })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // Esc may close what the field stands in, before it is left.
    if (event.key === 'Escape') save()
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    save()
  }
  const state = update.isPending
    ? 'saving'
    : update.isError
      ? `not saved: ${failureOf(update.error).message}`
      : isChanged
        ? 'not saved yet: leave the field or press Ctrl+Enter'
        : update.isSuccess
          ? 'saved'
          : ''
  return (
    <div className={classes['note']}>
      <Textarea
        label={
          <>
            Note{' '}
            <Text span size="xs" className="quiet" fw={400} role="status">
              {state}
            </Text>
          </>
        }
        aria-label="Note"
        placeholder="What was done, who was told, which ticket"
        autosize
        minRows={1}
        maxRows={12}
        maxLength={longest}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}
