// One end of a window as text: read on Enter or when left, in the page's zone; ISO 8601 and epoch ms mean what they say.
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { errorText } from '../../../src-shared/errors.ts'
import { timeIn, timeText } from '../../../src-shared/zones.ts'

interface TimeFieldProps {
  readonly label: string
  readonly describedBy: string
  readonly value: number | undefined
  readonly zone: string
  /** Takes the time; what is wrong with it, if anything. */
  readonly onCommit: (time: number) => string | undefined
}

export function TimeField({ label, describedBy, value, zone, onCommit }: TimeFieldProps) {
  const [draft, setDraft] = useState<string>()
  const [error, setError] = useState<string>()
  const shown = value === undefined ? '' : timeText(value, zone)
  const commit = (): void => {
    // Text that says what is there already must not cut off its milliseconds.
    if (draft === undefined || draft.trim() === shown) {
      setDraft(undefined)
      setError(undefined)
      return
    }
    try {
      const objection = onCommit(timeIn(draft, zone))
      setError(objection)
      if (objection === undefined) setDraft(undefined)
    } catch (problem) {
      setError(errorText(problem))
    }
  }
  return (
    <TextInput
      size="xs"
      label={label}
      className="figures"
      w={152}
      value={draft ?? shown}
      error={error}
      aria-describedby={describedBy}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && draft !== undefined) {
          event.preventDefault()
          commit()
        }
        if (event.key === 'Escape') {
          setDraft(undefined)
          setError(undefined)
        }
      }}
    />
  )
}
