// `app`: its life from ready to quit, its folders, its single instance, what the system asks it to open.
import { EventEmitter } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { packageRoot } from '../../../src-main/core/package-root.ts'
import { packedAppVariable } from '../../packed/packed-app-variable.ts'
import { chromium } from '../chromium.ts'
import { configuration } from '../configuration.ts'
import { onOrder } from '../control.ts'
import { preventable } from './events.ts'
import { lockInstance } from './single-instance.ts'

/** What quitting closes. */
export interface Closable {
  close(): void
}

const Package = z.object({ name: z.string(), version: z.string() })
const product = Package.parse(JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8')))

class App extends EventEmitter {
  readonly isPackaged = process.env[packedAppVariable] !== undefined
  readonly windows = new Set<Closable>()
  readonly #appData = process.env['XDG_CONFIG_HOME'] ?? path.join(os.homedir(), '.config')
  #userData = path.join(this.#appData, product.name)
  #ready: Promise<void> | undefined
  #isQuitting = false

  readonly commandLine = {
    hasSwitch: (name: string): boolean => process.argv.includes(`--${name}`),
  }

  setAppUserModelId(): void {
    // For Windows alone.
  }

  setToastActivatorCLSID(): void {
    // For Windows alone.
  }

  whenReady(): Promise<void> {
    this.#ready ??= chromium().then(() => {
      this.emit('ready')
    })
    return this.#ready
  }

  getPath(name: string): string {
    if (name === 'appData') return this.#appData
    if (name === 'userData') return this.#userData
    throw new Error(`The stand-in has no folder "${name}".`)
  }

  setPath(name: string, folder: string): void {
    if (name !== 'userData') throw new Error(`The stand-in cannot move "${name}".`)
    // As Electron does, throws for a folder that is not there.
    statSync(folder)
    this.#userData = folder
  }

  getName(): string {
    return product.name
  }

  getVersion(): string {
    return product.version
  }

  getSystemLocale(): string {
    return configuration.locale
  }

  addRecentDocument(file: string): void {
    console.log(`stand-in: recent ${file}`)
  }

  clearRecentDocuments(): void {
    console.log('stand-in: recent none')
  }

  requestSingleInstanceLock(data: object = {}): boolean {
    return lockInstance(this.#userData, data, (second) => {
      this.emit('second-instance', preventable({}), [], '', second)
    })
  }

  /** Closes the windows, then ends, unless a listener keeps the process for a while. */
  quit(): void {
    if (!this.#isQuitting) this.emit('before-quit', preventable({}))
    this.#isQuitting = true
    for (const window of this.windows) window.close()
    const event = preventable({})
    this.emit('will-quit', event)
    if (!event.defaultPrevented) this.exit(0)
  }

  exit(code = 0): void {
    this.emit('quit', preventable({}), code)
    process.exit(code)
  }

  /** Called by a window that has gone. */
  forget(window: Closable): void {
    this.windows.delete(window)
    if (this.windows.size > 0 || this.#isQuitting) return
    // Without a listener the last window takes the app with it.
    if (!this.emit('window-all-closed')) this.quit()
  }
}

export const app = new App()

// Where Electron has it: beside the executable.
const executable = process.env['NNAD_STAND_IN_EXECUTABLE'] ?? process.execPath
Object.defineProperty(process, 'resourcesPath', { value: path.join(path.dirname(executable), 'resources') })

onOrder((order) => {
  if (order.type === 'close-window') for (const window of app.windows) window.close()
  if (order.type === 'open-url') app.emit('open-url', preventable({}), order.url)
  if (order.type === 'open-file') app.emit('open-file', preventable({}), order.path)
})

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
