// What has the focus, as people who hear the page are told.
import type { Page } from 'playwright-core'

/** Role and name of what has the focus: `button "Investigate"`; empty where nothing has. */
export async function focused(page: Page): Promise<string> {
  const own = page.locator(':focus')
  if ((await own.count()) === 0) return ''
  const [line = ''] = (await own.ariaSnapshot()).split('\n')
  // The snapshot is YAML: it quotes what holds a colon, and ends with the text where there is more of it.
  return /^- '?(\w+(?: "(?:[^"\\]|\\.)*")?)/.exec(line)?.[1] ?? line
}
