// A button that copies a text, and says whether it did.
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { copyText } from './copy-text.ts'

interface CopyButtonProps {
  readonly text: string
  /** What is copied, for those who do not see where the button stands: `the script`. */
  readonly what: string
}

const labels = { ready: 'Copy', copied: 'Copied', refused: 'Not copied: select it' } as const

export function CopyButton({ text, what }: CopyButtonProps) {
  const [state, setState] = useState<keyof typeof labels>('ready')
  useEffect(() => {
    if (state === 'ready') return
    const timer = setTimeout(() => setState('ready'), 2000)
    return () => clearTimeout(timer)
  }, [state])
  return (
    <Button
      size="compact-xs"
      variant="default"
      onClick={() => void copyText(text).then((isCopied) => setState(isCopied ? 'copied' : 'refused'))}
    >
      <span aria-live="polite">{labels[state]}</span>
      <span className="visually-hidden">&nbsp;{what}</span>
    </Button>
  )
}
