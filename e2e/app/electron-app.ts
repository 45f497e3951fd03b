// The desktop app on Electron itself, where its executable is installed.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { _electron } from 'playwright-core'
import { productFolder } from '../nnad-command.ts'
import { patience } from '../patience.ts'
import { appSize, ended, killed, outputOf } from './app-process.ts'
import { consoleProblems } from './console-problems.ts'
import type { OpenedApp, OpenOptions } from './opened-app.ts'

const packageFolder = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'))

/** Electron's executable, or why there is none. Its package is not imported, since that would try to fetch it. */
export function electronBinary(): { readonly path: string } | { readonly skipped: string } {
  const note = path.join(packageFolder, 'path.txt')
  if (!existsSync(note)) return { skipped: "Electron's executable is not installed (npx install-electron)" }
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(packageFolder, 'dist')
  const binary = path.join(folder, readFileSync(note, 'utf8'))
  if (!existsSync(binary)) return { skipped: `there is no Electron at ${binary}` }
  if (process.getuid?.() === 0) return { skipped: 'Chromium refuses its sandbox to root' }
  const hasDisplay = (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== ''
  if (process.platform === 'linux' && !hasDisplay) return { skipped: 'Electron needs a display' }
  return { path: binary }
}

/** Starts the built app (`dist/`) and looks at its window. */
export async function openElectron(dataFolder: string, options: OpenOptions): Promise<OpenedApp> {
  const { colorScheme = 'light', viewport = appSize } = options
  const binary = electronBinary()
  if ('skipped' in binary) throw new Error(binary.skipped)
  const app = await _electron.launch({
    executablePath: binary.path,
    args: [productFolder, `--data=${dataFolder}`],
    // Else Playwright switches it off.
    chromiumSandbox: true,
    colorScheme,
  })
  const core = app.process()
  const output = outputOf(core)
  const stop = async (): Promise<void> => {
    await app.close()
    await ended(core)
  }
  try {
    const page = await app.firstWindow()
    page.setDefaultTimeout(patience)
    const problems = consoleProblems(page)
    await page.setViewportSize(viewport)
    await page.waitForLoadState()
    return {
      host: 'electron',
      page,
      dataFolder,
      url: page.url(),
      consoleProblems: problems,
      coreOutput: output,
      corePid: core.pid ?? 0,
      killCore: () => killed(core),
      chooseFiles: (paths) =>
        app.evaluate(
          ({ dialog }, filePaths) => {
            const answer = { canceled: filePaths.length === 0, filePaths }
            dialog.showOpenDialog = () => Promise.resolve(answer)
          },
          [...paths],
        ),
      chooseMenu: (id) =>
        app.evaluate(({ Menu }, item) => {
          Menu.getApplicationMenu()?.getMenuItemById(item)?.click()
        }, id),
      clickNotification: () => Promise.reject(new Error('the system draws the messages of Electron')),
      ask: () => Promise.reject(new Error('Electron has no stand-in')),
      tell: () => Promise.reject(new Error('Electron has no stand-in')),
      lookAgain: () => Promise.reject(new Error('Electron has no stand-in')),
      stop,
      [Symbol.asyncDispose]: stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
