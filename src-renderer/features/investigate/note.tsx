// A sentence that matters, marked at its edge; read out when it changes.
import type { ReactNode } from 'react'
import classes from './investigate.module.css'

interface NoteProps {
  readonly tone: 'good' | 'fair' | 'bad' | 'plain'
  readonly children: ReactNode
}

export function Note({ tone, children }: NoteProps) {
  return (
    <div className={classes['note']} data-tone={tone} aria-live="polite">
      {children}
    </div>
  )
}
