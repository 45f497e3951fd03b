// A figure that a click copies.
import { CopyButton, Tooltip, UnstyledButton } from '@mantine/core'
import classes from './copyable.module.css'

interface CopyableProps {
  /** What it is, for those who do not see where it stands. */
  readonly label: string
  readonly text: string
  /** What is copied, where it is more exact than what is shown. */
  readonly value?: string
}

export function Copyable({ label, text, value = text }: CopyableProps) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : `Copy ${value}`} openDelay={400}>
          <UnstyledButton
            className={`figures ${classes['copyable'] ?? ''}`}
            aria-label={copied ? `${label} copied` : `${label}: ${text}, copy`}
            onClick={copy}
          >
            {text}
          </UnstyledButton>
        </Tooltip>
      )}
    </CopyButton>
  )
}
