// A figure that a click copies.
import { Tooltip, UnstyledButton } from '@mantine/core'
import classes from './copyable.module.css'
import { useCopied } from './use-copied.ts'

interface CopyableProps {
  /** What it is, for those who do not see where it stands. */
  readonly label: string
  readonly text: string
  /** What is copied, where it is more exact than what is shown. */
  readonly value?: string
}

export function Copyable({ label, text, value = text }: CopyableProps) {
  const { state, copy } = useCopied(value)
  const outcome = state === 'copied' ? 'Copied' : 'Not copied: select it'
  return (
    <Tooltip label={state === 'ready' ? `Copy ${value}` : outcome} openDelay={400}>
      <UnstyledButton
        className={`figures ${classes['copyable'] ?? ''}`}
        aria-label={state === 'ready' ? `${label}: ${text}, copy` : `${label}: ${outcome}`}
        onClick={copy}
      >
        {text}
      </UnstyledButton>
    </Tooltip>
  )
}
