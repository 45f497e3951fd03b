// Specs of the screens: each runs on every host there is here and is reported skipped, with its reason, on the others.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scratchFolder } from '../scratch-folder.ts'
import { openApp, skipReason } from './open-app.ts'
import { type AppHost, appHosts, type OpenedApp, type OpenOptions } from './opened-app.ts'
import { preparedData } from './prepared-data.ts'

const reasons = await Promise.all(appHosts.map(skipReason))

export interface ScreenSpec extends Omit<OpenOptions, 'dataFolder'> {
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
  const { stage, provoked, on = appHosts, ...options } = spec
  appHosts.forEach((host, index) => {
    if (!on.includes(host)) return
    const reason = reasons[index] ?? false
    void test(`${name} (${host})`, { skip: reason }, async () => {
      const data = stage === undefined ? scratchFolder() : await preparedData(stage)
      try {
        await using app = await openApp(host, { ...options, dataFolder: data.path })
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
