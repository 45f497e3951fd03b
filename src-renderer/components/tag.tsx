// A few words in a frame: a state, a role. Colour only repeats what they say.
import type { ReactNode } from 'react'
import classes from './tag.module.css'

interface TagProps {
  readonly tone?: 'good' | 'fair' | 'bad' | 'plain'
  readonly title?: string
  readonly children: ReactNode
}

export function Tag({ tone = 'plain', title, children }: TagProps) {
  return (
    <span className={classes['tag']} data-tone={tone} title={title}>
      {children}
    </span>
  )
}
