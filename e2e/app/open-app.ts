// Opens the app for a spec of the screens, on any of its hosts.
import { rmSync } from 'node:fs'
import { browserForTests } from '../browser-for-tests.ts'
import { scratchFolder } from '../scratch-folder.ts'
import { builtScreens } from './built-screens.ts'
import { electronBinary, openElectron } from './electron-app.ts'
import type { AppHost, OpenedApp, OpenOptions } from './opened-app.ts'
import { openServed } from './served-app.ts'
import { openStandIn } from './stand-in-app.ts'

const openers: Readonly<Record<AppHost, (dataFolder: string, options: OpenOptions) => Promise<OpenedApp>>> = {
  served: openServed,
  'stand-in': openStandIn,
  electron: openElectron,
}

/** Why specs cannot run on a host here: for `test(name, { skip: await skipReason(host) }, …)`. False where they can. */
export async function skipReason(host: AppHost): Promise<string | false> {
  const browser = host === 'electron' ? electronBinary() : await browserForTests()
  return 'skipped' in browser ? browser.skipped : false
}

/**
 * Starts the app and waits for its first page: `await using app = await openApp(host)`. The screens are built first where that
 * is due. Throws where the host is not to be had: ask `skipReason` first.
 */
export async function openApp(host: AppHost, options: OpenOptions = {}): Promise<OpenedApp> {
  await builtScreens()
  const own = options.dataFolder === undefined ? scratchFolder() : undefined
  const dataFolder = options.dataFolder ?? own?.path ?? ''
  try {
    const app = await openers[host](dataFolder, options)
    const stop = async (): Promise<void> => {
      await app.stop().finally(() => own?.remove())
      // Electron's own files lie beside the data folder.
      rmSync(`${dataFolder}.window`, { recursive: true, force: true })
    }
    return { ...app, stop, [Symbol.asyncDispose]: stop }
  } catch (error) {
    own?.remove()
    throw error
  }
}
