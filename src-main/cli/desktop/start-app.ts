// The desktop window where one can open, the browser where not.
import { print } from '../terminal.ts'
import { type WindowOutcome, runWindow } from './desktop-window.ts'
import { electronBinary } from './electron-binary.ts'
import { serveInBrowser } from './serve-in-browser.ts'
import { type Surroundings, isBuilt, obstacle } from './surroundings.ts'

export interface StartOptions {
  /** Serve, whatever the machine offers. */
  readonly browser: boolean
  /** Open the person's browser where the screens are served. */
  readonly open: boolean
}

/** The window's whole life, or why there was none. */
async function desktop(dataFolder: string, around: Surroundings): Promise<WindowOutcome> {
  const reason = obstacle(around)
  if (reason !== undefined) return { reason }
  if (!isBuilt(around.appFolder)) return { reason: 'the app has not been built ("npm run build")' }
  const binary = await electronBinary(around)
  return 'reason' in binary ? binary : runWindow(binary.path, dataFolder, around)
}

/** Shows the screens until the person closes or stops them; the exit code. */
export async function startApp(
  dataFolder: string,
  { browser, open }: StartOptions,
  around: Surroundings,
): Promise<number> {
  if (!browser) {
    const outcome = await desktop(dataFolder, around)
    if ('exitCode' in outcome) return outcome.exitCode
    print(`No desktop window: ${outcome.reason}. Serving in the browser instead.`)
  }
  await serveInBrowser(dataFolder, open, around)
  return 0
}
