// Specs of the screens: each runs on every host there is here and is reported skipped, with its reason, on the others.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Browser, chromium } from 'playwright-core'
import { scratchFolder } from '../scratch-folder.ts'
import { openApp, skipReason } from './open-app.ts'
import { type AppHost, appHosts, type OpenedApp, type OpenOptions } from './opened-app.ts'
import { preparedData } from './prepared-data.ts'
import { launchOptions } from './test-browser.ts'

const reasons = await Promise.all(appHosts.map(skipReason))

let shared: Browser | undefined

/** One for all served specs of a file: each has a context of its own there. */
async function sharedBrowser(): Promise<Browser> {
  // One that a spec has crashed is not for the next.
  if (shared?.isConnected() !== true) shared = await chromium.launch(await launchOptions())
  return shared
}

let isClosedAfterwards = false

/** Also files without specs import this one: only where there is a spec, the browser is closed behind the last. */
function closeAfterwards(): void {
  if (isClosedAfterwards) return
  isClosedAfterwards = true
  after(() => shared?.close())
}

export interface ScreenSpec extends Omit<OpenOptions, 'browser' | 'dataFolder'> {
  /** What the data folder holds at the beginning; nothing by default. */
  readonly stage?: Parameters<typeof preparedData>[0]
  /** Where it runs; everywhere by default. */
  readonly on?: readonly AppHost[]
  /** What the console may complain of in this spec, since the spec provokes it. */
  readonly provoked?: RegExp
}

/**
 * Registers a spec for every host that it is for. Beyond what it asserts itself, the page's console must have stayed silent.
 * The screen begins on the start page.
 */
export function screenSpec(name: string, spec: ScreenSpec, work: (app: OpenedApp) => Promise<void>): void {
  closeAfterwards()
  const { stage, provoked, on = appHosts, ...options } = spec
  appHosts.forEach((host, index) => {
    if (!on.includes(host)) return
    const reason = reasons[index] ?? false
    void test(`${name} (${host})`, { skip: reason }, async () => {
      const data = stage === undefined ? scratchFolder() : await preparedData(stage)
      try {
        const browser = host === 'served' ? { browser: await sharedBrowser() } : {}
        await using app = await openApp(host, { ...options, ...browser, dataFolder: data.path })
        await work(app)
        const problems = app.consoleProblems.filter((one) => provoked?.test(one) !== true)
        assert.deepEqual(problems, [], 'the console')
      } finally {
        data.remove()
      }
    })
  })
}

/** Goes to an address of the page, such as `/reports/1`, as a link that somebody sent would. */
export async function goTo({ page, url }: OpenedApp, address: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${url}#${address}`)
}
