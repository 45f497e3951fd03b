// Copying with its outcome, which is told for two seconds.
import { useEffect, useState } from 'react'
import { copyText } from './copy-text.ts'

export type CopyState = 'ready' | 'copied' | 'refused'

/** What became of the last copy, and how to make one. */
export function useCopied(text: string): { readonly state: CopyState; readonly copy: () => void } {
  const [state, setState] = useState<CopyState>('ready')
  useEffect(() => {
    if (state === 'ready') return
    const timer = setTimeout(() => setState('ready'), 2000)
    return () => clearTimeout(timer)
  }, [state])
  return {
    state,
    copy: () => void copyText(text).then((isCopied) => setState(isCopied ? 'copied' : 'refused')),
  }
}
