// The module that stands in for `electron`: the app's own code on a real Chromium, driven over its debugging protocol.
// Real: pages, the preload's isolated world, message ports, answers of app://, PDF. Not shown by it: the sandbox's policy, native
// modules' ABI, packaging, the single instance, menus, dialogs, windows, messages and the tray as the system draws them, its keyring, Negotiate.
import type Electron from 'electron'
import { app } from './electron/app.ts'
import { BrowserWindow } from './electron/browser-window.ts'
import { dialog } from './electron/dialog.ts'
import { ipcMain } from './electron/ipc-main.ts'
import type { MessagePortMain } from './electron/message-port-main.ts'
import { Menu } from './electron/menu.ts'
import { nativeTheme } from './electron/native-theme.ts'
import { net } from './electron/net.ts'
import { Notification } from './electron/notification.ts'
import { safeStorage } from './electron/safe-storage.ts'
import { powerMonitor } from './electron/power-monitor.ts'
import { protocol, session } from './electron/session.ts'
import { screen } from './electron/screen.ts'
import { shell } from './electron/shell.ts'
import { Tray, nativeImage } from './electron/tray.ts'
import type { WebContents } from './electron/web-contents.ts'
import { beJudged } from './judge.ts'

beJudged()

// What is left out here is EventEmitter's, or takes and gives whole objects of Electron's.
app satisfies Pick<
  Electron.App,
  | 'isPackaged'
  | 'whenReady'
  | 'getPath'
  | 'setPath'
  | 'getName'
  | 'getVersion'
  | 'getSystemLocale'
  | 'setAppUserModelId'
  | 'setToastActivatorCLSID'
  | 'requestSingleInstanceLock'
  | 'addRecentDocument'
  | 'clearRecentDocuments'
  | 'quit'
  | 'exit'
>
app.commandLine satisfies Pick<Electron.CommandLine, 'hasSwitch'>
shell satisfies Pick<Electron.Shell, 'openExternal' | 'showItemInFolder'>
dialog satisfies Pick<Electron.Dialog, 'showOpenDialog' | 'showMessageBox' | 'showErrorBox'>
nativeTheme satisfies Pick<Electron.NativeTheme, 'shouldUseDarkColors'>
safeStorage satisfies Pick<
  Electron.SafeStorage,
  'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>
protocol satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>
session.defaultSession satisfies Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler'
>

type Checked<T extends U, U> = [T, U]
export type CheckedClasses = [
  Checked<Notification, Pick<Electron.Notification, 'show'>>,
  Checked<Tray, Pick<Electron.Tray, 'setImage' | 'setToolTip' | 'destroy'>>,
  Checked<MessagePortMain, Pick<Electron.MessagePortMain, 'start' | 'close' | 'postMessage'>>,
  Checked<
    WebContents,
    Pick<Electron.WebContents, 'loadURL' | 'getURL' | 'send' | 'printToPDF' | 'isDestroyed'>
  >,
  Checked<
    BrowserWindow,
    Pick<
      Electron.BrowserWindow,
      | 'loadURL'
      | 'show'
      | 'focus'
      | 'restore'
      | 'setProgressBar'
      | 'isVisible'
      | 'isMinimized'
      | 'close'
      | 'destroy'
    >
  >,
]

export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
}

/** As electron-store imports it. */
const defaultExport: {
  readonly app: typeof app
  readonly ipcMain: typeof ipcMain
  readonly shell: typeof shell
} = {
  app,
  ipcMain,
  shell,
}
export default defaultExport
