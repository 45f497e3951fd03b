// The screens in a browser, from the real `nnad serve`.
import { chromium } from 'playwright-core'
import { nnadFile, startProgram, until } from '../nnad-command.ts'
import { patience } from '../patience.ts'
import { appSize, ended, killed, outputOf } from './app-process.ts'
import { consoleProblems } from './console-problems.ts'
import type { OpenedApp, OpenOptions } from './opened-app.ts'
import { launchOptions } from './test-browser.ts'

/** Starts the server, and a browser unless there is one, and opens the page. */
export async function openServed(dataFolder: string, options: OpenOptions): Promise<OpenedApp> {
  const { serveArguments = [], env = {}, colorScheme = 'light', viewport = appSize } = options
  const args = [nnadFile, '--data', dataFolder, 'serve', '--port', '0', ...serveArguments]
  const core = startProgram(process.execPath, args, { env })
  const output = outputOf(core.child)
  const browser = options.browser ?? (await chromium.launch(await launchOptions()))
  const context = await browser.newContext({ colorScheme, viewport })
  context.setDefaultTimeout(patience)
  const stop = async (): Promise<void> => {
    await context.close()
    if (options.browser === undefined) await browser.close()
    core.child.kill('SIGTERM')
    await ended(core.child)
  }
  try {
    const address = (): string | undefined => /serves at (http:\/\/\S+?),? /.exec(output())?.[1]
    await until('the server', () => address() !== undefined || core.child.exitCode !== null)
    const url = `${address() ?? ''}/`
    if (url === '/') throw new Error(`nnad serve ended: ${output()}`)
    const page = await context.newPage()
    const problems = consoleProblems(page)
    await page.goto(url)
    return {
      host: 'served',
      page,
      dataFolder,
      url,
      consoleProblems: problems,
      coreOutput: output,
      corePid: core.child.pid ?? 0,
      killCore: () => killed(core.child),
      chooseFiles: () => Promise.reject(new Error('a browser has no file dialog of the app')),
      chooseMenu: () => Promise.reject(new Error('a browser has no menu of the app')),
      clickNotification: () => Promise.reject(new Error('a browser has no messages of the app')),
      ask: () => Promise.reject(new Error('a browser has no stand-in')),
      tell: () => Promise.reject(new Error('a browser has no stand-in')),
      lookAgain: () => Promise.reject(new Error('a browser has no stand-in')),
      stop,
      [Symbol.asyncDispose]: stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
