// In the stand-in's bundle this takes the place of e2e/browser-for-tests.ts: the browser is given by the configuration.
import type { BrowserForTests } from '../browser-for-tests.ts'

/** Looks for no browser. */
export function browserForTests(): Promise<BrowserForTests> {
  return Promise.resolve({ skipped: 'The packed app on the stand-in is told its browser.' })
}
