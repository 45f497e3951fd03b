// The module that stands in for `electron`: the app's own code on a real Chromium, driven over its debugging protocol.
// Real: pages, the preload's isolated world, message ports, answers of app://, PDF. Not shown by it: the sandbox's policy, native
// modules' ABI, packaging, the single instance, menus, dialogs and windows as the system draws them.
import type Electron from 'electron'
import { app } from './electron/app.ts'
import { BrowserWindow } from './electron/browser-window.ts'
import { dialog } from './electron/dialog.ts'
import { ipcMain } from './electron/ipc-main.ts'
import type { MessagePortMain } from './electron/message-port-main.ts'
import { Menu } from './electron/menu.ts'
import { nativeTheme } from './electron/native-theme.ts'
import { protocol, session } from './electron/session.ts'
import { shell } from './electron/shell.ts'
import type { WebContents } from './electron/web-contents.ts'

// What is left out here is EventEmitter's, or takes and gives whole objects of Electron's.
app satisfies Pick<
  Electron.App,
  | 'isPackaged'
  | 'whenReady'
  | 'getPath'
  | 'setPath'
  | 'getVersion'
  | 'requestSingleInstanceLock'
  | 'quit'
  | 'exit'
>
shell satisfies Pick<Electron.Shell, 'openExternal'>
dialog satisfies Pick<Electron.Dialog, 'showOpenDialog' | 'showErrorBox'>
nativeTheme satisfies Pick<Electron.NativeTheme, 'shouldUseDarkColors'>
protocol satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>
session.defaultSession satisfies Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler'
>

type Checked<T extends U, U> = [T, U]
export type CheckedClasses = [
  Checked<MessagePortMain, Pick<Electron.MessagePortMain, 'start' | 'close' | 'postMessage'>>,
  Checked<
    WebContents,
    Pick<Electron.WebContents, 'loadURL' | 'getURL' | 'send' | 'printToPDF' | 'isDestroyed'>
  >,
  Checked<
    BrowserWindow,
    Pick<
      Electron.BrowserWindow,
      'loadURL' | 'show' | 'focus' | 'restore' | 'isVisible' | 'isMinimized' | 'close' | 'destroy'
    >
  >,
]

export { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, session, shell }
