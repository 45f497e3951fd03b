// What a page complains of while a spec drives it.
import type { Page } from 'playwright-core'

/** Collects errors and warnings of a page's console, its uncaught errors and failed requests. Cancelled requests are none. */
export function consoleProblems(page: Page): readonly string[] {
  const problems: string[] = []
  page.on('console', (message) => {
    const type = message.type()
    if (type === 'error' || type === 'warning') problems.push(`${type}: ${message.text()}`)
  })
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`))
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    if (reason !== 'net::ERR_ABORTED')
      problems.push(`failed: ${request.method()} ${request.url()}: ${reason}`)
  })
  return problems
}
