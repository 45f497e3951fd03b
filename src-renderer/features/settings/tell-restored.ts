// Says that a backup is back.
import { notifications } from '@mantine/notifications'

/** A toast for a backup that was put back. */
export function tellRestored(name: string): void {
  notifications.show({
    title: `${name} was put back`,
    message: 'What was there before it, if anything, is a backup now.',
  })
}
