// Messages in the corner: what was done with a way back, and what failed with a way out.
import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { failureOf } from '../data/failure.ts'

interface Way {
  readonly label: string
  readonly run: () => void
}

/** How long a message with a button stays, ms. */
const offered = 12_000

function body(text: string, way: Way | undefined, close: () => void) {
  if (way === undefined) return text
  const take = (): void => {
    close()
    way.run()
  }
  return (
    <Group gap="sm" justify="space-between">
      <Text size="sm">{text}</Text>
      <Button size="compact-sm" variant="default" onClick={take}>
        {way.label}
      </Button>
    </Group>
  )
}

/** Says what was done; the button undoes it or leads on. Returns what takes the message away. */
export function tell(text: string, way?: Way): () => void {
  const id: string = notifications.show({
    message: body(text, way, () => notifications.hide(id)),
    autoClose: way === undefined ? 5000 : offered,
    closeButtonProps: { 'aria-label': 'Close message' },
  })
  return () => notifications.hide(id)
}

/** Says what failed and why; a button may offer another way. */
export function tellFailure(what: string, error: unknown, way?: Way): void {
  const id: string = notifications.show({
    title: what,
    message: body(failureOf(error).message, way, () => notifications.hide(id)),
    color: 'red',
    autoClose: offered,
    closeButtonProps: { 'aria-label': 'Close message' },
  })
}
