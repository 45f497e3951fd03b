// Opens a row of a table: the whole first cell is the button.
import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './report.module.css'

interface ExpanderProps {
  readonly isOpen: boolean
  /** Id of what it opens. */
  readonly controls: string
  readonly label: string
  readonly onToggle: () => void
  readonly children: ReactNode
}

export function Expander({ isOpen, controls, label, onToggle, children }: ExpanderProps) {
  return (
    <UnstyledButton
      className={classes['expander']}
      aria-expanded={isOpen}
      aria-controls={controls}
      aria-label={label}
      onClick={onToggle}
    >
      <IconChevronRight
        size={14}
        className={classes['chevron']}
        data-open={isOpen || undefined}
        aria-hidden
      />
      {children}
    </UnstyledButton>
  )
}
