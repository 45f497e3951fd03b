// The open app: the core, and all around the window that needs it. Loaded while the window's page already starts, since the
// core's modules and its database take as long as the page.
import { type BrowserWindow, app } from 'electron'
import { apiContext } from '../api/context.ts'
import { type ImportPaths, anyPath } from '../api/import-paths.ts'
import { type ContractPort, portHandler } from '../api/port-handler.ts'
import { openCore } from '../core/core.ts'
import { Closing } from './close.ts'
import { rescuePage, showLog } from './crash.ts'
import { electronHost } from './electron-host.ts'
import type { AppLog } from './log.ts'
import { setMenu } from './menu.ts'
import { type Inbox, takeLinks } from './open-with.ts'
import { followPower } from './power.ts'
import type { PrintPages } from './protocol.ts'
import { RecentDumps } from './recent.ts'
import { showTray } from './tray.ts'
import { Updates } from './updates.ts'
import type { Window } from './window.ts'

/** What is there before the core. */
export interface DesktopParts {
  readonly dataFolder: string
  readonly window: Window
  readonly pages: PrintPages
  readonly inbox: Inbox
  readonly log: AppLog
}

export interface Desktop {
  /** Whether the app goes on without a window. */
  readonly goesOn: boolean
  /** Answers the contract on a page's port. */
  readonly answer: (port: ContractPort) => void
  /** Stands by a new window: when it is closed, and when its page fails. */
  readonly guard: (window: BrowserWindow) => void
  /** Opens what the app was started for; from now on, what comes. Once the window's page is there. */
  readonly openAsked: () => void
  readonly close: () => Promise<void>
}

/** Whatever is imported by its path, however it came, is among the recent dumps. */
function remembering(recent: RecentDumps): ImportPaths {
  return async (given) => {
    const paths = await anyPath(given)
    recent.add(paths)
    return paths
  }
}

/** Opens the core and what goes with it. Throws as `openCore`. */
export async function openDesktop({ dataFolder, window, pages, inbox, log }: DesktopParts): Promise<Desktop> {
  const open = (address: string): void => {
    window.show(address).catch((error: unknown) => log.write(`The window could not go to ${address}`, error))
  }
  const show = (then?: () => void): void => {
    window.show().then(then, (error: unknown) => log.write('The window could not be shown', error))
  }
  const core = await openCore(electronHost(dataFolder, pages, open, log))
  const closing = new Closing(app, core)
  const tray = showTray(core, { show, open, quit: () => app.quit() })
  const updates = new Updates({ app, core, log, open })
  const recent = new RecentDumps(app, () => showMenu())
  const openFiles = (paths: readonly string[]): void => show(() => window.send('nnad:open', paths))
  const showMenu = (): void =>
    setMenu({
      send: (id) => show(() => window.send('nnad:command', id)),
      open: (file) => openFiles([file]),
      recent: recent.paths,
      clearRecent: () => recent.clear(),
      showLog: () => showLog(log),
      checkUpdates: () => updates.show(),
      isRelease: app.isPackaged,
    })
  showMenu()
  core.watch()
  followPower(app, core)
  takeLinks(app)
  app.on('activate', () => show())
  return {
    get goesOn() {
      return closing.goesOn
    },
    answer: portHandler(apiContext(core, remembering(recent))),
    guard: (one) => {
      closing.guard(one)
      rescuePage(one, core, log)
    },
    openAsked: () => {
      inbox.openWith({ files: openFiles, address: open, show, log: (message) => log.write(message) })
      updates.watch()
    },
    close: async () => {
      updates.stop()
      await tray.stop()
      await core.close()
    },
  }
}
