// A note that people add to something: saved when they leave the field or press Ctrl+Enter.
import { Text, Textarea } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { failureOf } from '../data/failure.ts'

const longest = 10_000

interface NoteFieldProps {
  /** As it is kept. */
  readonly note: string
  readonly state: {
    readonly isPending: boolean
    readonly isError: boolean
    readonly isSuccess: boolean
    readonly error: unknown
  }
  readonly onSave: (note: string) => void
}

export function NoteField({ note, state, onSave }: NoteFieldProps) {
  const [draft, setDraft] = useState(note)
  const isChanged = draft.trim() !== note.trim()
  const save = (): void => {
    if (isChanged) onSave(draft.trim())
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // Esc may close what the field stands in, before it is left.
    if (event.key === 'Escape') save()
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    save()
  }
  const text = state.isPending
    ? 'saving'
    : state.isError
      ? `not saved: ${failureOf(state.error).message}`
      : isChanged
        ? 'not saved yet: leave the field or press Ctrl+Enter'
        : state.isSuccess
          ? 'saved'
          : ''
  return (
    <Textarea
      label={
        <>
          Note{' '}
          <Text span size="xs" className="quiet" fw={400} role="status">
            {text}
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
  )
}
