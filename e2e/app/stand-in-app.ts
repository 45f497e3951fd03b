// The desktop app on the stand-in electron (e2e/host): its own main process and preload, a page of headless Chromium.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type Page, chromium } from 'playwright-core'
import { type Order, PageNotice, loadedAgainLine, Taken } from '../host/control.ts'
import { configurationVariable } from '../host/configuration.ts'
import { productFolder, until } from '../nnad-command.ts'
import { patience } from '../patience.ts'
import { appSize, ended, killed, outputOf } from './app-process.ts'
import { consoleProblems } from './console-problems.ts'
import type { OpenedApp, OpenOptions } from './opened-app.ts'
import { launchOptions } from './test-browser.ts'

const register = pathToFileURL(path.join(productFolder, 'e2e/host/register.ts')).href
const ownMain = path.join(productFolder, 'src-main/electron/main.ts')
const mainUrl = 'https://nnad.app.invalid/'

async function startApp(
  dataFolder: string,
  profile: string,
  { colorScheme = 'light', hasKeyring = true, env: own = {}, executable, main = ownMain }: OpenOptions,
): Promise<ChildProcess> {
  const { executablePath: browser } = await launchOptions()
  const configuration = { browser, colorScheme, hasKeyring, profile, isWatched: true }
  const env = {
    ...process.env,
    TZ: 'UTC',
    ...own,
    [configurationVariable]: JSON.stringify(configuration),
  }
  const [program, ...first] =
    executable === undefined
      ? ([process.execPath, '--import', register, main] as const)
      : ([executable] as const)
  return spawn(program, [...first, `--data=${dataFolder}`], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env,
  })
}

/** Resolves when the first window's page is there, before it loads. */
function firstPage(core: ChildProcess, output: () => string): Promise<PageNotice> {
  return new Promise((resolve, reject) => {
    core.on('message', (message) => {
      const notice = PageNotice.safeParse(message)
      if (notice.success) resolve(notice.data)
    })
    core.once('exit', () => reject(new Error(`the app ended: ${output()}`)))
  })
}

/** The next that the stand-in tells: that it has taken an order, or anything else; undefined where the app ends first. */
function told(core: ChildProcess, isTaken: boolean): Promise<unknown> {
  return new Promise((resolve) => {
    const done = (notice?: unknown): void => {
      core.off('message', hear)
      core.off('exit', gone)
      resolve(notice)
    }
    const hear = (notice: unknown): void => {
      if (isTaken === Taken.safeParse(notice).success) done(notice)
    }
    const gone = (): void => done()
    core.on('message', hear)
    core.once('exit', gone)
  })
}

/** Whether a process still does anything. One that is dead but not yet buried by its next parent, in its own time, does not. */
function isRunning(pid: number | undefined): boolean {
  if (pid === undefined) return false
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

async function pageOf(browser: Browser, targetId: string): Promise<Page> {
  for (const page of browser.contexts().flatMap((context) => context.pages())) {
    const session = await page.context().newCDPSession(page)
    const { targetInfo } = await session.send('Target.getTargetInfo')
    await session.detach()
    if (targetInfo.targetId !== targetId) continue
    page.setDefaultTimeout(patience)
    return page
  }
  throw new Error(`The window's page ${targetId} is not in the browser.`)
}

/** Starts the app and looks at its window from before its page loads. */
export async function openStandIn(dataFolder: string, options: OpenOptions): Promise<OpenedApp> {
  const { colorScheme = 'light', viewport = appSize } = options
  const profile = mkdtempSync(path.join(os.tmpdir(), 'nnad-stand-in-'))
  const core = await startApp(dataFolder, profile, options)
  const output = outputOf(core)
  const order = async (one: Order): Promise<void> => {
    // What is written has not been read: on a busy machine the page's next call would come before it.
    const isTaken = told(core, true)
    await new Promise<void>((resolve, reject) => {
      core.send(one, (error) => (error === null ? resolve() : reject(error)))
    })
    await isTaken
  }
  const looks: Browser[] = []
  let browserPid: number | undefined
  const stop = async (): Promise<void> => {
    for (const look of looks) await look.close()
    if (core.connected) core.disconnect()
    await ended(core)
    // A killed core leaves its browser's profile, which the dying browser writes to a last time.
    await until('the browser to end', () => !isRunning(browserPid))
    rmSync(profile, { recursive: true, force: true, maxRetries: 10 })
  }
  try {
    const notice = await firstPage(core, output)
    browserPid = notice.browserPid
    const look = async (): Promise<Page> => {
      const browser = await chromium.connectOverCDP(notice.endpoint)
      looks.push(browser)
      return pageOf(browser, notice.targetId)
    }
    const page = await look()
    const problems = consoleProblems(page)
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme })
    await order({ type: 'looking' })
    await until('the window', () => output().includes('nnad-window-ready') || core.exitCode !== null)
    if (core.exitCode !== null) throw new Error(`the app ended: ${output()}`)
    return {
      host: 'stand-in',
      page,
      dataFolder,
      url: mainUrl,
      consoleProblems: problems,
      coreOutput: output,
      corePid: core.pid ?? 0,
      killCore: () => killed(core),
      chooseFiles: (paths) => order({ type: 'choose-files', paths: [...paths] }),
      chooseMenu: (id) => order({ type: 'choose-menu', id }),
      clickNotification: () => order({ type: 'click-notification' }),
      tell: order,
      ask: async (one) => {
        const answer = told(core, false)
        await order(one)
        return answer
      },
      lookAgain: async () => {
        await until('the page again', () => output().includes(loadedAgainLine))
        // A connection that has seen a page crash takes it for dead from then on.
        return look()
      },
      stop,
      [Symbol.asyncDispose]: stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
