// The menu. Its items are commands of the page, sent by their ids; roles are Electron's own.
import { type MenuItemConstructorOptions, Menu } from 'electron'

/** Commands that the page knows: the whole of what main ever tells it. */
export type CommandId =
  'open-dump' | 'open-sample' | 'go-start' | 'go-investigate' | 'go-reports' | 'go-settings' | 'help-keys'

/** Sends a command to the page. */
export type SendCommand = (id: CommandId) => void

/** Sets the app's menu; `isRelease` leaves out what only developers need. */
export function setMenu(send: SendCommand, isRelease: boolean): void {
  const command = (id: CommandId, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => send(id),
  })
  const isMac = process.platform === 'darwin'
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const settings = command('go-settings', 'Settings', 'CmdOrCtrl+,')
  const development: MenuItemConstructorOptions[] = isRelease
    ? []
    : [{ role: 'reload' }, { role: 'toggleDevTools' }, line]
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        command('open-dump', 'Open Dump…', 'CmdOrCtrl+O'),
        command('open-sample', 'Open Sample'),
        line,
        settings,
        line,
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        command('go-start', 'Start'),
        command('go-investigate', 'Investigate'),
        command('go-reports', 'Reports'),
        line,
        ...development,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        line,
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [command('help-keys', 'Keyboard Shortcuts')] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
