// The desktop app: one instance, one core, one window; the core is closed before the process ends.
import { format } from 'node:util'
import { app, dialog, ipcMain, session } from 'electron'
import { DeclaredError } from '../../src-shared/errors.ts'
import { apiContext } from '../api/context.ts'
import { anyPath } from '../api/import-paths.ts'
import { portHandler } from '../api/port-handler.ts'
import { builtUiFolder, uiFiles } from '../api/ui-files.ts'
import { openCore } from '../core/core.ts'
import { electronHost } from './electron-host.ts'
import { dataFolder } from './folders.ts'
import { guardPages, guardPermissions } from './guard.ts'
import { acceptPorts } from './ipc-port.ts'
import { closeBeforeQuit, quitInTime } from './lifecycle.ts'
import { setMenu } from './menu.ts'
import { PrintPages, registerAppScheme, serveApp } from './protocol.ts'
import { Window } from './window.ts'

/** What `nnad start` waits for on standard output. */
const readyLine = 'nnad-window-ready'
const openElsewhereLine = 'nnad-window-elsewhere'

async function start(folder: string): Promise<void> {
  await app.whenReady()
  const pages = new PrintPages()
  const core = await openCore(electronHost(folder, pages))
  closeBeforeQuit(app, () => core.close())
  acceptPorts(ipcMain, portHandler(apiContext(core, anyPath)))
  serveApp(session.defaultSession, uiFiles(builtUiFolder(), 'desktop'), pages)
  guardPermissions(session.defaultSession)
  const window = new Window()
  setMenu((id) => {
    void window.show().then(() => window.send('nnad:command', id))
  }, app.isPackaged)
  app.on('second-instance', () => void window.show())
  app.on('activate', () => void window.show())
  await window.show()
  process.stdout.write(`${readyLine}\n`)
}

/** Says why the app cannot start: to the command that started it, else in a dialog. */
function giveUp(error: unknown): void {
  const text =
    error instanceof DeclaredError ? error.message : format('this is a bug, please report it:', error)
  process.stderr.write(`nnad: ${text}\n`)
  if (process.send === undefined) dialog.showErrorBox('nnad cannot start', text)
  app.exit(1)
}

registerAppScheme()
guardPages(app)
quitInTime(app)
const folder = dataFolder(process.argv)
if (app.requestSingleInstanceLock()) start(folder).catch(giveUp)
else {
  process.stdout.write(`${openElsewhereLine}\n`)
  app.quit()
}
