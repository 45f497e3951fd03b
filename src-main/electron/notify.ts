// Messages on the desktop; a click on one leads to what it is about.
import { Notification } from 'electron'
import type { DesktopNotification } from '../core/host.ts'

/** Without a reference a message is collected, and its click is never heard; the system keeps about as many. */
const kept = 20

/** Not every system tells whether it shows a message: one of which it has said nothing by then counts as shown, ms. */
const toldWithin = 5_000

/** Shows a message; rejects where the system tells that it did not. */
function show(notification: Notification): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, toldWithin).unref()
    notification.once('show', () => resolve())
    notification.once('failed', (_event, error) => {
      const why = error.replace(/\.+$/, '')
      const remedy = 'Check that the system’s settings let nnad show notifications.'
      reject(new Error(`The system did not show the message (${why}). ${remedy}`))
    })
    notification.show()
  })
}

/** Shows messages, as a host does; `open` is told the address of one that was clicked. */
export function desktopNotifier(
  open: (address: string) => void,
): (notification: DesktopNotification) => Promise<void> {
  const shown: Notification[] = []
  return async ({ title, body, address }) => {
    if (!Notification.isSupported()) throw new Error('This desktop shows no notifications.')
    const notification = new Notification({ title, body })
    notification.on('click', () => open(address))
    shown.push(notification)
    if (shown.length > kept) shown.shift()
    await show(notification)
  }
}
