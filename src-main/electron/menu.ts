// The menu. Its items are commands of the page, sent by their ids; roles are Electron's own.
import path from 'node:path'
import { type MenuItemConstructorOptions, Menu } from 'electron'

/** Commands that the page knows wherever it is, with the keys that run them while somebody types, too. */
const commands = {
  'open-dump': ['Open Dump…', 'CmdOrCtrl+O'],
  'open-folder': ['Open Folder…', 'CmdOrCtrl+Shift+O'],
  'open-sample': ['Open Sample', 'CmdOrCtrl+Alt+O'],
  'add-namenode': ['Connect a NameNode…', 'CmdOrCtrl+N'],
  'go-start': ['Start', 'CmdOrCtrl+1'],
  'go-namenodes': ['NameNodes', 'CmdOrCtrl+2'],
  'go-live': ['Live', 'CmdOrCtrl+3'],
  'go-incidents': ['Incidents', 'CmdOrCtrl+4'],
  'go-investigate': ['Investigate', 'CmdOrCtrl+5'],
  'go-reports': ['Reports', 'CmdOrCtrl+6'],
  'go-engines': ['Engines', 'CmdOrCtrl+7'],
  'go-fleet': ['Fleet', 'CmdOrCtrl+8'],
  'go-settings': ['Settings', 'CmdOrCtrl+,'],
  'zone-utc': ['UTC', 'CmdOrCtrl+Alt+1'],
  'zone-namenode': ['The NameNode’s Zone', 'CmdOrCtrl+Alt+2'],
  'zone-local': ['This Computer’s Zone', 'CmdOrCtrl+Alt+3'],
  'scheme-auto': ['As This Computer Has Them', 'CmdOrCtrl+Alt+4'],
  'scheme-light': ['Light', 'CmdOrCtrl+Alt+5'],
  'scheme-dark': ['Dark', 'CmdOrCtrl+Alt+6'],
  'show-jobs': ['Jobs', 'CmdOrCtrl+J'],
  search: ['Search or Run a Command…', 'CmdOrCtrl+K'],
  'help-keys': ['Keyboard Shortcuts', 'CmdOrCtrl+/'],
} as const

/** The whole of what the menu ever tells the page. */
export type CommandId = keyof typeof commands

interface MenuParts {
  /** Sends a command to the page. */
  readonly send: (id: CommandId) => void
  /** Imports a file or folder. */
  readonly open: (path: string) => void
  /** Dumps that were opened lately: absolute paths. */
  readonly recent: readonly string[]
  readonly clearRecent: () => void
  /** Shows where the log is. */
  readonly showLog: () => void
  /** Says how it stands with updates. */
  readonly checkUpdates: () => void
  /** Leaves out what only developers need. */
  readonly isRelease: boolean
}

const isMac = process.platform === 'darwin'
const line: MenuItemConstructorOptions = { type: 'separator' }

/** `&` marks a letter in menus. */
const asLabel = (text: string): string => text.replaceAll('&', '&&')

function recentMenu({ recent, open, clearRecent }: MenuParts): MenuItemConstructorOptions {
  const dumps = recent.map((file, index) => ({
    id: `open-recent-${String(index + 1)}`,
    label: asLabel(`${path.basename(file)} (${path.dirname(file)})`),
    click: () => open(file),
  }))
  return {
    label: 'Open Recent',
    enabled: dumps.length > 0,
    submenu: [...dumps, line, { id: 'clear-recent', label: 'Clear', click: clearRecent }],
  }
}

/** Sets the app's menu. */
export function setMenu(parts: MenuParts): void {
  const command = (id: CommandId): MenuItemConstructorOptions => {
    const [label, accelerator] = commands[id]
    return { id, label, accelerator, click: () => parts.send(id) }
  }
  const development: MenuItemConstructorOptions[] = parts.isRelease
    ? []
    : [{ role: 'reload' }, { role: 'toggleDevTools' }, line]
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        command('open-dump'),
        command('open-folder'),
        recentMenu(parts),
        command('open-sample'),
        command('add-namenode'),
        line,
        command('go-settings'),
        line,
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        command('go-start'),
        command('go-namenodes'),
        command('go-live'),
        command('go-incidents'),
        command('go-investigate'),
        command('go-reports'),
        command('go-engines'),
        command('go-fleet'),
        line,
        command('show-jobs'),
        {
          label: 'Times In',
          submenu: [command('zone-utc'), command('zone-namenode'), command('zone-local')],
        },
        {
          label: 'Colours',
          submenu: [command('scheme-auto'), command('scheme-light'), command('scheme-dark')],
        },
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
    {
      role: 'help',
      submenu: [
        command('search'),
        command('help-keys'),
        line,
        { id: 'show-log', label: 'Show Log', click: parts.showLog },
        { id: 'check-updates', label: 'Check for Updates…', click: parts.checkUpdates },
      ],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
