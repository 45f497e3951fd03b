// The text of a toast that can be undone.
import { Button } from '@mantine/core'

/** What happened, with a button that takes it back. */
export function undoMessage(text: string, undo: () => void) {
  return (
    <>
      {text}{' '}
      <Button size="compact-xs" variant="default" onClick={undo}>
        Undo
      </Button>
    </>
  )
}
