// How a test starts the stand-in: by one environment variable.
import { z } from 'zod'
import { browserForTests } from '../browser-for-tests.ts'

const Configuration = z.object({
  /** The browser; by default the one that tests find. */
  browser: z.string().optional(),
  /** Where the browser keeps its profile; by default a folder that goes with the stand-in. */
  profile: z.string().optional(),
  /** Whether the test wants to look at the first page before it loads (control.ts). */
  isWatched: z.boolean().default(false),
  /** Whether the system has a keyring, as far as the app can tell. */
  hasKeyring: z.boolean().default(true),
  /** The system's locale, BCP 47. */
  locale: z.string().default('en-GB'),
  colorScheme: z.enum(['light', 'dark']).default('light'),
})

/** The variable's name; its value is the configuration as JSON. */
export const configurationVariable = 'NNAD_STAND_IN'

export const configuration = Configuration.parse(JSON.parse(process.env[configurationVariable] ?? '{}'))

/** The browser to start. Throws where there is none. */
export async function browserPath(): Promise<string> {
  if (configuration.browser !== undefined) return configuration.browser
  const browser = await browserForTests()
  if ('skipped' in browser) throw new Error(browser.skipped)
  return browser.path
}
