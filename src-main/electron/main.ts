// The desktop app: one instance, one window, one core, which is closed before the process ends. The window comes first.
import { enableCompileCache } from 'node:module'
import path from 'node:path'
import { format } from 'node:util'
import { app, dialog, ipcMain, session } from 'electron'
import { DeclaredError } from '../../src-shared/errors.ts'
import { type UiFiles, builtUiFolder, uiFiles } from '../api/ui-files.ts'
import { endOnCrash } from './crash.ts'
import type { Desktop } from './desktop.ts'
import { dataFolder } from './folders.ts'
import { guardPages, guardPermissions, guardSandbox } from './guard.ts'
import { acceptPorts } from './ipc-port.ts'
import { closeBeforeQuit, quitInTime, quitWithStarter } from './lifecycle.ts'
import { AppLog } from './log.ts'
import { Inbox, requestOf } from './open-with.ts'
import { PrintPages, registerAppScheme, serveApp } from './protocol.ts'
import { Window } from './window.ts'
import { identify } from './windows-identity.ts'

/** What `nnad start` waits for on standard output. */
const readyLine = 'nnad-window-ready'
const openElsewhereLine = 'nnad-window-elsewhere'

/** What a page asks for beside its first script, it asks for within so many ms. */
const besideScript = 50

/** The page's files, telling when those that it starts with have been answered. */
function telling(files: UiFiles, onAnswered: () => void): UiFiles {
  return async (pathname) => {
    const answer = await files(pathname)
    if (pathname.endsWith('.js')) setTimeout(onAnswered, besideScript)
    return answer
  }
}

async function start(folder: string, inbox: Inbox, log: AppLog): Promise<void> {
  await app.whenReady()
  const pages = new PrintPages()
  const pageServed = Promise.withResolvers<undefined>()
  const onPageServed = (): void => pageServed.resolve(undefined)
  serveApp(session.defaultSession, telling(uiFiles(builtUiFolder(), 'desktop'), onPageServed), pages)
  guardPermissions(session.defaultSession)
  let desktop: Desktop | undefined
  const window = new Window((one) => {
    // Where the core cannot be opened the app ends by that.
    opening.then(({ guard }) => guard(one)).catch(() => undefined)
  })
  enableCompileCache(path.join(app.getPath('userData'), 'compiled'))
  // Loading the core keeps this thread, which serves the page, busy: while the page starts in a process of its own.
  const opening = pageServed.promise
    .then(() => import('./desktop.ts'))
    .then(({ openDesktop }) => openDesktop({ dataFolder: folder, window, pages, inbox, log }))
    .then((opened) => (desktop = opened))
  acceptPorts(ipcMain, async (port) => (await opening).answer(port))
  quitInTime(app, () => desktop?.goesOn ?? false)
  closeBeforeQuit(app, async () => (await opening).close())
  const showing = window.show().finally(onPageServed)
  const [{ openAsked }] = await Promise.all([opening, showing])
  openAsked()
  process.stdout.write(`${readyLine}\n`)
}

/** Says why the app cannot start: to the command that started it, else in a dialog. */
async function giveUp(error: unknown): Promise<void> {
  const text =
    error instanceof DeclaredError ? error.message : format('this is a bug, please report it:', error)
  process.stderr.write(`nnad: ${text}\n`)
  if (process.send === undefined) {
    // Linux shows none before.
    await app.whenReady()
    dialog.showErrorBox('nnad cannot start', text)
  }
  app.exit(1)
}

function main(): void {
  identify(app)
  guardSandbox(app)
  const folder = dataFolder(process.argv)
  const request = requestOf(process.argv, process.cwd(), app.isPackaged)
  // Only what is asked for goes to the first instance: Chromium changes the rest of a command line on the way.
  if (!app.requestSingleInstanceLock(request)) {
    process.stdout.write(`${openElsewhereLine}\n`)
    app.quit()
    return
  }
  const log = new AppLog(app.getPath('userData'))
  endOnCrash(folder, log)
  start(folder, new Inbox(app, request), log).catch(giveUp)
}

registerAppScheme()
guardPages(app)
quitWithStarter(app)
try {
  main()
} catch (error) {
  void giveUp(error)
}
