// The browser that specs look at the screens with.
import { type LaunchOptions } from 'playwright-core'
import { browserForTests } from '../browser-for-tests.ts'

/** How to launch the browser. Throws where there is none: ask `skipReason` first. */
export async function launchOptions(): Promise<LaunchOptions> {
  const browser = await browserForTests()
  if ('skipped' in browser) throw new Error(browser.skipped)
  return { executablePath: browser.path, chromiumSandbox: true }
}
