// A button that copies a text, and says whether it did.
import { Button } from '@mantine/core'
import { type CopyState, useCopied } from './use-copied.ts'

interface CopyButtonProps {
  readonly text: string
  /** What is copied, for those who do not see where the button stands: `the script`. */
  readonly what: string
}

const labels: Readonly<Record<CopyState, string>> = {
  ready: 'Copy',
  copied: 'Copied',
  refused: 'Not copied: select it',
}

export function CopyButton({ text, what }: CopyButtonProps) {
  const { state, copy } = useCopied(text)
  return (
    <Button size="compact-xs" variant="default" onClick={copy}>
      <span aria-live="polite">{labels[state]}</span>
      <span className="visually-hidden">&nbsp;{what}</span>
    </Button>
  )
}
