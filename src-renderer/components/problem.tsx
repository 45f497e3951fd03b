// Something that went wrong: what, why, and what to do. Read out at once.
import type { ReactNode } from 'react'

interface ProblemProps {
  readonly title?: string
  readonly children: ReactNode
}

export function Problem({ title, children }: ProblemProps) {
  return (
    <div className="card problem" role="alert">
      {title !== undefined && <strong>{title}</strong>}
      <p>{children}</p>
    </div>
  )
}
