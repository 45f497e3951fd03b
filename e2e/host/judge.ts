// Answers a spec that judges the app's safety: tries its guards with pages that are ours and pages that are not, and lets it fail.
import { type Frame, onOrder, tell } from './control.ts'
import { BrowserWindow } from './electron/browser-window.ts'
import { preventable } from './electron/events.ts'
import { ipcMain } from './electron/ipc-main.ts'
import { MessagePortMain } from './electron/message-port-main.ts'
import { handledSchemes, session, sessions } from './electron/session.ts'
import { type Made, noted, type PermissionAnswer, type PortOutcomes } from './made.ts'

const elsewhere = 'https://example.org/'
/** What Electron asks before a page goes elsewhere, or embeds something. */
const leaving = ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']
const opened = [
  elsewhere,
  'app://nnad/',
  'https://nnad.example.org/',
  'https://hadoop.apache.org.example.org/',
  'https://hadoop.apache.org@example.org/',
  'http://hadoop.apache.org/',
  'file:///etc/passwd',
  'smb://example.org/x',
  'ms-settings:x',
  'https://hadoop.apache.org/docs/',
]

function permissionAnswers(permissions: readonly string[]): PermissionAnswer[] {
  const ours = BrowserWindow.getAllWindows().map((window) => window.webContents)
  const pages = [...ours, { getURL: () => elsewhere }, { getURL: () => 'app://nnad.example.org/' }]
  return sessions.flatMap((one) =>
    pages.flatMap((page) =>
      permissions.map((permission) => {
        const checked = one.check(page, permission)
        const asked = one.ask(page, permission)
        return {
          session: one.name,
          page: page.getURL(),
          permission,
          ...(checked === undefined ? {} : { checked }),
          ...(asked === undefined ? {} : { asked }),
        }
      }),
    ),
  )
}

function made(permissions: readonly string[]): Made {
  // Whatever session is made later is guarded, too.
  session.fromPartition('later')
  const pages = BrowserWindow.getAllWindows().map((window) => window.webContents)
  return {
    type: 'made',
    windows: noted.windows.map((preferences) => ({ ...preferences })),
    schemes: noted.schemes,
    handled: handledSchemes(),
    answers: noted.answers,
    permissions: permissionAnswers(permissions),
    prevented: pages.flatMap((page) =>
      leaving.map((name) => {
        const event = preventable({ url: elsewhere, isMainFrame: name !== 'will-frame-navigate' })
        page.emit(name, event, elsewhere)
        return { page: page.getURL(), event: name, isPrevented: event.defaultPrevented }
      }),
    ),
    openings: pages.flatMap((page) =>
      opened.map((url) => ({ page: page.getURL(), url, action: page.askToOpen(url) })),
    ),
    channels: ipcMain.eventNames().map(String),
  }
}

/** Sends a port with a call on every channel, as a frame would, and tells what came of each first. */
async function sendPorts(frame: Frame, call: unknown): Promise<PortOutcomes> {
  const [window] = BrowserWindow.getAllWindows()
  const senderFrame = frame === null ? null : { url: frame.url, parent: frame.isMain ? null : {} }
  const outcomes = ipcMain.eventNames().map(async (channel): Promise<[string, 'answered' | 'closed']> => {
    const outcome = await new Promise<'answered' | 'closed'>((resolve) => {
      const port = new MessagePortMain(
        () => resolve('answered'),
        () => resolve('closed'),
      )
      port.receive(call)
      ipcMain.emit(channel, { sender: window?.webContents, senderFrame, ports: [port] }, null)
    })
    return [String(channel), outcome]
  })
  return { type: 'ports', outcomes: Object.fromEntries(await Promise.all(outcomes)) }
}

/** An error that reaches nobody. */
function fail(how: 'throw' | 'reject', message: string): void {
  if (how === 'reject') void Promise.reject(new Error(message))
  else
    setImmediate(() => {
      throw new Error(message)
    })
}

/** Hears the spec. */
export function beJudged(): void {
  onOrder((order) => {
    if (order.type === 'tell-made') tell(made(order.permissions))
    if (order.type === 'fail') fail(order.how, order.message)
    const [window] = BrowserWindow.getAllWindows()
    if (order.type === 'crash-page') window?.webContents.forcefullyCrashRenderer()
    if (order.type === 'hang') window?.emit(order.isHanging ? 'unresponsive' : 'responsive')
    if (order.type === 'send-ports') void sendPorts(order.frame, order.call).then(tell)
  })
}
