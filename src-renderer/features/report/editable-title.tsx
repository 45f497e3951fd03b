// A report's title, changed in place: Enter saves, Esc leaves it as it was.
import { ActionIcon, TextInput, Tooltip } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useUpdateReport } from '../../data/reports.ts'
import classes from './report.module.css'
import { tellFailure } from '../../components/tell.tsx'

const longest = 200

interface EditableTitleProps {
  readonly id: number
  readonly title: string
  /** The title as it is shown: a heading, a link. */
  readonly children: ReactNode
  readonly size?: 'xs' | 'md'
}

export function EditableTitle({ id, title, children, size = 'md' }: EditableTitleProps) {
  const [draft, setDraft] = useState<string>()
  const pencil = useRef<HTMLButtonElement>(null)
  const update = useUpdateReport()
  const close = (): void => {
    setDraft(undefined)
    // The button comes back only after this.
    requestAnimationFrame(() => pencil.current?.focus())
  }
  const save = (): void => {
    const wanted = (draft ?? '').trim()
    // Leaving the field while Enter's change is on its way.
    if (update.isPending) return
    if (wanted === '' || wanted === title) {
      close()
      return
    }
    update.mutate(
      { id, title: wanted },
      {
        onSuccess: close,
        onError: (error) => tellFailure(`Report ${String(id)} was not renamed`, error),
      },
    )
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') save()
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  if (draft === undefined) {
    return (
      <div className={classes['title']}>
        {children}
        <Tooltip label="Rename" openDelay={400}>
          <ActionIcon
            ref={pencil}
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Rename report ${String(id)}`}
            onClick={() => setDraft(title)}
          >
            <IconPencil size={15} />
          </ActionIcon>
        </Tooltip>
      </div>
    )
  }
  return (
    <TextInput
      autoFocus
      size={size}
      className={size === 'md' ? (classes['titleInput'] ?? '') : ''}
      aria-label={`Title of report ${String(id)}`}
      maxLength={longest}
      value={draft}
      disabled={update.isPending}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={save}
    />
  )
}
