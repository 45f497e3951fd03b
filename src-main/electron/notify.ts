// Messages on the desktop; a click on one leads to what it is about.
import { Notification } from 'electron'
import type { DesktopNotification } from '../core/host.ts'

/** Without a reference a message is collected, and its click is never heard; the system keeps about as many. */
const kept = 20

/** Shows messages; `open` is told the address of one that was clicked. */
export function desktopNotifier(
  open: (address: string) => void,
): (notification: DesktopNotification) => void {
  const shown: Notification[] = []
  return ({ title, body, address }) => {
    if (!Notification.isSupported()) throw new Error('This desktop shows no notifications.')
    const notification = new Notification({ title, body })
    notification.on('click', () => open(address))
    shown.push(notification)
    if (shown.length > kept) shown.shift()
    notification.show()
  }
}
